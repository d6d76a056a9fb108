"""Each event becomes one delivery for each target that wants it, exactly once."""

import asyncio

import pytest
from sqlalchemy import insert, select

from server.clients import outbox as telling
from server.clients.tables import outbox
from server.codes import pools
from server.codes.claiming import Claimant, claim
from server.codes.pool_input import NewPool
from server.conversations import taking
from server.database import Database, Transaction
from server.deliveries import claiming, overview, removing, settling, targets
from server.deliveries.channels import Failed
from server.deliveries.fanout import MOST_ROWS, fan_out, is_waiting
from server.deliveries.settling import Sending
from server.deliveries.targets import TargetChange
from server.sites.tables import widgets
from server.widget import CodeWanted
from tests.server.conversations.talk import Talk
from tests.server.deliveries.posting import SEALER, open_post

pytestmark = pytest.mark.storage


async def test_every_target_that_wants_the_event_gets_it_once(database: Database):
    post = await open_post(database)
    everything = await post.hook("https://one.example/")
    leads = await post.hook("https://two.example/", events=("lead.created",))
    bells = await post.hook("https://three.example/", kinds=("bell",))
    off = await post.hook("https://four.example/")
    await database.write(targets.change, SEALER, off.id, TargetChange(is_active=False), None)
    lead = await post.leave()

    assert await database.read(is_waiting)
    first, second = await database.write(fan_out), await database.write(fan_out)

    assert (first, second, await database.read(is_waiting)) == ((2, 4), (0, 0), False)
    rows = await post.deliveries("target", "type", "thing", "state", "attempts", "spent", "reason")
    told = {(row.pop("target"), row.pop("type")): row for row in rows}
    assert set(told) == {
        (everything.id, "lead.created"),
        (everything.id, "callback.created"),
        (leads.id, "lead.created"),
        (bells.id, "callback.created"),
    }
    assert told[leads.id, "lead.created"] == {
        "thing": lead,
        "state": "waiting",
        "attempts": 0,
        "spent": 0,
        "reason": "",
    }
    events = {row["id"]: row["at"] for row in await post.desk.all(outbox)}
    assert {row["event"]: row["at"] for row in await post.deliveries("event", "at")} == events


@pytest.mark.parametrize("how", ["refused", "aside", "refused and aside"])
async def test_k7_what_happens_while_a_target_is_stopped_or_set_aside_waits_in_sight_and_goes_out(
    database: Database, how: str
):
    post = await open_post(database)
    hook = await post.hook("https://one.example/", events=("lead.created",))
    if "refused" in how:
        await post.leave()
        await database.write(fan_out)
        await database.write(_refuse, hook.id)
        assert await post.state(hook) == ("disabled", "answered 410")
    if "aside" in how:
        await database.write(removing.set_aside, hook.id, post.desk.vera)
    late = await post.leave(phone="+381641234599", visitor="c" * 22)
    await database.write(fan_out)

    waiting = {row["thing"] for row in await post.deliveries("thing", "state") if row["state"] == "waiting"}
    assert (late in waiting, await database.write(claiming.claim, hook.id, 9)) == (True, None)
    [standing] = await database.read(overview.standings, post.desk.site)
    assert standing.waiting == len(waiting) == (2 if "refused" in how else 1)

    if "aside" in how:
        await database.write(removing.put_back, hook.id, post.desk.vera)
    if "refused" in how:
        assert (await post.state(hook))[0] == "disabled"
        await post.leave(phone="+381641234588", visitor="d" * 22)
        await database.write(fan_out)
        await database.write(targets.change, SEALER, hook.id, TargetChange(is_active=True), None)
    await post.make_due()
    claimed = await database.write(claiming.claim, hook.id, 9)
    assert claimed is not None
    assert late in [row["thing"] for row in claimed.deliveries]
    assert len(claimed.deliveries) == (3 if "refused" in how else 1)


async def test_what_somebody_switched_off_by_hand_is_told_nothing_even_once_it_was_set_aside(database: Database):
    post = await open_post(database)
    hook = await post.hook("https://one.example/")
    await database.write(targets.change, SEALER, hook.id, TargetChange(is_active=False), None)
    await post.leave()
    await database.write(fan_out)
    await database.write(removing.set_aside, hook.id, post.desk.vera)
    await post.leave(phone="+381641234599", visitor="c" * 22)
    await database.write(fan_out)

    assert await post.deliveries() == []


async def test_k3_a_target_for_some_kinds_gets_only_their_calls(database: Database):
    post = await open_post(database)
    await post.hook("https://one.example/", kinds=("bell",), events=("callback.created",))
    other = await post.hook("https://two.example/", kinds=("letter", "bells"), events=("callback.created",))
    await database.write(_place, post.desk.site, "bells")
    await post.leave()
    await database.write(fan_out)

    assert [row["target"] for row in await post.deliveries("target")] == [other.id]


async def test_o2_codes_are_told_to_webhooks_of_their_widgets_kind_and_to_no_mailbox(database: Database):
    post = await open_post(database)
    hook = await post.hook("https://one.example/", kinds=("bell",))
    await post.hook("https://two.example/", kinds=("horn",))
    await database.write(targets.create, SEALER, post.desk.site, targets.NewTarget("mail", "a@shop.example"), None)
    code = await database.write(_give, post.desk.site)
    await database.write(fan_out)

    assert await post.deliveries("target", "type", "thing") == [
        {"target": hook.id, "type": "code.given", "thing": code}
    ]


async def test_k3_conversations_are_told_to_webhooks_of_their_widgets_kind_and_to_no_mailbox(database: Database):
    post = await open_post(database)
    hook = await post.hook("https://one.example/", kinds=("bell",))
    await post.hook("https://two.example/", kinds=("horn",))
    await database.write(targets.create, SEALER, post.desk.site, targets.NewTarget("mail", "a@shop.example"), None)
    await database.write(_place, post.desk.site, "bell")
    said = await Talk(post.desk).say()
    await database.write(taking.close, post.desk.site, said.conversation)
    await database.write(fan_out)

    told = await post.deliveries("target", "type", "thing")
    assert {row["target"] for row in told} == {hook.id}
    assert sorted((row["type"], row["thing"]) for row in told) == [
        ("conversation.closed", said.conversation),
        ("conversation.created", said.conversation),
        ("message.created", said.id),
    ]


async def test_another_sites_target_hears_nothing(database: Database):
    post = await open_post(database)
    await post.leave()
    elsewhere = targets.NewTarget("webhook", "https://one.example/")
    await database.write(targets.create, SEALER, "another", elsewhere, None)

    assert await database.write(fan_out) == (2, 0)


async def test_without_targets_a_long_line_goes_in_small_units(database: Database):
    post = await open_post(database)
    await _fill(post, 2 * MOST_ROWS + 10)

    assert [await database.write(fan_out) for _ in range(4)] == [(MOST_ROWS, 0), (MOST_ROWS, 0), (10, 0), (0, 0)]


async def test_with_many_targets_a_unit_takes_fewer_events_and_loses_none(database: Database):
    post = await open_post(database)
    for n in range(targets.MOST_TARGETS):
        await post.hook(f"https://{n}.example/")
    await _fill(post, 10)

    said = [await database.write(fan_out) for _ in range(5)]

    assert said == [(3, 150), (3, 150), (3, 150), (1, 50), (0, 0)]


async def test_two_that_fan_out_at_once_make_no_delivery_twice(database: Database):
    post = await open_post(database)
    await post.hook("https://one.example/")
    await _fill(post, 150)

    await asyncio.gather(*(database.write(fan_out) for _ in range(6)))

    assert len({row["event"] for row in await post.deliveries("event")}) == len(await post.deliveries("id")) == 150
    assert await database.read(lambda reader: reader.all(select(outbox.c.id).where(outbox.c.state == "waiting"))) == []


def _refuse(tx: Transaction, hook: str) -> None:
    claimed = claiming.claim(tx, hook, 9)
    assert claimed is not None
    failure = Failed("answered 410", 410, again=False, disable=True)
    settling.failed(tx, Sending(claimed.target, claimed.deliveries, tx.now, 5), failure)


def _place(tx: Transaction, site: str, kind: str) -> None:
    row = {"id": "w1", "site": site, "kind": kind, "name": "", "enabled": True, "settings": "{}", "rules": "{}"}
    tx.run(insert(widgets).values(row | {"version": 1, "created_at": tx.now}))


async def _fill(post, count):
    def plan(tx: Transaction, many: int) -> None:
        telling.plan(tx, post.desk.site, None, [("client.erased", f"c{n}") for n in range(many)])

    while count > 0:
        await post.database.write(plan, min(count, 190))
        count -= 190


def _give(tx: Transaction, site: str) -> str:
    """A code of the kind `bell`, given to nobody we know."""
    _place(tx, site, "bell")
    pool = pools.create(tx, site, NewPool(name="Hello", kind="generated"), None)
    claimed = claim(tx, site, Claimant("l", "w1", None, None, ""), CodeWanted(pool.id))
    assert claimed.entry is not None
    telling.plan(tx, site, None, [("code.given", claimed.entry.thing)])
    return claimed.entry.thing
