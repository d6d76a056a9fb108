"""Where a site's line was seen: noted without waiting, written at most once a minute, and never without end."""

import asyncio

import pytest
import time_machine

from server.database import Database, new_id
from server.errors import StorageUnavailable
from server.sites import sightings
from server.sites.sightings import HELLO, LOADER, REFUSED, Sightings, origin_of_page

SHOP = "https://shop.example"


@pytest.mark.storage
async def test_a_page_is_kept_by_its_origin_and_what_it_did_with_the_latest_moment(database: Database) -> None:
    site, noted = new_id(), Sightings(database)
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        noted.note(site, LOADER, f"{SHOP}/bag?token=secret")
        noted.note(site, HELLO, SHOP)
        noted.note(site, LOADER, None)
        await noted.flush()
        clock.shift(30)
        noted.note(site, LOADER, SHOP)  # within the minute: nothing is written
        await noted.flush()
        clock.shift(31)
        noted.note(site, LOADER, SHOP)
        await noted.flush()
    found = [
        (each.kind, each.origin, each.at - 1_800_000_000_000) for each in await database.read(sightings.of_site, site)
    ]
    assert found == [(LOADER, SHOP, 61_000), (LOADER, "", 0), (HELLO, SHOP, 0)]


async def test_invented_origins_push_out_older_ones_and_never_fill_the_table(database: Database) -> None:
    site, noted = new_id(), Sightings(database)
    for number in range(sightings.MOST_OF_SITE + 20):
        noted.note(site, REFUSED, f"https://n{number}.example")
    await noted.flush()
    assert len(await database.read(sightings.of_site, site)) == sightings.MOST_OF_SITE


async def test_what_waits_and_what_is_remembered_have_an_end(database: Database) -> None:
    noted = Sightings(database)
    for number in range(sightings.MOST_WAITING + 10):
        noted.note(new_id(), LOADER, f"https://n{number}.example")
    assert len(noted._waiting) == sightings.MOST_WAITING


async def test_a_storage_that_is_away_loses_a_sighting_and_nothing_else(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> None:
        raise StorageUnavailable

    noted = Sightings(database)
    noted.note(new_id(), LOADER, SHOP)
    monkeypatch.setattr(database, "write", away)
    await noted.flush()
    assert not noted._waiting


async def test_the_worker_writes_soon_after(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sightings, "FLUSH_SECONDS", 0)
    site, noted = new_id(), Sightings(database)
    worker = asyncio.create_task(noted.run())
    noted.note(site, LOADER, SHOP)
    await asyncio.sleep(0.3)
    worker.cancel()
    assert [each.origin for each in await database.read(sightings.of_site, site)] == [SHOP]


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://shop.example/bag?x=1#y", SHOP),
        ("https://Shop.Example:443/", SHOP),
        ("http://localhost:3000/", "http://localhost:3000"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
        ("null", ""),
        ("chrome-extension://abc/", ""),
        ("https://user@/", ""),
        ("https://shop.example:99999/", ""),
        ("https://" + "a" * 400, ""),
        ("https://кофе.example/", ""),
    ],
)
def test_an_address_is_cut_to_its_origin(address: str, origin: str) -> None:
    assert origin_of_page(address) == origin
