"""The owner's own codes come in by the thousand, each once for the site, in small units."""

import pytest

from server.audit import journal
from server.codes import adding, pools
from server.codes.adding import Added
from server.codes.pool_input import NewPool
from server.codes.tables import codes
from server.database import Database
from server.errors import Invalid, NotFound
from tests.server.codes.giver import open_counter

pytestmark = pytest.mark.storage


async def test_o2_ten_thousand_codes_come_in_at_once_in_units_of_a_hundred(database: Database):
    counter = await open_counter(database)
    written = [f"TEA-{n:05}" for n in range(adding.MOST_AT_ONCE)]
    database.most_rows = 200

    added = await adding.add(database, counter.site, counter.pool.id, written, counter.desk.vera)

    assert added == Added(10_000, 0, ())
    assert await counter.counts() == (10_000, 0, 0)
    [line, *_] = (await database.read(journal.lines, counter.site, 5)).items
    assert (line.act, line.data) == ("pool.filled", {"name": "Welcome", "codes": 10_000})


async def test_o2_duplicates_are_told_and_stay_as_they_are(database: Database):
    counter = await open_counter(database, "Tea-1", "Tea-2")
    other = await database.write(pools.create, counter.site, NewPool(name="More"), None)

    added = await adding.add(database, counter.site, other.id, ["TEA 1", "tea3", "Tea-3"], None)

    assert added == Added(1, 2, ("TEA 1", "Tea-3"))
    kept = await database.read(lambda reader: reader.all(codes.select().order_by(codes.c.normal)))
    assert [(each["code"], each["pool"]) for each in kept] == [
        ("Tea-1", counter.pool.id),
        ("Tea-2", counter.pool.id),
        ("tea3", other.id),
    ]


async def test_a_pool_that_generates_and_one_that_is_full_take_none(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    counter = await open_counter(database, "Tea-1")
    generated = await database.write(pools.create, counter.site, NewPool(name="More", kind="generated"), None)
    monkeypatch.setattr(adding, "MOST_OF_POOL", 1)

    for pool, words in (
        (generated.id, "this pool generates its codes"),
        (counter.pool.id, "a pool holds at most 1 codes"),
    ):
        with pytest.raises(Invalid) as refused:
            await adding.add(database, counter.site, pool, ["Tea-2"], None)
        assert refused.value.errors == {"codes": words}
    with pytest.raises(NotFound):
        await adding.add(database, "another", counter.pool.id, ["Tea-2"], None)


async def test_of_many_duplicates_a_hundred_are_named(database: Database):
    counter = await open_counter(database)
    written = [f"TEA-{n:03}" for n in range(150)]
    await adding.add(database, counter.site, counter.pool.id, written, None)

    again = await adding.add(database, counter.site, counter.pool.id, written, None)

    assert (again.added, again.duplicates, len(again.named)) == (0, 150, 100)
