"""Whoever wants no letters of a site says so once."""

import pytest

from server.answers import sending, stopping
from server.database import Database
from tests.server.answers.gone import ANNA_AT, MINUTE_MS, open_gone

pytestmark = pytest.mark.storage


async def test_a_letter_that_waits_to_be_tried_again_goes_no_more_after_a_stop(database: Database):
    gone = await open_gone(database)
    await gone.answer()
    await gone.pass_time(4 * MINUTE_MS)
    [row] = await gone.claim()
    await database.write(sending.failed, row["id"], "451 not now", MINUTE_MS)
    await database.write(stopping.stop, row["id"])
    await gone.pass_time(2 * MINUTE_MS)

    assert (await gone.claim(), await gone.letters("state")) == ([], [{"state": "seen"}])


async def test_after_a_stop_nothing_goes_until_they_change_their_mind(database: Database):
    gone = await open_gone(database)
    await gone.answer("One")
    await gone.pass_time(4 * MINUTE_MS)
    await gone.send()
    letter = (await gone.letters("id"))[0]["id"]
    seen = [await database.read(stopping.find, letter)]
    for unit in (stopping.stop, stopping.stop, stopping.let_again):
        await database.write(unit, letter)
        await gone.answer(unit.__name__)
        await gone.pass_time(15 * MINUTE_MS)
        seen.append((await database.read(stopping.find, letter)).stopped)
        seen.append(await gone.send())

    assert (seen[0].email, seen[0].language, seen[0].site.name) == (ANNA_AT, "en", "Shop")
    assert seen[1:] == [True, [], True, [], False, [["stop", "stop", "let_again"]]]
    assert await database.read(stopping.find, "0" * 26) is None
