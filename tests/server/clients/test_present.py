"""What is known of the browsers that are on the site at this moment."""

import pytest

from server.clients import present, visitors
from server.database import Database
from server.hub.visitor_frames import Page
from tests.server.leads.desk import ANNA, open_desk

pytestmark = pytest.mark.storage


async def test_l7_a_visitor_is_told_with_the_latest_pages_and_another_sites_is_not(database: Database):
    desk = await open_desk(database)
    hashed = visitors.token_hash(ANNA)
    for number in range(7):
        page = Page(url=f"https://shop.example/{number}?utm_source=letter", title=f"Page {number}")
        visitor = await database.write(visitors.visit, desk.site, hashed, page)
    found = await database.read(present.known, desk.site, {visitor, "0" * 26})
    assert list(found) == [visitor]
    assert [each["title"] for each in found[visitor]["pages"]] == [f"Page {number}" for number in (6, 5, 4, 3, 2)]
    assert found[visitor]["source"]["utm_source"] == "letter"
    assert found[visitor]["client"] is None
    assert await database.read(present.known, "0" * 26, {visitor}) == {}
    assert await database.read(present.known, desk.site, set()) == {}
