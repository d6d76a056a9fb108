"""What came of a sending is kept, and what was cancelled meanwhile stays so."""

import pytest
from sqlalchemy import select

from server.audit.tables import audit
from server.clients.tables import clients
from server.database import Database, now_ms
from server.deliveries import claiming, settling, targets
from server.deliveries.channels import Failed
from server.deliveries.erase import erase_client
from server.deliveries.fanout import fan_out
from server.deliveries.settling import Sending
from tests.server.deliveries.posting import open_post

pytestmark = pytest.mark.storage


async def _claimed(database):
    post = await open_post(database)
    hook = await post.hook("https://one.example/", events=("lead.created",))
    await post.leave()
    await database.write(fan_out)
    claimed = await database.write(claiming.claim, hook.id, 1)
    return post, hook, Sending(claimed.target, claimed.deliveries, now_ms(), 12, "a" * 600, 200)


async def test_what_was_accepted_is_done_and_its_attempt_kept(database: Database):
    post, _, sending = await _claimed(database)

    assert await database.write(settling.accepted, sending) == 1

    [row], [attempt] = await post.deliveries(), await post.attempts()
    assert (row["state"], row["attempts"], row["leased_until"], row["done_at"] is None) == ("done", 1, None, False)
    assert (attempt["took_ms"], attempt["status"], attempt["reason"], len(attempt["answer"])) == (12, 200, "", 500)


async def test_k7_one_that_makes_no_sense_to_repeat_has_failed_at_once_and_is_seen(database: Database):
    post, hook, sending = await _claimed(database)

    await database.write(settling.failed, sending, Failed("no such address " * 40, again=False))

    [row] = await post.deliveries()
    assert (row["state"], row["done_at"], len(row["reason"])) == ("failed", None, 300)
    found = await database.read(targets.find, hook.id)
    assert found is not None
    assert found.failing_since == sending.at


async def test_the_first_failure_counts_since_when_and_a_success_forgets_it(database: Database):
    post, hook, sending = await _claimed(database)
    for at in (1_000, 2_000):
        await database.write(settling.failed, Sending(sending.target, sending.carried, at, 1), Failed("no"))
    found = await database.read(targets.find, hook.id)
    await database.write(settling.accepted, sending)
    well = await database.read(targets.find, hook.id)

    assert found is not None
    assert well is not None
    assert (found.failing_since, well.failing_since) == (1_000, None)
    assert await post.deliveries("state", "reason") == [{"state": "waiting", "reason": "no"}]


async def test_who_wants_no_more_is_switched_off_and_the_journal_tells_why(database: Database):
    post, hook, sending = await _claimed(database)

    await database.write(settling.failed, sending, Failed("answered 410", 410, disable=True))

    assert await post.state(hook) == ("disabled", "answered 410")
    query = select(audit.c.act, audit.c.member, audit.c.thing).where(audit.c.act == "target.disabled")
    assert await database.read(lambda reader: reader.all(query)) == [
        {"act": "target.disabled", "member": None, "thing": hook.id}
    ]


async def test_nothing_is_written_about_a_person_who_was_erased_while_it_was_on_its_way(database: Database):
    post, _, sending = await _claimed(database)
    [person] = await post.desk.all(clients)
    await erase_client(database, post.desk.site, person["id"])

    assert await database.write(settling.accepted, sending) == 0
    assert await post.deliveries("state", "reason") == [{"state": "cancelled", "reason": "erased"}]
    assert await post.attempts() == []


async def test_what_is_put_back_counts_no_attempt(database: Database):
    post, _, sending = await _claimed(database)
    later = now_ms() + 60_000

    await database.write(settling.put_back, sending.carried, later)

    assert await post.deliveries("state", "attempts", "next_at", "leased_until") == [
        {"state": "waiting", "attempts": 0, "next_at": later, "leased_until": None}
    ]
