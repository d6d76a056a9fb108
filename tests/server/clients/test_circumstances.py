"""What a page would know of a person is told from what the server was told of them."""

import pytest

from server.clients import circumstances, visitors
from server.clients.circumstances import VISIT_MS, Circumstances
from server.clients.tables import visitors as browsers
from server.clients.tables import visits
from server.database import Database, Transaction
from server.errors import NotFound
from server.hub.visitor_frames import Page
from tests.server.clients.crowd import Shop, open_shop

SEEN = (  # minutes ago, oldest first
    (3000, "/?utm_source=letter", "https://mail.example/"),
    (90, "/?utm_source=search", "https://www.google.com/"),
    (70, "/coffee", "https://shop.example/"),
    (65, "/cart", "https://shop.example/coffee"),
)


def _browse(tx: Transaction, site: str, client: str | None = None) -> tuple[str, int]:
    for _, path, referrer in SEEN:
        visitor = visitors.visit(tx, site, "h" * 64, Page(url=f"https://shop.example{path}", referrer=referrer))
    rows = tx.all(visits.select().order_by(visits.c.id))
    for row, (minutes, _, _) in zip(rows, SEEN, strict=True):
        tx.run(visits.update().where(visits.c.id == row["id"]).values(at=tx.now - minutes * 60_000))
    tx.run(browsers.update().values(client=client))
    return visitor, tx.now - 65 * 60_000


async def test_visits_and_pages_are_counted_as_a_browser_counts_them(database: Database) -> None:
    shop: Shop = await open_shop(database, 1)
    visitor, last = await database.write(_browse, shop.site, shop.people[0])

    found = await database.read(circumstances.of_client, shop.site, shop.people[0])

    assert found == Circumstances(
        page="https://shop.example/cart",
        referrer="https://shop.example/coffee",
        landing="https://shop.example/?utm_source=search",
        at=last,
        facts={
            "visits": 2,
            "pages": 3,
            "visitor": "returning",
            "knows_name": "yes",
            "knows_phone": "yes",
            "knows_email": "no",
        },
        is_known=True,
        done=frozenset(),
        has_left=False,
    )
    assert await database.read(circumstances.of_visitor, shop.site, visitor) == found


async def test_a_browser_whose_owner_nobody_knows_has_visits_all_the_same(database: Database) -> None:
    shop = await open_shop(database, 1)
    visitor, _ = await database.write(_browse, shop.site)

    found = await database.read(circumstances.of_visitor, shop.site, visitor)

    assert (found.facts["visits"], found.facts["knows_phone"], found.is_known) == (2, "no", True)


async def test_a_person_without_a_browser_has_no_page(database: Database) -> None:
    shop = await open_shop(database, 1)
    found = await database.read(circumstances.of_client, shop.site, shop.people[0])
    assert (found.page, found.at, found.is_known, "visits" in found.facts) == ("", None, False, False)


async def test_nobody_of_another_site_is_told_of(database: Database) -> None:
    shop = await open_shop(database, 1)
    visitor, _ = await database.write(_browse, shop.site, shop.people[0])
    for read, thing in ((circumstances.of_client, shop.people[0]), (circumstances.of_visitor, visitor)):
        with pytest.raises(NotFound):
            await database.read(read, "0" * 26, thing)


def test_a_visit_ends_as_it_does_in_a_browser() -> None:
    assert VISIT_MS == 30 * 60 * 1000
