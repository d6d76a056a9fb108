"""Where a visitor stands among those who wait."""

import time

import pytest
import time_machine

from server.database import Database, now_ms
from server.routing.choosing import Available
from server.routing.queue import LONGEST_MINUTES, QUIET_MS, Place, places, usual_ms
from tests.server.conversations.talk import open_talk

ANNA = Available("anna", capacity=2)
MINUTE = 60_000


def test_l6_the_place_counts_those_before_and_the_minutes_come_from_how_long_talks_take():
    found = places([("a", ""), ("b", ""), ("c", "")], [ANNA], usual=6 * MINUTE)
    assert found == {"a": Place(1, 3), "b": Place(2, 6), "c": Place(3, 9)}


def test_l6_where_nobody_can_say_no_minutes_are_told_and_where_nobody_is_here_no_place():
    assert places([("a", "")], [ANNA], usual=0) == {"a": Place(1, 0)}
    assert places([("a", "")], [], usual=MINUTE) == {}
    assert places([("a", "")], [ANNA], usual=10_000 * MINUTE) == {"a": Place(1, LONGEST_MINUTES)}


def test_l6_each_department_has_its_own_queue_while_its_people_are_here():
    boris = Available("boris", capacity=1, departments=frozenset({"roast"}))
    waiting = [("a", "roast"), ("b", ""), ("c", "roast"), ("d", "gone")]
    assert places(waiting, [ANNA, boris], usual=3 * MINUTE) == {
        "a": Place(1, 3),
        "b": Place(1, 1),
        "c": Place(2, 6),
        "d": Place(2, 2),
    }


@pytest.mark.storage
async def test_l6_a_talk_takes_as_long_as_the_last_ones_took(database: Database):
    talk = await open_talk(database)
    with time_machine.travel(time.time(), tick=False) as clock:
        for number, minutes in enumerate((2, 4, 30)):
            assert await database.read(usual_ms, talk.desk.site, now_ms()) == 0  # too few to say
            said = await talk.say(token=str(number) * 32)
            await talk.answer(said.conversation)
            clock.shift(minutes * 60)
            await talk.answer(said.conversation)
            clock.shift(QUIET_MS / 1000 + 1)
        assert await database.read(usual_ms, talk.desk.site, now_ms()) == 4 * MINUTE
        assert await database.read(usual_ms, "0" * 26, now_ms()) == 0
