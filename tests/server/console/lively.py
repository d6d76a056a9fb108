"""A desk with everything on it, for the tests that look at whole pages; and how they are looked at."""

import asyncio

from server.calls import listing

LONG = "Александра Константинопольская-Достопочтенная"
WIDE, PHONE, SMALLEST = {"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 640}
SEEN = [
    ("light", WIDE, "en"),
    ("dark", WIDE, "ru"),
    ("light", PHONE, "ru"),
    ("dark", PHONE, "en"),
]


async def lively(console):
    """A desk with everything on it: somebody rings, others wait, one is with a colleague, leads, a past call."""
    email = await console.hire("Dmitri Orlov")
    for number in range(3):
        await console.ask_for_call(f"+38160123450{number}", name=f"Earlier {number}", question="A question")
    async with console.program(email) as dmitri, console.program(console.owner) as anna:
        calls = [call["id"] for call in (await console.database.read(listing.requests, console.site.id)).items]
        await dmitri.act(f"/console/calls/{calls[0]}/take")
        for call in calls[1:]:
            await anna.act(f"/console/calls/{call}/take")
        await anna.act(f"/console/calls/{calls[1]}/outcome", outcome="reached", note="Two bags")
        await anna.act(f"/console/calls/{calls[2]}/outcome", outcome="later", at="2035-01-15T10:30")
    question = "Подскажите, пожалуйста, можно ли забронировать дегустацию для двенадцати человек в субботу?"
    lead = await console.ask_for_call(
        "+381601234567", name=LONG, question=question, title="Дегустации и мастер-классы",
        url="https://harbourrow.example/tasting?utm_source=newsletter", referrer="https://www.google.com/",
    )  # fmt: skip
    await console.ask_for_call("+381601234568", name="Milan Petrović", question="Do you deliver to an office?")
    await console.write_letter(
        name="Tom Hale", email="tom.hale.with.a.long.address@mail.example", message="Hello there"
    )
    person = await console.client_of(lead)
    async with console.program(console.owner) as anna:
        await anna.act(f"/console/people/{person}/notes", text="Likes cocoa, not sour.")
    return person


def slowly(run):
    """The same work, begun a moment later: whoever looks at once sees that it goes on."""

    async def begun_later(*given):
        await asyncio.sleep(0.3)
        return await run(*given)

    return begun_later
