"""An erased person's letters go, and with them their links."""

import pytest

from server.database import Database
from server.deliveries.erase import erase_client
from tests.server.answers.gone import MINUTE_MS, open_gone

pytestmark = pytest.mark.storage


async def test_g27_the_letters_go_with_the_person(database: Database):
    gone = await open_gone(database)
    await gone.answer()
    await gone.pass_time(4 * MINUTE_MS)
    await gone.send()

    await erase_client(database, gone.site, (await gone.standing())["client"])

    assert await gone.letters() == []
