"""The countries whose numbers a site knows."""

import pytest
from sqlalchemy import insert

from server.clients.called import countries_of
from server.database import Database
from server.sites.tables import widgets
from tests.server.clients.crowd import open_shop
from tests.server.clients.test_finding import asking

pytestmark = pytest.mark.storage


async def test_the_sites_own_country_is_first_then_those_that_its_widgets_call_each_once(database: Database):
    shop = await open_shop(database, 0)
    gone = {"id": "x", "site": shop.site, "removed_at": 1}
    strange = {"id": "y", "site": shop.site}
    for each in (
        asking('{"countries": ["RU", "RS", "KZ"]}') | {"site": shop.site},
        asking('{"countries": ["DE"]}') | gone,
        asking('{"countries": "all"}') | strange,
    ):
        await database.write(lambda tx, each=each: tx.run(insert(widgets), **each))

    assert await database.read(countries_of, shop.site) == ("RS", "RU", "KZ")
    assert await database.read(countries_of, "another") == ()
