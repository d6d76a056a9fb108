"""Whenever something happens at a site, what waits is looked at."""

import asyncio
import contextlib
from contextlib import asynccontextmanager

import pytest

from server.conversations.tables import conversations
from server.database import Database
from server.errors import StorageUnavailable
from server.hub.presence import MemoryPresence, Somebody
from server.routing import dispatcher as dispatching
from server.routing import duty, offers
from server.routing.dispatcher import Dispatcher
from server.routing.duty import DutyChange
from server.routing.queue import Place
from tests.server.conversations.talk import Talk, open_talk
from tests.server.hub.serving import until

pytestmark = pytest.mark.storage


@asynccontextmanager
async def at_work(talk: Talk):
    presence = MemoryPresence(0.05)
    dispatcher = Dispatcher(talk.database, presence)
    talk.database.on_news(dispatcher.hear)
    running = asyncio.create_task(dispatcher.run())
    try:
        yield presence, dispatcher
    finally:
        running.cancel()
        await presence.close()
        with contextlib.suppress(asyncio.CancelledError):
            await running


async def offered(talk: Talk, *members: str | None) -> None:
    """Wait until the conversations, the oldest first, are on offer to these."""
    async with asyncio.timeout(5):
        while await _offered(talk) != [*members]:  # noqa: ASYNC110
            await asyncio.sleep(0.02)


async def _offered(talk: Talk) -> list[str | None]:
    return [row["offered_to"] for row in await talk.desk.all(conversations, "id", "offered_to")]


async def test_l5_what_is_said_is_offered_to_whoever_is_here_and_to_the_next_when_the_time_is_over(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(offers, "OFFER_MS", 300)
    talk = await open_talk(database)
    vera, petar = (Somebody(each, each) for each in (talk.desk.vera, talk.desk.petar))
    async with at_work(talk) as (presence, _):
        await talk.say()
        await presence.arrive(talk.desk.site, vera, "1")
        await offered(talk, vera.id)
        await presence.arrive(talk.desk.site, petar, "2")
        await offered(talk, petar.id)
        await offered(talk, vera.id)
        await presence.leave(talk.desk.site, "1")
        await offered(talk, petar.id)
        await presence.lose(talk.desk.site, "2")
        await offered(talk, None)


async def test_l6_places_are_told_when_they_change_and_only_while_somebody_is_here(database: Database):
    talk = await open_talk(database)
    told: list[str] = []
    async with at_work(talk) as (presence, dispatcher):
        dispatcher.on_place(told.append)
        first, second = [(await talk.say(token=each * 32)).conversation for each in "12"]
        await database.write(duty.change, talk.desk.site, talk.desk.vera, DutyChange(capacity=1))
        await presence.arrive(talk.desk.site, Somebody(talk.desk.vera, "Vera"), "1")
        await offered(talk, talk.desk.vera, None)
        await until(lambda: dispatcher.place(talk.desk.site, second) == Place(2))
        assert dispatcher.place(talk.desk.site, first) == Place(1)
        assert set(told) == {first, second}
        told.clear()
        await talk.answer(first)
        await until(lambda: dispatcher.place(talk.desk.site, second) == Place(1))
        assert (dispatcher.place(talk.desk.site, first), set(told)) == (None, {first, second})
        await presence.leave(talk.desk.site, "1")
        await until(lambda: dispatcher.place(talk.desk.site, second) is None)


async def test_a_database_that_is_away_for_a_moment_is_asked_again(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dispatching, "AGAIN_SECONDS", 0.05)
    talk = await open_talk(database)
    read, refused = database.read, []

    async def trouble(*asked):
        if asked[0] is offers.plan and len(refused) < 2:
            refused.append(asked[0])
            raise StorageUnavailable
        return await read(*asked)

    async with at_work(talk) as (presence, _):
        await presence.arrive(talk.desk.site, Somebody(talk.desk.vera, "Vera"), "1")
        monkeypatch.setattr(database, "read", trouble)
        await talk.say()
        await offered(talk, talk.desk.vera)
    assert len(refused) == 2
