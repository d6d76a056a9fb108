"""When an answer goes by letter, and when it does not."""

import pytest

from server.answers import planning
from server.database import Database, now_ms
from server.optin import stopping
from tests.server.answers.gone import ANNA_AT, DAY_MS, MINUTE_MS, open_gone

pytestmark = pytest.mark.storage


async def test_l9_an_answer_that_nobody_saw_for_three_minutes_goes_by_letter_and_once(database: Database):
    gone = await open_gone(database)
    await gone.answer()
    at_once = await gone.send()
    await gone.pass_time(3 * MINUTE_MS)
    due = await database.read(planning.is_due, now_ms())
    sent = [await gone.send() for _ in range(2)]

    assert (at_once, due, sent) == ([], True, [[["On Friday."]], []])
    assert await gone.letters("email", "state", "until") == [{"email": ANNA_AT, "state": "sent", "until": 2}]
    assert (await gone.standing())["letter_at"] is None


async def test_what_its_visitor_has_read_or_answered_goes_by_no_letter(database: Database):
    gone = await open_gone(database)
    await gone.answer("One")
    await gone.read(2)
    await gone.pass_time(4 * MINUTE_MS)
    after_reading = await gone.send()
    await gone.answer("Two")
    await gone.talk.say("Thanks")
    await gone.pass_time(4 * MINUTE_MS)
    after_writing = await gone.send()
    await gone.answer("Three")
    await gone.answer("Four")
    await gone.read(5)
    await gone.pass_time(4 * MINUTE_MS)

    assert (after_reading, after_writing, await gone.send()) == ([], [], [["Four"]])


async def test_g22_all_unseen_answers_of_ten_minutes_share_a_letter(database: Database):
    gone = await open_gone(database)
    await gone.answer("One")
    await gone.pass_time(3 * MINUTE_MS)
    sent = [await gone.send()]
    await gone.answer("Two")
    await gone.pass_time(4 * MINUTE_MS)
    sent.append(await gone.send())
    await gone.answer("Three")
    await gone.pass_time(5 * MINUTE_MS)
    sent.append(await gone.send())
    await gone.pass_time(2 * MINUTE_MS)
    sent.append(await gone.send())

    assert sent == [[["One"]], [], [], [["Two", "Three"]]]


async def test_g22_a_conversation_gets_ten_letters_a_day(database: Database):
    gone = await open_gone(database)
    sent = []
    for number in range(12):
        await gone.answer(f"{number}")
        await gone.pass_time(15 * MINUTE_MS)
        sent.append(len(await gone.send()))
    await gone.pass_time(DAY_MS)

    assert sent == [1] * 10 + [0, 0]
    assert await gone.send() == [["10", "11"]]


async def test_nobody_is_written_to_without_an_address(database: Database):
    gone = await open_gone(database, email="")
    await gone.answer()
    await gone.pass_time(4 * MINUTE_MS)

    assert (await gone.send(), await gone.letters(), (await gone.standing())["letter_at"]) == ([], [], None)


async def test_who_wants_no_letters_of_the_site_gets_none(database: Database):
    gone = await open_gone(database)
    await database.write(stopping.put_on_list, gone.site, ANNA_AT)
    await gone.answer()
    await gone.pass_time(4 * MINUTE_MS)

    assert await gone.send() == []


async def test_an_answer_of_days_ago_goes_no_more_when_a_mail_server_is_set_up_at_last(database: Database):
    gone = await open_gone(database)
    await gone.answer()
    await gone.pass_time(3 * DAY_MS + 5 * MINUTE_MS)

    assert (await gone.send(), (await gone.standing())["letter_at"]) == ([], None)
