"""Presence in memory keeps every presence's promises."""

from server.hub.presence import LINGER_SECONDS, MemoryPresence
from tests.server.hub.presence_behaviour import ANA, PresenceBehaviour


class TestMemoryPresence(PresenceBehaviour):
    """Presence within one process."""

    async def make(self, linger_seconds):
        return MemoryPresence(linger_seconds)


async def test_nothing_is_left_behind_of_whoever_left():
    presence = MemoryPresence()
    await presence.arrive("site", ANA, "a")
    await presence.leave("site", "a")

    assert (LINGER_SECONDS, presence._rooms) == (4.0, {})
