"""What every presence promises, as tests: subclass `PresenceBehaviour` and say how one is made."""

import asyncio
from abc import ABC, abstractmethod

import pytest

from server.hub.presence import Presence, Somebody

ANA = Somebody("m1", "Ana")
BEN = Somebody("m2", "Ben")
LINGER = 0.2


class PresenceBehaviour(ABC):
    """The promises of `server.hub.presence.Presence`."""

    @abstractmethod
    async def make(self, linger_seconds: float) -> Presence:
        """A presence of its own for one test."""

    @pytest.fixture
    async def presence(self):
        presence = await self.make(LINGER)
        yield presence
        await presence.close()

    @pytest.fixture
    def told(self, presence):
        told = []
        presence.watch(told.append)
        return told

    async def test_whoever_arrives_is_online_once_however_many_sockets_he_has(self, presence, told):
        await presence.arrive("site", ANA, "a")
        await presence.arrive("site", BEN, "b")
        await presence.arrive("site", ANA, "c")

        assert await presence.online("site") == (ANA, BEN)
        assert await presence.online("elsewhere") == ()
        assert told == ["site", "site"]

    async def test_whoever_lost_the_line_is_here_a_moment_longer_then_gone(self, presence, told):
        await presence.arrive("site", ANA, "a")
        await presence.lose("site", "a")

        assert await presence.online("site") == (ANA,)
        await asyncio.sleep(LINGER * 2)
        assert await presence.online("site") == ()
        assert told == ["site", "site"]

    async def test_whoever_comes_back_in_time_was_never_away(self, presence, told):
        await presence.arrive("site", ANA, "a")
        await presence.lose("site", "a")
        await presence.arrive("site", ANA, "b")
        await asyncio.sleep(LINGER * 2)

        assert await presence.online("site") == (ANA,)
        assert told == ["site"]

    async def test_whoever_leaves_on_purpose_is_gone_at_once(self, presence, told):
        await presence.arrive("site", ANA, "a")
        await presence.lose("site", "a")
        await presence.arrive("site", ANA, "b")
        await presence.leave("site", "b")

        assert await presence.online("site") == ()
        assert told == ["site", "site"]

    async def test_one_of_two_sockets_that_ends_takes_nobody_away(self, presence, told):
        await presence.arrive("site", ANA, "a")
        await presence.arrive("site", ANA, "b")
        await presence.leave("site", "a")
        await presence.lose("site", "b")
        await presence.arrive("site", ANA, "c")
        await asyncio.sleep(LINGER * 2)

        assert await presence.online("site") == (ANA,)
        assert told == ["site"]

    async def test_a_socket_that_nobody_knows_changes_nothing(self, presence, told):
        await presence.lose("site", "never")
        await presence.leave("site", "never")

        assert (await presence.online("site"), told) == ((), [])

    async def test_a_watcher_that_fails_harms_no_other(self, presence):
        told = []

        def failing(_room):
            raise RuntimeError("planted")

        presence.watch(failing)
        presence.watch(told.append)
        await presence.arrive("site", ANA, "a")

        assert told == ["site"]
