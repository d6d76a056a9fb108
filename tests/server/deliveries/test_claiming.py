"""What is due is claimed by one process at a time, and comes back when that one died."""

import asyncio

import pytest
from sqlalchemy import update

from server.database import Database, now_ms
from server.deliveries import claiming, settling, targets
from server.deliveries.channels import Failed
from server.deliveries.claiming import Due
from server.deliveries.fanout import fan_out
from server.deliveries.settling import Sending
from server.deliveries.tables import deliveries
from server.deliveries.targets import TargetChange
from tests.server.deliveries.posting import SEALER, open_post

pytestmark = pytest.mark.storage


async def _waiting(database, leads=3):
    post = await open_post(database)
    hook = await post.hook("https://one.example/", events=("lead.created",))
    for n in range(leads):
        await post.leave(phone=f"+38164000000{n}", visitor=f"{n:022}")
    await database.write(fan_out)
    return post, hook


async def test_each_delivery_is_claimed_once_the_oldest_first(database: Database):
    post, hook = await _waiting(database)

    found = await asyncio.gather(*(database.write(claiming.claim, hook.id, 2) for _ in range(3)))

    ids = [row["id"] for claimed in found if claimed for row in claimed.deliveries]
    rows = sorted(await post.deliveries("at", "event", "id"), key=lambda row: (row["at"], row["event"]))
    assert ids == [row["id"] for row in rows]
    assert [claimed and len(claimed.deliveries) for claimed in found] == [2, 1, None]
    assert {row["state"] for row in await post.deliveries("state")} == {"sending"}
    assert await database.read(claiming.due, now_ms()) == []


async def test_a_lease_that_ended_lets_the_delivery_wait_again(database: Database):
    post, hook = await _waiting(database, 1)
    await database.write(claiming.claim, hook.id, 1)

    assert await database.write(claiming.give_back) == 0
    assert await database.write(claiming.give_back, now_ms() + claiming.LEASE_MS + 1) == 1

    assert await post.deliveries("state", "leased_until", "attempts") == [
        {"state": "waiting", "leased_until": None, "attempts": 0}
    ]


async def test_the_healthy_come_first_and_what_is_off_or_later_not_at_all(database: Database):
    post, ill = await _waiting(database, 1)
    well, off, later = [await post.hook(f"https://{n}.example/", events=("lead.created",)) for n in range(3)]
    await post.leave(phone="+381640000009", visitor="9" * 22)
    await database.write(fan_out)
    claimed = await database.write(claiming.claim, ill.id, 2)
    assert claimed is not None
    await database.write(settling.failed, Sending(claimed.target, claimed.deliveries, 1, 1), Failed("no"))
    await database.write(targets.change, SEALER, off.id, TargetChange(is_active=False), None)
    await database.write(_move, ill.id, 0)
    await database.write(_move, later.id, now_ms() + 60_000)

    assert await database.read(claiming.due, now_ms()) == [
        Due(well.id, "webhook", False),
        Due(ill.id, "webhook", True),
    ]
    assert await database.write(claiming.claim, off.id, 1) is None


def _move(tx, target, moment):
    tx.run(update(deliveries).where(deliveries.c.target == target).values(next_at=moment))
