"""What every broker promises, as tests: subclass `BrokerBehaviour` and say how a broker is made."""

from abc import ABC, abstractmethod

import pytest

from server.hub.broker import MOST_BYTES, Broker
from tests.server.hub.serving import until


class BrokerBehaviour(ABC):
    """The promises of `server.hub.broker.Broker`."""

    @abstractmethod
    async def make(self) -> Broker:
        """A broker of its own for one test."""

    @pytest.fixture
    async def broker(self):
        broker = await self.make()
        yield broker
        await broker.close()

    async def test_whoever_listens_hears_in_order_of_publishing(self, broker):
        heard = []
        await broker.subscribe("site:1", lambda topic, payload: heard.append((topic, payload)))

        for n in range(20):
            await broker.publish("site:1", b"%d" % n)
        await until(lambda: len(heard) >= 20)

        assert heard == [("site:1", b"%d" % n) for n in range(20)]

    async def test_every_listener_of_a_topic_hears_and_nobody_else(self, broker):
        first, second, other = [], [], []
        await broker.subscribe("site:1", lambda _, payload: first.append(payload))
        await broker.subscribe("site:1", lambda _, payload: second.append(payload))
        await broker.subscribe("site:11", lambda _, payload: other.append(payload))

        await broker.publish("site:1", b"news")
        await until(lambda: first and second)

        assert (first, second, other) == ([b"news"], [b"news"], [])

    async def test_whoever_stopped_listening_hears_nothing_more(self, broker):
        gone, here = [], []
        leave = await broker.subscribe("site:1", lambda _, payload: gone.append(payload))
        await broker.subscribe("site:1", lambda _, payload: here.append(payload))
        await leave()
        await leave()

        await broker.publish("site:1", b"news")
        await until(lambda: here)

        assert (gone, here) == ([], [b"news"])

    async def test_a_listener_that_fails_harms_no_other(self, broker):
        heard = []

        def failing(_topic, _payload):
            raise RuntimeError("planted")

        await broker.subscribe("site:1", failing)
        await broker.subscribe("site:1", lambda _, payload: heard.append(payload))

        await broker.publish("site:1", b"one")
        await broker.publish("site:1", b"two")
        await until(lambda: len(heard) >= 2)

        assert heard == [b"one", b"two"]

    async def test_nobody_listening_is_no_error(self, broker):
        assert await broker.publish("site:1", b"news") is None

    async def test_a_nudge_carries_ids_and_never_the_thing_itself(self, broker):
        with pytest.raises(ValueError, match="4096"):
            await broker.publish("site:1", b"x" * (MOST_BYTES + 1))
