"""An erased person leaves no opt-in behind."""

import pytest

from server.database import Database
from server.deliveries.erase import erase_client
from tests.server.optin.asker import open_asker

pytestmark = pytest.mark.storage


async def test_p3_an_erased_persons_opt_ins_go_and_others_stay(database: Database):
    asker = await open_asker(database)
    mine = await asker.ask()
    theirs = await asker.ask("tom@post.example")

    await erase_client(database, asker.desk.site, mine["client"])

    assert [row["id"] for row in await asker.optins()] == [theirs["id"]]
