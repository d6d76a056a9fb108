"""A delivery becomes a message with its site and the thing as it is now."""

import pytest

from server.database import Database
from server.deliveries.channels import Message, SiteLine
from server.deliveries.messages import read_messages
from tests.server.deliveries.posting import open_post

pytestmark = pytest.mark.storage


def _things(_reader, site, event, thing):
    return None if thing == "gone" else {"site": site, "event": event, "id": thing}


async def test_each_delivery_has_a_message_or_none_where_its_thing_is_gone(database: Database):
    site = (await open_post(database)).desk.site
    rows = [
        {"site": site, "type": "lead.created", "thing": thing, "event": f"e-{thing}", "at": 7}
        for thing in ("l1", "gone")
    ]

    first, second = await database.read(read_messages, _things, rows)

    line = SiteLine(site, "Shop", "UTC", ("en",))
    assert first == Message("e-l1", "lead.created", 7, line, {"site": site, "event": "lead.created", "id": "l1"})
    assert second is None


async def test_without_a_site_or_deliveries_there_is_nothing_to_tell(database: Database):
    assert await database.read(read_messages, _things, []) == []
    assert await database.read(read_messages, _things, [{"site": "gone"}]) == [None]
