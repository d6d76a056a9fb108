"""What a letter tells, and how it goes on after a failure."""

import pytest

from server.answers import sending
from server.database import Database, now_ms
from tests.server.answers.gone import DAY_MS, MINUTE_MS, open_gone

pytestmark = pytest.mark.storage


async def test_a_letter_holds_what_the_team_wrote_and_nothing_of_the_visitors(database: Database):
    gone = await open_gone(database)
    await gone.answer("One")
    await gone.talk.say("Buy pills at evil.example")
    await gone.answer("Two", member=gone.talk.desk.petar)
    await gone.pass_time(4 * MINUTE_MS)
    [row] = await gone.claim()

    assert [(each["text"], each["by"], each["file"]) for each in row["answers"]] == [("Two", "Petar Kos", None)]
    assert (row["site"].name, "shop.example/beans" in row["page"]) == ("Shop", True)
    assert "evil.example" not in str(row)


async def test_what_was_read_before_it_could_be_sent_goes_no_more(database: Database):
    gone = await open_gone(database)
    await gone.answer()
    await gone.pass_time(4 * MINUTE_MS)
    [row] = await gone.claim()
    await database.write(sending.failed, row["id"], "451 not now", 5 * MINUTE_MS)
    await gone.read(2)
    await gone.pass_time(6 * MINUTE_MS)

    assert (await gone.claim(), await gone.letters("state")) == ([], [{"state": "seen"}])


async def test_a_letter_that_is_tried_again_takes_along_what_was_said_meanwhile(database: Database):
    gone = await open_gone(database)
    await gone.answer("One")
    await gone.pass_time(4 * MINUTE_MS)
    [row] = await gone.claim()
    await database.write(sending.failed, row["id"], "451 not now", 5 * MINUTE_MS)
    await gone.answer("Two")
    await gone.pass_time(6 * MINUTE_MS)
    sent = await gone.send()
    await gone.pass_time(30 * MINUTE_MS)

    assert (sent, await gone.send()) == ([["One", "Two"]], [])


async def test_what_was_said_while_a_letter_is_in_hand_goes_with_the_next(database: Database):
    gone = await open_gone(database)
    await gone.answer("One")
    await gone.pass_time(4 * MINUTE_MS)
    [row] = await gone.claim()
    await gone.answer("Two")
    await database.write(sending.accepted, row["id"])
    await gone.pass_time(12 * MINUTE_MS)

    assert await gone.send() == [["Two"]]


async def test_after_one_was_given_up_the_next_answers_letter_holds_all(database: Database):
    gone = await open_gone(database)
    await gone.answer("One")
    await gone.pass_time(4 * MINUTE_MS)
    [row] = await gone.claim()
    await database.write(sending.failed, row["id"], "550 no such mailbox", None)
    alone = await gone.send()
    await gone.answer("Two")
    await gone.pass_time(12 * MINUTE_MS)

    assert (alone, await gone.send()) == ([], [["One", "Two"]])
    assert [each["state"] for each in await gone.letters("state")] == ["failed", "sent"]


async def test_a_letter_in_hand_is_nobody_elses_until_its_lease_ends(database: Database):
    gone = await open_gone(database)
    await gone.answer()
    await gone.pass_time(4 * MINUTE_MS)
    first, second = await gone.claim(), await gone.claim()
    await gone.pass_time(sending.LEASE_MS + 1)
    late = await gone.claim()
    given_back = await database.write(sending.give_back)

    assert ([len(each) for each in (first, second, late)], given_back) == ([1, 0, 1], 1)
    assert late[0]["attempts"] == 2
    assert await database.read(sending.is_due, now_ms())


async def test_what_is_too_much_for_one_letter_goes_with_the_next(database: Database):
    gone = await open_gone(database)
    for number in range(sending.MOST_TOLD + 2):
        await gone.answer(f"{number}")
    await gone.pass_time(4 * MINUTE_MS)
    first = await gone.send()
    await gone.pass_time(12 * MINUTE_MS)
    second = await gone.send()
    await gone.pass_time(DAY_MS)

    assert ([len(each) for each in first], second, await gone.send()) == ([sending.MOST_TOLD], [["50", "51"]], [])


async def test_how_a_letter_went_is_told_to_the_desk(database: Database):
    gone = await open_gone(database)
    await gone.answer()
    await gone.pass_time(4 * MINUTE_MS)
    before = len(await gone.talk.told("conversation"))
    await gone.send()

    assert (await gone.talk.told("conversation"))[before:] == [gone.conversation]
