"""The list shows every widget as it stands, and each act can be taken back."""

from server.sites import widgets
from tests.server.console.at_work import CALLING


async def names(console):
    return [each.name for each in (await console.database.read(widgets.of_site, console.site.id)).items]


async def test_a_widget_is_switched_copied_deleted_and_brought_back(console):
    await console.ask_for_call(name="Ivana")
    path = f"/console/widgets/{console.asks}"
    async with console.program(console.owner) as anna:
        off = await anna.act(f"{path}/switch")
        assert "“Call me back” is off" in off.headers["hx-trigger"].encode().decode("unicode_escape")
        assert not (await console.database.read(widgets.find, console.asks)).enabled
        assert "1 lead in 7 days" in (await anna.act(f"{path}/switch", on="yes")).text
        await anna.act(f"{path}/copy")
        assert await names(console) == ["Call me back, copy", "Write to us", "Call me back"]
        await anna.act(f"{path}/delete")
        assert await names(console) == ["Call me back, copy", "Write to us"]
        assert "Call me back" in (await anna.part("/console/leads")).text
        await anna.act(f"{path}/put-back")
        assert len(await names(console)) == 3
        await anna.act(f"{path}/name", name="Another")
        assert (await anna.act(f"{path}/name", name="x" * 81)).status_code == 422
        assert (await names(console))[-1] == "Another"


async def test_a_new_widget_is_a_draft_and_opens_in_its_editor(console):
    async with console.program(console.owner) as anna:
        assert "Begin with" in (await anna.client.get("/console/widgets/new")).text
        made = await anna.act("/console/widgets/new", kind=CALLING)
        assert (await anna.act("/console/widgets/new", kind="nothing")).status_code == 404
    newest = (await console.database.read(widgets.of_site, console.site.id)).items[0]
    assert (made.headers["hx-redirect"], newest.version) == (f"/console/widgets/{newest.id}", 0)


async def test_managers_see_the_widgets_and_change_none(console):
    email = await console.hire("Dmitri Orlov")
    async with console.program(email) as dmitri:
        page = await dmitri.client.get("/console/widgets")
        assert page.text.count("kind-tile") == 1  # a kind with a picture shows it, another has the icon of all
        acts = ("switch", "name", "copy", "delete", "put-back")
        done = [(await dmitri.act(f"/console/widgets/{console.asks}/{act}")).status_code for act in acts]
        seen = [(await dmitri.client.get(f"/console/widgets/{each}")).status_code for each in ("new", console.asks)]
    assert ("Call me back" in page.text, "/switch" in page.text) == (True, False)
    assert (done, seen) == ([403] * 5, [403] * 2)
