"""Pools are made, changed, taken away and put back, and count their codes."""

import pytest

from server.audit import journal
from server.codes import pools
from server.codes.pool_input import NewPool, PoolChange
from server.database import Database
from server.errors import Invalid, NotFound
from tests.server.codes.giver import open_counter
from tests.server.leads.desk import ANNA

pytestmark = pytest.mark.storage


async def test_a_pool_reads_as_it_was_made_with_its_counts(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2", valid_days=7)
    await counter.take("k1", ANNA)

    found = await database.read(pools.one, counter.site, counter.pool.id)
    view = pools.pool_view(found, (await database.read(pools.counts, [found]))[found.id])

    assert view | {"created_at": ""} == {
        "id": counter.pool.id,
        "site": counter.site,
        "name": "Welcome",
        "kind": "list",
        "reward": "10 % off",
        "prefix": None,
        "length": None,
        "limit": None,
        "valid_days": 7,
        "ends_at": None,
        "free": 1,
        "given": 1,
        "redeemed": 0,
        "created_at": "",
    }
    assert await database.read(pools.names, counter.site) == {counter.pool.id: "Welcome"}
    assert await database.read(pools.site_of, counter.pool.id) == counter.site


async def test_a_change_replaces_what_was_named_and_the_journal_tells_of_it(database: Database):
    counter = await open_counter(database, kind="generated", prefix="A-")
    wanted = PoolChange.read({"name": "Autumn", "limit": 20_000})

    changed = await database.write(pools.change, counter.site, counter.pool.id, wanted, counter.desk.vera)

    assert changed == await database.read(pools.one, counter.site, counter.pool.id)
    assert (changed.name, changed.prefix, changed.most, changed.length) == ("Autumn", "A-", 20_000, 10)
    acts = [line.act for line in (await database.read(journal.lines, counter.site, 5)).items]
    assert acts[:2] == ["pool.changed", "pool.created"]


async def test_a_change_that_could_be_guessed_or_that_a_list_has_no_use_for_is_refused_by_name(database: Database):
    generated = await open_counter(database, kind="generated")
    listed = await database.write(pools.create, generated.site, NewPool(name="Own"), None)

    wanted = PoolChange.read({"length": 6})
    with pytest.raises(Invalid) as refused:
        await database.write(pools.change, generated.site, generated.pool.id, wanted, None)
    assert refused.value.errors == {"length": "at least 8 for 10000 codes, so that nobody guesses one"}
    with pytest.raises(Invalid) as refused:
        await database.write(pools.change, generated.site, listed.id, PoolChange.read({"prefix": "A-"}), None)
    assert refused.value.errors == {"prefix": "for generated codes only"}


async def test_a_removed_pool_is_nowhere_and_comes_back_as_it_was(database: Database):
    counter = await open_counter(database, "SPRING-1")

    await database.write(pools.remove, counter.site, counter.pool.id, None)
    assert await database.read(pools.find, counter.pool.id) is None
    assert await database.read(pools.names, counter.site) == {}
    with pytest.raises(NotFound):
        await database.write(pools.remove, counter.site, counter.pool.id, None)

    assert await database.write(pools.put_back, counter.site, counter.pool.id, None) == counter.pool
    assert await counter.code("k1", ANNA) == "SPRING-1"


async def test_another_sites_pool_looks_like_a_missing_one(database: Database):
    counter = await open_counter(database)
    for site, pool in (("another", counter.pool.id), (counter.site, "missing")):
        with pytest.raises(NotFound):
            await database.read(pools.one, site, pool)
        with pytest.raises(NotFound):
            await database.write(pools.put_back, site, pool, None)


async def test_a_site_has_200_pools_at_most(database: Database, monkeypatch: pytest.MonkeyPatch):
    counter = await open_counter(database)
    monkeypatch.setattr(pools, "MOST_OF_SITE", 1)
    with pytest.raises(Invalid) as refused:
        await database.write(pools.create, counter.site, NewPool(name="More"), None)
    assert refused.value.errors == {"name": "a site has at most 1 pools"}
