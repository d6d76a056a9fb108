"""How one table forgets a person, in small units of work."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from server.clients.erase import ERASERS, ROWS, blanked, erase, erase_with, rows_of
from server.clients.facts import claim
from server.clients.people import Claims, find_or_create
from server.clients.sources import read_source
from server.clients.tables import clients, facts, identities
from server.database import Database, Transaction, open_database
from server.errors import NotFound

pytestmark = pytest.mark.storage
DIRECT = read_source("https://shop.example/", "")


async def test_an_eraser_takes_at_most_so_many_rows_and_leaves_others_alone(database: Database):
    await database.write(claim, "c", {f"f{n}": "x" for n in range(7)}, "lead")
    await database.write(claim, "other", {"f": "x"}, "lead")

    taken = [await database.write(rows_of(facts).forget, "c", 3) for _ in range(4)]

    assert taken == [3, 3, 1, 0]
    assert await database.read(lambda reader: len(reader.all(facts.select()))) == 1


async def test_a_row_that_must_stay_is_emptied(database: Database):
    person = await database.write(find_or_create, "s", Claims(phone="+381641234567"), read_source("", ""))

    assert await database.write(blanked(identities, client="", value="gone").forget, person, 10) == 1

    [row] = await database.read(lambda reader: reader.all(identities.select()))
    assert (row["client"], row["value"]) == ("", "gone")


async def test_a_person_with_much_behind_them_needs_more_than_one_unit(database: Database):
    person = await database.write(find_or_create, "s", Claims(phone="+381641234567"), read_source("", ""))
    for part in range(2):
        await database.write(claim, person, {f"{part}-{n}": "x" for n in range(ROWS - 10)}, "lead")

    done = [await database.write(erase, "s", person, ERASERS) for _ in range(2)]

    assert done == [False, True]
    with pytest.raises(NotFound):
        await database.write(erase, "s", person, ERASERS)


@pytest_asyncio.fixture
async def other(database: Database, database_url: str) -> AsyncIterator[Database]:
    """Another process on the same data."""
    other = open_database(database_url)
    await other.open()
    yield other
    await other.close()


async def test_what_arrives_while_a_person_is_erased_leaves_nothing_behind(database: Database, other: Database):
    person = await database.write(find_or_create, "s", Claims(phone="+381641234567"), DIRECT, "their browser")
    written = threading.Event()

    def arrive(tx: Transaction) -> str:
        found = find_or_create(tx, "s", Claims(phone="+381649999999"), DIRECT, "their browser")
        written.set()
        time.sleep(0.05)
        return found

    arriving = asyncio.ensure_future(database.write(arrive))
    await asyncio.to_thread(written.wait, 5)
    await erase_with(ERASERS, other, "s", person)

    assert await arriving == person
    assert await database.read(lambda reader: [reader.all(each.select()) for each in (identities, clients)]) == [[], []]
