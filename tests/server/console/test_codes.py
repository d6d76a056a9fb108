"""The page of codes: pools are made, changed, deleted and put back, and say how many codes are left."""

import json
import re

from server.codes import pools
from server.codes.pool_input import NewPool
from server.sites import widgets
from server.sites.policy import Role
from server.sites.widget_input import NewWidget
from tests.server.console.at_work import KINDS
from tests.server.console.every_page import offer


def said(answer):
    return json.loads(answer.headers["hx-trigger"])


async def pools_of(console):
    return (await console.database.read(pools.of_site, console.site.id)).items


async def test_o2_an_empty_page_says_what_codes_are_for(console):
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/codes")).text
    assert "No codes yet" in page
    assert 'hx-get="/console/codes/new"' in page


async def test_o2_each_figure_of_a_pool_opens_its_list(console):
    pool = await offer(console)
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/codes")).text
        figures = dict(re.findall(rf'href="/console/codes/{pool}\?state=(\w+)"><b class="num">(\d+)<', page))
        lists = {state: (await anna.client.get(f"/console/codes/{pool}?state={state}")).text for state in figures}
    assert figures == {"free": "57", "given": "2", "redeemed": "1"}
    assert {state: text.count("<tr><td>") for state, text in lists.items()} == {"free": 50, "given": 2, "redeemed": 1}


async def test_o2_a_pool_of_generated_codes_is_made_changed_deleted_and_put_back(console):
    made = {"name": "Hello", "kind": "generated", "reward": "Tea", "prefix": "HI-", "length": "9", "limit": "50"}
    async with console.program(console.owner) as anna:
        await anna.act("/console/codes", **made, valid_days="7", last_day="2030-05-31")
        [pool] = await pools_of(console)
        form = (await anna.part(f"/console/codes/{pool.id}/edit")).text
        changed = {"name": "Hey", "reward": "Tea", "prefix": "HI-", "length": "9", "limit": "60"}
        await anna.act(f"/console/codes/{pool.id}", **changed, valid_days="", last_day="2030-05-31")
        [after] = await pools_of(console)
        gone = await anna.act(f"/console/codes/{pool.id}/delete")
        without = await pools_of(console)
        back = await anna.act(said(gone)["frontdesk:told"]["undo"]["path"])
    assert (pool.prefix, pool.length, pool.most, pool.valid_days) == ("HI-", 9, 50, 7)
    assert 'value="2030-05-31"' in form
    assert (after.name, after.most, after.valid_days, after.ends_at) == ("Hey", 60, None, pool.ends_at)
    assert (without, "Hey" in back.text, len(await pools_of(console))) == ([], True, 1)


async def test_a_list_opens_at_once_so_that_its_codes_can_be_put_in(console):
    async with console.program(console.owner) as anna:
        answer = await anna.act("/console/codes", name="Own", kind="list", length="10", limit="10000")
    [pool] = await pools_of(console)
    assert answer.headers["hx-redirect"] == f"/console/codes/{pool.id}"


async def test_mistakes_are_said_at_their_fields_in_the_readers_words(console):
    async with console.program(console.owner) as anna:
        wrong = await anna.act("/console/codes", name="", kind="generated", length="x", limit="0")
        short = await anna.act("/console/codes", name="A", kind="generated", length="6", limit="10000")
    assert said(wrong)["frontdesk:refused"]["errors"] == {
        "name": "From 1 to 80 characters.",
        "length": "A whole number from 6 to 16.",
        "limit": "A whole number from 1 to 1,000,000.",
    }
    assert said(short)["frontdesk:refused"]["errors"] == {
        "length": "At least 8 for so many codes, so that nobody guesses one."
    }


async def test_r1_a_manager_sees_pools_and_changes_none(console):
    pool = await offer(console)
    email = await console.hire("Mira Manager", Role.MANAGER)
    async with console.program(email) as mira:
        page = (await mira.client.get("/console/codes")).text
        tried = [
            (await mira.act("/console/codes", name="A")).status_code,
            (await mira.act(f"/console/codes/{pool}/delete")).status_code,
            (await mira.act(f"/console/codes/{pool}/add", codes="A-1")).status_code,
        ]
    assert ("/console/codes/new" in page, tried) == (False, [403, 403, 403])


async def test_a_pool_says_which_widgets_give_its_codes(console):
    pool = await console.database.write(pools.create, console.site.id, NewPool(name="Own"), None)
    async with console.program(console.owner) as anna:
        before = (await anna.part("/console/codes/pools")).text
        settings = {"offers": "code", "code_source": "pool", "pool": pool.id}
        new = NewWidget.read({"kind": "popup", "name": "Spring offer", "settings": settings})
        await console.database.write(widgets.create, KINDS, console.site.id, new)
        after = (await anna.part("/console/codes/pools")).text
    assert "No widget gives from it yet." in before
    assert "In use by Spring offer" in after
