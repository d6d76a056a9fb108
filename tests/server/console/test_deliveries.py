"""What waits and what failed, by the console: with its reason, its attempts, and sending it again."""

import re

import pytest

from server.deliveries import listing
from server.deliveries.channels import Failed
from server.deliveries.mail_server import UNREACHABLE
from server.sites import members, sites
from server.sites.policy import Role
from server.sites.settings import NewSite
from tests.server.console.at_work import SHOP
from tests.server.console.delivering import settle, told
from tests.support.desk import make_owner


def names(text):
    """Who is in the list, in its order."""
    return re.findall(r"data-card>([^<]+)</a>", text)


async def test_k7_what_waits_and_what_failed_stands_in_sight_with_its_reason(console):
    made = await told(console, "Ivana Lukić", "Tom Hale")
    await settle(console, made, Failed(UNREACHABLE, again=False), most=1)
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/deliveries")).text
        failed = (await anna.part("/console/deliveries/rows?view=failed")).text
        waiting = (await anna.part("/console/deliveries/rows?view=waiting")).text
        done = (await anna.part("/console/deliveries/rows?view=done")).text
    assert sorted(names(page)) == sorted(names(failed) + names(waiting)) == ["Ivana Lukić", "Tom Hale"]
    assert (len(names(failed)), len(names(waiting))) == (1, 1)
    assert ("No connection to the mail server." in page, "1 attempt" in failed) == (True, True)
    assert "Nothing has arrived in the last 30 days" in done


async def test_the_list_is_of_one_target_or_of_all_and_grows_on_demand(console):
    first = await told(console, *(f"Person {number}" for number in range(25)))
    await told(console, "Ivana", to="other@x.example")
    async with console.program(console.owner) as anna:
        every = (await anna.part("/console/deliveries/rows")).text
        more = (await anna.part("/console/deliveries/rows?most=70")).text
        one = (await anna.part(f"/console/deliveries/rows?target={first.id}&most=70")).text
    assert [len(names(each)) for each in (every, more, one)] == [20, 27, 26]
    assert ("most=70" in every, "most=120" in more) == (True, False)


async def test_the_attempts_of_a_delivery_open_in_place_and_are_inert(console):
    made = await told(console, "Ivana")
    [delivery] = await settle(console, made, Failed(UNREACHABLE))
    async with console.program(console.owner) as anna:
        log = (await anna.part(f"/console/deliveries/{delivery}/attempts")).text
    assert ("550 5.1.1 &lt;b&gt;unknown&lt;/b&gt;" in log, "No connection to the mail server." in log) == (True, True)


async def test_one_is_sent_again_and_told_so(console):
    made = await told(console, "Ivana")
    [delivery] = await settle(console, made, Failed(UNREACHABLE, again=False))
    async with console.program(console.owner) as anna:
        answer = await anna.act(f"/console/deliveries/{delivery}/replay")
    assert ("It is sent again now." in answer.headers["hx-trigger"], answer.status_code) == (True, 200)
    assert (await console.database.read(listing.one, delivery))["state"] == "waiting"


async def test_all_that_failed_is_sent_again_in_steps_that_tell_how_far_they_are(console):
    made = await told(console, *(f"Person {number}" for number in range(160)))
    for _ in range(2):
        await settle(console, made, Failed(UNREACHABLE, again=False), most=80)
    async with console.program(console.owner) as anna:
        first = (await anna.act(f"/console/targets/{made.id}/replay")).text
        last = await anna.act(f"/console/targets/{made.id}/replay", replayed="150")
        again = (await anna.act(f"/console/targets/{made.id}/replay")).text
    assert '<progress max="160" value="150">' in first
    assert ('hx-trigger="load"' in first, 'name="replayed" value="150"' in first) == (True, True)
    assert ("160 wait to be sent again." in last.text, "hx-post" in last.text) == (True, False)
    assert "0 wait to be sent again." in again
    assert {row["state"] for row in (await console.database.read(listing.of_target, made.id, 200)).items} == {"waiting"}


async def test_a_site_that_tells_nobody_is_told_what_this_is_for(console):
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/deliveries")).text
    assert ("Nobody is told yet" in page, "Nothing waits, nothing failed" in page) == (True, True)


@pytest.mark.parametrize("path", ["rows?view=all", "rows?target=x", "x/attempts"])
async def test_what_no_page_of_ours_asks_for_is_not_found(console, path):
    async with console.program(console.owner) as anna:
        assert (await anna.part(f"/console/deliveries/{path}")).status_code == 404


async def test_g17_another_sites_delivery_looks_like_one_that_is_not_there(console):
    made = await told(console, "Ivana")
    [delivery] = await settle(console, made, Failed(UNREACHABLE, again=False))
    stranger = await make_owner(console.database, "other@elsewhere.example")
    other = await console.database.write(sites.create, NewSite.read(SHOP | {"name": "Other"}), stranger)
    email = await console.hire("Vera")
    vera = await console.database.read(members.by_email, email)
    await console.database.write(members.join, other.id, vera.id, Role.ADMIN)
    async with console.program(email) as program:
        program.client.cookies.set("frontdesk_site", other.id, path="/console")
        program.csrf = re.search(r'data-csrf="([^"]+)"', (await program.client.get("/console/site")).text)[1]
        found = [
            (await program.part(f"/console/deliveries/{each}/{part}")).status_code
            for each in (delivery, "0" * 26) for part in ("attempts", "tested")
        ]  # fmt: skip
        found.append((await program.act(f"/console/deliveries/{delivery}/replay")).status_code)
        found.append((await program.act(f"/console/targets/{made.id}/replay")).status_code)
        listed = (await program.part(f"/console/deliveries/rows?target={made.id}")).text
    assert (found, "Ivana" in listed) == ([404] * 6, False)
    assert (await console.database.read(listing.one, delivery))["state"] == "failed"
