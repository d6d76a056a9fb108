"""The settings of a site, saved by people at the same time, its secret, and one more site."""

import html
import re

from server.audit import journal
from server.database import now_ms
from server.sites import sites
from server.sites.policy import Role
from server.sites.signing import good_secrets
from tests.server.console.at_work import SHOP
from tests.server.console.test_site_fields import CHANGE, EN


def was(page):
    """What the form was drawn with."""
    return html.unescape(re.search(r'name="was" value="([^"]*)"', page)[1])


async def acts(console):
    """What the journal tells of the site, the latest first."""
    page = await console.database.read(journal.lines, console.site.id, 50)
    return [entry.act for entry in page.items]


async def test_every_setting_is_saved_and_the_journal_tells_of_it(console):
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/site/settings")).text
        answer = await anna.act("/console/site/settings", was=was(page), **CHANGE)
        wrong = await anna.act("/console/site/settings", was=was(page), **CHANGE | {"site": "", "brand": "red"})
        broken = await anna.act("/console/site/settings", was="[", **CHANGE)
    saved = await console.database.read(sites.find, console.site.id)
    assert (saved.name, saved.memory, saved.looks.brand) == ("Shop", "always", "#abcdef")
    assert (answer.status_code, "Saved." in answer.headers["hx-trigger"], 'value="Shop"' in answer.text) == (
        200,
        True,
        True,
    )
    assert ((await acts(console))[0], wrong.status_code, broken.status_code) == ("site.changed", 422, 400)


async def test_the_second_of_two_who_edit_sees_what_the_first_made_and_overwrites_nothing(console):
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/site/settings")).text
        before = was(page)
        await anna.act("/console/site/settings", was=before, **CHANGE)
        late = await anna.act("/console/site/settings", was=before, **CHANGE | {"site": "Hafen"})
        between = await console.database.read(sites.find, console.site.id)
        again = await anna.act("/console/site/settings", was=was(late.text), **CHANGE | {"site": "Hafen"})
    after = await console.database.read(sites.find, console.site.id)
    assert (late.status_code, "Saved meanwhile:" in late.text, "<b>Shop</b>" in late.text) == (200, True, True)
    assert ('value="Hafen"' in late.text, between.name, again.status_code, after.name) == (True, "Shop", 200, "Hafen")


async def test_a_colour_is_judged_before_it_is_saved(console):
    async with console.program(console.owner) as anna:
        yellow = (await anna.part("/console/site/contrast?brand=%23f2c230")).text
        none = (await anna.part("/console/site/contrast?brand=red")).text
    assert ("Words on a button 12" in yellow, "links are drawn darker" in yellow, "button" in none) == (
        True,
        True,
        False,
    )


async def test_the_secret_is_shown_on_a_press_and_renewed_and_both_are_recorded(console):
    secret = await console.database.read(sites.secret, console.site.id)
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/site/settings")).text
        shown = (await anna.act("/console/site/secret")).text
        renewed = (await anna.act("/console/site/secret/new")).text
    present = await console.database.read(sites.secret, console.site.id)
    assert (secret in page, secret in shown, present in renewed, present == secret) == (False, True, True, False)
    assert (await acts(console))[:2] == ["secret.renewed", "secret.read"]


async def test_e7_the_secret_before_is_good_for_a_day_unless_it_is_ended_at_once(console):
    async with console.program(console.owner) as anna:
        first = await console.database.read(sites.secret, console.site.id)
        form = (await anna.act("/console/site/secret/new")).text
        good = await console.database.read(good_secrets, console.site.id, now_ms())
        await anna.act("/console/site/secret/new", at_once="yes")
        left = await console.database.read(good_secrets, console.site.id, now_ms())
    assert ('name="at_once"' in form, good[1:], len(left)) == (True, (first,), 1)


async def test_looks_are_shown_before_they_are_saved_and_a_pale_colour_is_told_of(console):
    async with console.program(console.owner) as anna:
        form = (await anna.client.get("/console/site/settings")).text
        pale = (await anna.part("/console/site/contrast?brand=%23f2c230&theme=dark&corner=start&lift=40")).text
        dark = (await anna.part("/console/site/contrast?brand=%230b6478&shape=square")).text
        wrong = (await anna.part("/console/site/contrast?brand=%230b6478&lift=900")).text
    assert [each.count('viewBox="0 0 240 190"') for each in (form, pale, dark, wrong)] == [2, 1, 2, 0]
    assert [EN("site.contrast.pale", ratio="1.6") in each for each in (pale, dark)] == [True, False]


async def test_e7_the_secret_before_is_told_of_while_it_works_and_ended_with_one_press(console):
    async with console.program(console.owner) as anna:
        alone = (await anna.act("/console/site/secret")).text
        renewed = (await anna.act("/console/site/secret/new")).text
        shown = (await anna.act("/console/site/secret")).text
        dropped = await anna.act("/console/site/secret/drop")
        again = await anna.act("/console/site/secret/drop")
    good = await console.database.read(good_secrets, console.site.id, now_ms())
    assert [EN("site.secret.drop") in each for each in (alone, renewed, shown, dropped.text)] == [
        False, True, True, False,
    ]  # fmt: skip
    assert ("The secret before has ended." in dropped.headers["hx-trigger"], again.status_code) == (True, 200)
    assert (len(good), good[0] in dropped.text) == (1, True)
    assert (await acts(console)).count("secret.old_ended") == 1


async def test_r1_one_more_site_belongs_to_whoever_makes_it_and_its_desk_opens(console):
    async with console.program(console.owner) as anna:
        form = (await anna.client.get("/console/sites/new")).text
        made = await anna.act("/console/sites", site="Second Street", address="second.example", languages="en")
        wrong = await anna.act("/console/sites", site="", address="")
        desk = (await anna.client.get("/console/site")).text
    assert ("Add the site" in form, made.headers["hx-redirect"], wrong.status_code) == (True, "/console/site", 422)
    assert ("<b>Second Street</b>" in desk, 'href="/console/sites/new"' in desk) == (True, True)
    assert console.site.name == SHOP["name"]


async def test_a_manager_changes_nothing_of_the_site(console):
    async with console.program(await console.hire("Dmitri Orlov", Role.MANAGER)) as dmitri:
        answers = [
            await dmitri.client.get("/console/site/settings"),
            await dmitri.client.get("/console/sites/new"),
            await dmitri.act("/console/site/settings", was="{}", **CHANGE),
            await dmitri.act("/console/site/secret"),
            await dmitri.act("/console/site/secret/new"),
            await dmitri.act("/console/site/secret/drop"),
            await dmitri.act("/console/sites", site="Mine", address="mine.example"),
        ]
    assert [each.status_code for each in answers] == [403] * 7
