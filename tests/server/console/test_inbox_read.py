"""What the inbox reads in one go."""

from server.calls import taking
from server.console import inbox_read
from server.console.kinds_shown import Kinds
from server.deliveries.erase import erase_client
from server.sites import members
from tests.server.console.at_work import KINDS


async def test_what_is_known_is_read_for_the_one_that_rings_and_for_ones_own(console):
    await console.write_letter(name="Ivana", email="i@x.example", message="moka pot")
    first = await console.ask_for_call(
        "+381601234561", name="Ivana", question="Open?", url="https://harbourrow.example/guji?utm_source=may"
    )
    second = await console.ask_for_call("+381601234562")
    anna = (await console.database.read(members.by_email, console.owner)).id
    ringing = await console.database.read(inbox_read.calls, console.site.id, anna, 0, 0)
    assert ringing.about == {
        await console.client_of(first): {"page": "/guji", "source": "may", "facts": ()},
    }
    await console.database.write(taking.accept, console.site.id, ringing.waiting[1]["id"], anna)
    mine = await console.database.read(inbox_read.calls, console.site.id, anna, 0, 0)
    assert list(mine.about) == [await console.client_of(second)]


async def test_somebody_who_was_erased_meanwhile_is_simply_not_known(console):
    lead = await console.ask_for_call()
    client = await console.client_of(lead)
    await erase_client(console.database, console.site.id, client)
    gone = {"client": client, "name": "", "question": ""}
    assert await console.database.read(inbox_read.about, console.site.id, gone) == {}


async def test_leads_and_names_of_widgets_are_read(console):
    lead = await console.write_letter(name="Tom")
    rows, more = await console.database.read(inbox_read.leads, console.site.id, None, 5)
    assert ([row["id"] for row in rows], more) == ([lead["lead"]], None)
    assert await console.database.read(inbox_read.widget_names, console.site.id, Kinds(KINDS, "en")) == {
        console.asks: "Call me back", console.letters: "Write to us",
    }  # fmt: skip


async def test_the_bell_is_for_the_latest_and_quiet_for_who_is_busy(console):
    await console.ask_for_call("+381601234561")
    await console.ask_for_call("+381601234562")
    anna = (await console.database.read(members.by_email, console.owner)).id
    before = await console.database.read(inbox_read.rings, console.site.id, anna)
    await console.database.write(taking.accept, console.site.id, before.latest[0]["id"], anna)
    after = await console.database.read(inbox_read.rings, console.site.id, anna)
    assert [row["phone"] for row in before.latest] == ["+381601234562", "+381601234561"]
    assert ((before.total, before.busy), (after.total, after.busy)) == ((2, False), (1, True))
    assert after.latest == before.latest[1:]
