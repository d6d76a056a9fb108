"""The broker in memory keeps every broker's promises."""

from server.hub.broker import MemoryBroker
from tests.server.hub.broker_behaviour import BrokerBehaviour


class TestMemoryBroker(BrokerBehaviour):
    """Nudges within one process."""

    async def make(self):
        return MemoryBroker()


async def test_no_listener_is_left_behind():
    broker = MemoryBroker()
    leave = await broker.subscribe("site:1", lambda _topic, _payload: None)
    await leave()

    assert broker._listeners == {}
