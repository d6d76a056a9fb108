"""A manager takes a conversation, which one of them wins, and closes it."""

import asyncio
from typing import Any

import pytest

from server.clients.tables import outbox
from server.conversations import taking
from server.conversations.states import ASSIGNED, CLOSED
from server.database import Database
from server.errors import AlreadyEnded, AlreadyTaken, NotFound
from tests.server.conversations.talk import open_talk

pytestmark = pytest.mark.storage


async def test_one_of_two_managers_wins_and_the_other_is_told_who(database: Database):
    talk = await open_talk(database)
    waiting = (await talk.say()).conversation

    results: list[Any] = await asyncio.gather(
        *(database.write(taking.take, talk.desk.site, waiting, who) for who in (talk.desk.vera, talk.desk.petar)),
        return_exceptions=True,
    )

    [won] = [each for each in results if isinstance(each, dict)]
    [lost] = [each for each in results if isinstance(each, AlreadyTaken)]
    assert (won["state"], lost.details) == (ASSIGNED, {"taken_by": won["taken_by"]})


async def test_taking_ones_own_again_and_closing_twice_change_nothing(database: Database):
    talk = await open_talk(database)
    waiting = (await talk.say()).conversation
    for _ in range(2):
        taken = await database.write(taking.take, talk.desk.site, waiting, talk.desk.vera)
    for _ in range(2):
        closed = await database.write(taking.close, talk.desk.site, waiting)

    events = [each["event"] for each in await talk.desk.all(outbox, "event")]
    assert (taken["state"], closed["state"], closed["waiting_since"]) == (ASSIGNED, CLOSED, None)
    assert (len(await talk.told("conversation")), events.count("conversation.closed")) == (2, 1)


async def test_what_is_closed_cannot_be_taken_and_another_sites_is_not_there(database: Database):
    talk = await open_talk(database)
    waiting = (await talk.say()).conversation
    for act in (
        database.write(taking.take, "0" * 26, waiting, talk.desk.vera),
        database.write(taking.close, "0" * 26, waiting),
    ):
        with pytest.raises(NotFound):
            await act
    await database.write(taking.close, talk.desk.site, waiting)

    with pytest.raises(AlreadyEnded):
        await database.write(taking.take, talk.desk.site, waiting, talk.desk.vera)
