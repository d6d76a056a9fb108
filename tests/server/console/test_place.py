"""The site's own page."""

import html

from server.sites import members, sites, widgets
from server.sites.policy import Role
from server.sites.settings import NewSite
from server.sites.widget_input import NewWidget, WidgetChange
from tests.server.console.at_work import CALLING, KINDS, SHOP


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


async def test_an_admin_places_the_first_widget_with_one_press_and_a_second_press_places_no_second(console):
    site = await console.database.write(sites.create, NewSite.read(SHOP | {"name": "New"}), await owner(console))
    async with console.program(console.owner) as anna:
        anna.client.cookies.set("frontdesk_site", site.id, path="/console")
        empty = html.unescape((await anna.part("/console/calls")).text)
        offered = html.unescape((await anna.client.get("/console/site")).text)
        pressed = [await anna.act("/console/widgets", kind=CALLING) for _ in range(2)]
        after = (await anna.client.get("/console/site")).text
    [placed] = (await console.database.read(widgets.of_site, site.id)).items
    assert ('href="/console/site#placed"' in empty, "Place “Callback”" in offered, "Place “Letter”" in offered) == (
        True, True, True,
    )  # fmt: skip
    assert [(each.status_code, each.headers["hx-redirect"]) for each in pressed] == [(200, "/console/site")] * 2
    assert (placed.kind, placed.version, placed.enabled, placed.settings) == (CALLING, 1, True, {})
    assert "Place “" not in html.unescape(after)


async def test_a_manager_is_told_who_may_place_the_first_one_and_may_not(console):
    email = await console.hire("Dmitri Orlov", Role.MANAGER)
    new = await console.database.write(sites.create, NewSite.read(SHOP | {"name": "New"}), await owner(console))
    dmitri_id = (await console.database.read(members.by_email, email)).id
    await console.database.write(members.join, new.id, dmitri_id, Role.MANAGER)
    async with console.program(email) as dmitri:
        dmitri.client.cookies.set("frontdesk_site", new.id, path="/console")
        page = (await dmitri.client.get("/console/site")).text
        answer = await dmitri.act("/console/widgets", kind=CALLING)
    assert ("An owner or an admin can place the first one here." in page, "hx-post" in page) == (True, False)
    assert (answer.status_code, (await console.database.read(widgets.of_site, new.id)).items) == (403, [])


async def test_a_kind_that_nobody_has_is_placed_nowhere(console):
    async with console.program(console.owner) as anna:
        assert (await anna.act("/console/widgets", kind="nothing")).status_code == 404


async def owner(console):
    """Who owns the site."""
    return (await console.database.read(members.by_email, console.owner)).id
