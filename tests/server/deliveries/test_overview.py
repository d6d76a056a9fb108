"""How a site's deliveries are: each target, what is open, whom it is about."""

import pytest

from server.clients.tables import outbox
from server.deliveries import fanout, overview, settling, targets
from server.deliveries.channels import MAIL, Failed
from server.deliveries.claiming import claim
from server.deliveries.overview import Standing
from server.deliveries.settling import Sending
from server.deliveries.targets import NewTarget
from server.sealing import Sealer
from tests.server.leads.desk import open_desk

pytestmark = pytest.mark.storage
SEALER = Sealer("k")


async def at_work(database):
    """A desk with two targets, and three leads that are told to both: one arrived, one failed, one waits."""
    desk = await open_desk(database)
    made = [
        await database.write(targets.create, SEALER, desk.site, NewTarget(MAIL, each, events=("lead.created",)), None)
        for each in ("a@x.example", "b@x.example")
    ]
    for number in range(3):
        await desk.leave(phone=f"+38160123450{number}", name=f"Person {number}")
    await database.write(fanout.fan_out)
    claimed = await database.write(claim, made[0].id, 2)
    await database.write(settling.accepted, Sending(claimed.target, claimed.deliveries[:1], 1000, 5))
    refused = Failed("no connection to the mail server", again=False)
    await database.write(settling.failed, Sending(claimed.target, claimed.deliveries[1:], 2000, 5), refused)
    return desk, made


async def test_each_target_tells_what_waits_what_failed_and_how_it_went_last(database):
    desk, made = await at_work(database)
    first, second = await database.read(overview.standings, desk.site)
    kept = await database.read(targets.find, made[0].id)
    assert first == Standing(kept, 1, 1, 1000, "no connection to the mail server")
    assert second == Standing(made[1], 3, 0, None, "")


async def test_what_is_open_is_listed_newest_first_whatever_its_state(database):
    desk, made = await at_work(database)
    found = await database.read(overview.told, desk.site, ("waiting", "failed"), made[0].id, None, 10)
    states = [row["state"] for row in found.items]
    every = await database.read(overview.told, desk.site, ("waiting", "failed", "done"), None, None, 4)
    rest = await database.read(overview.told, desk.site, ("waiting", "failed", "done"), None, every.next, 4)
    ids = [row["id"] for row in (*every.items, *rest.items)]
    assert (sorted(states), found.next) == (["failed", "waiting"], None)
    assert (ids, len(set(ids)), rest.next) == (sorted(ids, reverse=True), 6, None)


async def test_the_people_that_deliveries_are_about_are_named_for_their_own_site_only(database):
    desk, made = await at_work(database)
    rows = (await database.read(overview.told, desk.site, ("done",), made[0].id, None, 10)).items
    known = await database.read(overview.people, desk.site, rows)
    assert ([each["name"] for each in known.values()], await database.read(overview.people, "other", rows)) == (
        ["Person 0"],
        {},
    )
    assert await database.read(overview.people, desk.site, []) == {}
    assert len(await desk.all(outbox)) > 0
