"""Letters are taken in hand once, and come back when whoever had them died."""

import pytest

from server.database import Database, now_ms
from server.optin import confirming, sending, stopping
from tests.server.optin.asker import DAY_MS, MILA, open_asker

pytestmark = pytest.mark.storage


async def test_a_due_letter_is_claimed_once_and_comes_back_when_its_lease_ends(database: Database):
    asker = await open_asker(database)
    await asker.ask()

    first = await database.write(sending.claim)
    second = await database.write(sending.claim)
    due_meanwhile = await database.read(sending.is_due, now_ms())
    await asker.pass_time(sending.LEASE_MS + 1000)
    third = await database.write(sending.claim)

    assert [(row["email"], row["site_name"], row["attempts"]) for row in first] == [(MILA, "Shop", 1)]
    assert (second, due_meanwhile, [row["attempts"] for row in third]) == ([], False, [2])


async def test_the_link_of_a_letter_that_went_late_is_good_for_seven_days_from_then(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    await asker.pass_time(3 * DAY_MS)

    await database.write(sending.accepted, waiting["id"])

    [sent] = await asker.optins()
    assert (sent["state"], 6 * DAY_MS < sent["ends_at"] - now_ms() <= 7 * DAY_MS) == ("sent", True)


async def test_what_failed_waits_and_is_given_up_at_the_end(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    await database.write(sending.claim)

    await database.write(sending.failed, waiting["id"], "no connection", 5000)
    due = [await database.read(sending.is_due, now_ms() + later) for later in (0, 6000)]
    await database.write(sending.failed, waiting["id"], "no connection", None)

    assert (due, await asker.optins("state", "reason")) == (
        [False, True],
        [{"state": "failed", "reason": "no connection"}],
    )


async def test_who_pressed_while_it_was_in_hand_has_the_last_word(database: Database):
    asker = await open_asker(database)
    one, other = await asker.ask(), await asker.ask("tom@post.example")
    await database.write(sending.claim)
    await database.write(confirming.confirm, one["id"], "203.0.113.9")
    await database.write(stopping.stop, other["id"])

    for each in (one, other):
        await database.write(sending.accepted, each["id"])
        await database.write(sending.failed, each["id"], "late", None)

    assert await asker.optins("state") == [{"state": "confirmed"}, {"state": "stopped"}]


async def test_how_many_wait_is_counted_for_each_site(database: Database):
    asker = await open_asker(database)
    other = await asker.second_site()
    await asker.ask()
    await asker.ask("tom@post.example")

    assert [await database.read(sending.waiting, each.desk.site) for each in (asker, other)] == [2, 0]


async def test_what_has_ended_is_not_sent_any_more(database: Database):
    asker = await open_asker(database)
    await asker.ask()
    await asker.pass_time(7 * DAY_MS + 1000)

    assert await database.write(sending.claim) == []
