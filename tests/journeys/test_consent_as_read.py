"""What a person agreed to stands on the card in the very words and letters that they read, whichever way it came."""

import pytest
from playwright.async_api import Browser, expect

from tests.support.running import Running
from tests.support.team import at_the_desk, hire
from tests.support.visitor import Visitor, arrive

OWN = {"ru": "Пишите мне о кофе.", "sr": "Пишите ми о кафи.", "en": "Write to me about coffee."}
LETTER = {"en": "Send one letter.", "sr": "Једно писмо, и ништа више."}
NEVER = [{"kind": "delay", "seconds": 3600}]


@pytest.mark.parametrize("live", ["socket", "http"])
async def test_p2_the_evidence_is_what_was_read_in_the_language_it_was_read_in(
    live: str, browser: Browser, running: Running
) -> None:
    await running.api("PATCH", f"/sites/{running.site}", {"languages": ["en", "ru", "sr", "de"]})
    widgets = {
        "phone": await running.place(settings={"consent_marketing": OWN}),
        "email": await running.place(kind="popup", settings={"consent_contact": LETTER}, rules={"when": NEVER}),
    }
    desk = await at_the_desk(browser, running, await hire(running, "Anna Petrović"))

    kept = []
    for at, language in enumerate(["ru", "sr", "sr-Latn", "de", "en"]):
        for field, value in (("phone", f"+381 64 12345{at}7"), ("email", f"visitor{at}@post.example")):
            visitor = await arrive(browser, page_in(running, language, live))
            read = await agree(visitor, widgets[field], field, value)
            assert visitor.troubles == []
            await visitor.page.context.close()

            newest = (await running.api("GET", f"/sites/{running.site}/clients"))["items"][0]["id"]
            assert sorted(await evidence(running, newest)) == sorted(read)
            await desk.goto(f"{running.address}/console/people/{newest}")
            for words in read:
                await expect(desk.locator("main")).to_contain_text(words)
            kept.append(read[0])

    assert kept == [
        "Можно позвонить мне по этому номеру. Больше ничего.",
        "Присылайте письмо на этот адрес. Больше ничего.",
        "Користите мој број за овај позив. Ни за шта друго.",
        "Једно писмо, и ништа више.",
        "Koristite moj broj za ovaj poziv. Ni za šta drugo.",
        "Једно писмо, и ништа више.",
        "Use my number for this call. Nothing else.",
        "Send me the letter to this address. Nothing else.",
        "Use my number for this call. Nothing else.",
        "Send one letter.",
    ]


def page_in(running: Running, language: str, live: str) -> str:
    """A page that says which language it is in, with the snippet as it may be pasted."""
    snippet = running.made["snippet"].replace("<script ", f'<script data-live="{live}" ')
    running.pages["/"] = f'<script>document.documentElement.lang = "{language}"</script>{snippet}<h1>Shop</h1>'
    return f"{running.pages.origin}/"


async def agree(visitor: Visitor, widget: str, field: str, value: str) -> list[str]:
    """Tick every box, send, and give back the words beside the boxes."""
    room = visitor.page.locator(f"frontdesk-widget[widget='{widget}']")
    await visitor.page.evaluate(f"(window.frontdesk ||= []).push(['open', '{widget}'])")
    await room.locator("[part~=submit]").first.wait_for()
    words = await room.locator("label.consent").all_inner_texts()
    await room.locator(f"[name={field}]").fill(value)
    for box in await room.locator("[name=consent]").all():
        await box.check()
    await room.locator("[part~=submit]").first.click()
    await expect(room.locator("[part~=status] h2")).to_be_visible()
    return [each.strip() for each in words]


async def evidence(running: Running, client: str) -> list[str]:
    """The words that this person's card keeps; their timeline has the same."""
    card = await running.api("GET", f"/clients/{client}")
    timeline = await running.api("GET", f"/clients/{client}/timeline")
    told = [entry["data"]["text"] for entry in timeline["items"] if entry["kind"] == "consent"]
    kept = [each["text"] for each in card["consents"]]
    assert sorted(told) == sorted(kept)
    return kept
