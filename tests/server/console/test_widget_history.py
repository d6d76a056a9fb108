"""The past of a widget: who, when, what; and back to any of it."""

from server.sites import widgets
from server.sites.widget_input import WidgetChange
from tests.server.console.at_work import KINDS


async def publish(console, words):
    change = WidgetChange.read({"settings": {"title": {"en": words}}})
    return await console.database.write(widgets.change, KINDS, console.asks, change)


async def test_each_version_tells_what_it_changed_and_leads_back(console):
    for number in range(2, 24):
        last = await publish(console, f"Title {number}")
    path = f"/console/widgets/{console.asks}/versions"
    async with console.program(console.owner) as anna:
        first, rest = (await anna.client.get(path)).text, (await anna.client.get(f"{path}?before=4")).text
        assert [first.count('<li class="card">'), rest.count('<li class="card">')] == [20, 3]
        assert "?before=4" in first
        assert "The first one." in rest
        assert all(words in first for words in ("Version 23", "Title 23", "Title 22", "what visitors have"))
        stale = await anna.act(f"{path}/3/restore", revision="1")
        back = await anna.act(f"{path}/3/restore", revision=str(last.revision))
        wrong = [(await anna.act(f"{path}/{each}/restore", revision="1")).status_code for each in ("x", "999999999999")]
        drafted = await console.database.read(widgets.find, console.asks)
        await anna.act(f"{path}/2/restore", revision=str(drafted.revision), publish="yes")
    found = await console.database.read(widgets.find, console.asks)
    assert (stale.status_code, back.headers["hx-redirect"], wrong) == (
        409,
        f"/console/widgets/{console.asks}",
        [404, 404],
    )
    assert (drafted.draft["settings"], drafted.version) == ({"title": {"en": "Title 3"}}, 23)
    assert (found.settings, found.version, found.draft) == ({"title": {"en": "Title 2"}}, 24, None)
