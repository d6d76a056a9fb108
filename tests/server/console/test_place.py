"""The site's own page."""

import html

from server.sites import widgets
from server.sites.policy import Role
from server.sites.widget_input import NewWidget, WidgetChange
from tests.server.console.at_work import KINDS


async def test_the_line_to_paste_the_origins_and_the_key_facts_stand_there(console):
    async with console.program(console.owner) as anna:
        page = html.unescape((await anna.client.get("/console/site")).text)
    for words in (
        f'"{console.address}/s/{console.site.key}.js"', "https://harbourrow.example", "Europe/Belgrade",
        "Call me back", "Write to us", "after their first press or key in a widget",
    ):  # fmt: skip
        assert words in page, words


async def test_each_widget_tells_whether_visitors_meet_it(console):
    change = WidgetChange.read({"enabled": False})
    await console.database.write(widgets.change, KINDS, console.letters, change)
    draft = NewWidget(kind="letter", name="Later", draft=True)
    await console.database.write(widgets.create, KINDS, console.site.id, draft)
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/site")).text
    badges = page.partition('class="widgets"')[2].partition("</section>")[0]
    assert [words for words in ("never published", "off", "on") if f">{words}</span>" in badges] == [
        "never published", "off", "on",
    ]  # fmt: skip


async def test_a_manager_reads_it_too(console):
    async with console.program(await console.hire("Dmitri Orlov", Role.MANAGER)) as dmitri:
        assert (await dmitri.client.get("/console/site")).status_code == 200
