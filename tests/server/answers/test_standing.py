"""What the desk reads of the letters of a conversation."""

import pytest

from server.answers import sending, standing
from server.database import Database
from tests.server.answers.gone import ANNA_AT, MINUTE_MS, open_gone

pytestmark = pytest.mark.storage


async def test_the_desk_reads_that_it_will_go_that_it_went_and_nothing_once_it_was_read(database: Database):
    gone = await open_gone(database)
    seen = []

    async def look():
        said = await database.read(standing.of, gone.conversation)
        seen.append(said and (said["state"], said["email"], said["reason"]))

    await look()
    await gone.answer()
    await look()
    await gone.pass_time(4 * MINUTE_MS)
    [row] = await gone.claim()
    await database.write(sending.failed, row["id"], "no connection", MINUTE_MS)
    await look()
    await gone.pass_time(2 * MINUTE_MS)
    await gone.send()
    await look()
    await gone.read(2)
    await look()

    assert seen == [
        None,
        ("planned", ANNA_AT, ""),
        ("waiting", ANNA_AT, "no connection"),
        ("sent", ANNA_AT, ""),
        None,
    ]


async def test_nothing_is_promised_where_there_is_no_address(database: Database):
    gone = await open_gone(database, email="")
    await gone.answer()

    assert await database.read(standing.of, gone.conversation) is None
    assert await database.read(standing.of, "0" * 26) is None
