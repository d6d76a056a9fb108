"""What waits is offered to one after the other."""

import time

import pytest
import time_machine

from server.conversations import taking
from server.conversations.tables import conversations
from server.database import Database, now_ms
from server.errors import NotFound
from server.routing import departments, duty, offers
from server.routing.departments import DepartmentInput
from server.routing.duty import DutyChange
from server.routing.offers import ABANDONED_MS, ACTIVE_MS, OFFER_MS
from tests.server.conversations.talk import Talk, open_talk

pytestmark = pytest.mark.storage
SECOND = 1000


async def look(talk: Talk, *here: str) -> dict[str, str | None]:
    """One look at what waits, kept; gives back to whom each conversation is on offer."""
    await talk.database.write(offers.carry_out, talk.desk.site, here)
    rows = await talk.desk.all(conversations, "id", "offered_to")
    return {row["id"]: row["offered_to"] for row in rows}


async def test_l5_an_offer_passes_on_when_its_time_is_over_and_comes_round_again(database: Database):
    talk = await open_talk(database)
    vera, petar = talk.desk.vera, talk.desk.petar
    with time_machine.travel(time.time(), tick=False) as clock:
        waiting = (await talk.say()).conversation
        asked = []
        for _ in range(4):
            asked.append((await look(talk, vera, petar))[waiting])
            assert (await database.read(offers.plan, talk.desk.site, (vera, petar), now_ms())).is_empty
            clock.shift(OFFER_MS / SECOND)
    assert asked[0] != asked[1]
    assert asked[2:] == asked[:2]  # a new round, whoever was given nothing for longest first


async def test_l5_who_leaves_in_mid_offer_hands_it_on_at_once_and_the_last_one_leaves_it_waiting(database: Database):
    talk = await open_talk(database)
    vera, petar = talk.desk.vera, talk.desk.petar
    waiting = (await talk.say()).conversation
    first = (await look(talk, vera, petar))[waiting]
    other = petar if first == vera else vera
    assert (await look(talk, other))[waiting] == other
    assert (await look(talk))[waiting] is None
    assert (await look(talk))[waiting] is None
    assert len([each for each in await talk.told("conversation") if each == waiting]) == 3  # each change once


async def test_l5_nobody_is_offered_more_than_they_take_at_once_and_the_oldest_comes_first(database: Database):
    talk = await open_talk(database)
    await database.write(duty.change, talk.desk.site, talk.desk.vera, DutyChange(capacity=1))
    with time_machine.travel(time.time(), tick=False) as clock:
        first = (await talk.say(token="1" * 32)).conversation
        clock.shift(1)
        second = (await talk.say(token="2" * 32)).conversation
        assert await look(talk, talk.desk.vera) == {first: talk.desk.vera, second: None}
        await talk.answer(first)
        assert await look(talk, talk.desk.vera) == {first: None, second: None}  # it is in work
        clock.shift(ACTIVE_MS / SECOND)
        assert (await look(talk, talk.desk.vera))[second] == talk.desk.vera  # the first one has long been quiet
        await database.write(taking.close, talk.desk.site, second)
        assert (await look(talk, talk.desk.vera))[second] is None


async def test_l5_priority_comes_before_age_and_a_department_keeps_its_own(database: Database):
    talk = await open_talk(database)
    roast = await database.write(
        departments.create, talk.desk.site, DepartmentInput(name="Roastery", members=(talk.desk.petar,))
    )
    await database.write(duty.change, talk.desk.site, talk.desk.vera, DutyChange(capacity=1))
    old = (await talk.say(token="1" * 32)).conversation
    urgent = (await talk.say(token="2" * 32)).conversation
    beans = (await talk.say(token="3" * 32)).conversation
    await database.write(_set, urgent, priority=1)
    await database.write(_set, beans, department=roast.id)
    asked = await look(talk, talk.desk.vera)
    assert asked == {old: None, urgent: talk.desk.vera, beans: None}
    asked = await look(talk, talk.desk.vera, talk.desk.petar)
    assert (asked[beans], asked[old]) == (talk.desk.petar, talk.desk.petar)


async def test_l5_whoever_had_it_before_is_asked_first(database: Database):
    talk = await open_talk(database)
    waiting = (await talk.say()).conversation
    for member in (talk.desk.vera, talk.desk.petar):
        await talk.answer(waiting, member=member)
        await database.write(taking.close, talk.desk.site, waiting)
        await talk.say()
        assert (await look(talk, talk.desk.vera, talk.desk.petar))[waiting] == member


async def test_letting_it_pass_asks_the_next_one_and_only_whom_it_was_offered_to_can(database: Database):
    talk = await open_talk(database)
    here = (talk.desk.vera, talk.desk.petar)
    waiting = (await talk.say()).conversation
    asked = (await look(talk, *here))[waiting]
    other = next(each for each in here if each != asked)
    with pytest.raises(NotFound):
        await database.write(offers.pass_on, talk.desk.site, waiting, other)
    await database.write(offers.pass_on, talk.desk.site, waiting, str(asked))
    assert (await look(talk, *here))[waiting] == other


async def test_somebody_else_may_take_what_is_on_offer(database: Database):
    talk = await open_talk(database)
    waiting = (await talk.say()).conversation
    await look(talk, talk.desk.vera)
    taken = await database.write(taking.take, talk.desk.site, waiting, talk.desk.petar)
    assert (taken["taken_by"]["id"], await look(talk, talk.desk.vera)) == (talk.desk.petar, {waiting: None})


async def test_a_visitor_whose_manager_is_gone_waits_a_minute_for_them_and_then_for_anybody(database: Database):
    talk = await open_talk(database)
    with time_machine.travel(time.time(), tick=False) as clock:
        mine = (await talk.say()).conversation
        await talk.answer(mine)
        await talk.say()
        made = await database.write(offers.carry_out, talk.desk.site, [talk.desk.petar])
        assert (made.releases, made.next_at) == ([], now_ms() + ABANDONED_MS)
        clock.shift(ABANDONED_MS / SECOND)
        assert (await database.write(offers.carry_out, talk.desk.site, [])).is_empty  # nobody else is there either
        assert (await database.write(offers.carry_out, talk.desk.site, [talk.desk.vera])).is_empty  # back in time
        await look(talk, talk.desk.petar)
        assert (await look(talk, talk.desk.petar))[mine] == talk.desk.petar


async def test_two_processes_that_look_at_once_make_one_offer(database: Database):
    talk = await open_talk(database)
    waiting = (await talk.say()).conversation
    made = await database.read(offers.plan, talk.desk.site, (talk.desk.vera, talk.desk.petar), now_ms())
    [offer] = made.offers
    await look(talk, talk.desk.vera, talk.desk.petar)
    fields = {"offered_to": "late", "offered_until": 1, "passed": "[]"}
    late = await database.write(lambda tx: tx.run(offers.OFFER, of=waiting, seen=offer.seen, **fields))
    assert late == 0


async def test_a_process_that_starts_looks_at_the_sites_with_open_conversations(database: Database):
    talk = await open_talk(database)
    assert await database.read(offers.sites_with_open) == []
    waiting = (await talk.say()).conversation
    assert await database.read(offers.sites_with_open) == [talk.desk.site]
    await database.write(taking.close, talk.desk.site, waiting)
    assert await database.read(offers.sites_with_open) == []


def _set(tx, conversation, **values):
    tx.run(conversations.update().where(conversations.c.id == conversation).values(**values))
