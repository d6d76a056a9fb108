"""A pool's codes as managers and programs read them."""

import pytest

from server.codes import listing
from server.codes.tables import codes
from server.database import Database
from server.errors import NotFound
from tests.server.codes.giver import open_counter
from tests.server.leads.desk import ANNA

pytestmark = pytest.mark.storage


async def test_a_code_says_whose_it_is_and_how_it_stands(database: Database):
    counter = await open_counter(database, "SPRING-1")
    kept = await counter.take("k1", ANNA, email="mila@post.example")

    [found] = (await database.read(listing.of_pool, counter.pool.id)).items

    assert found == await database.read(listing.one, counter.site, found["id"])
    assert {name: found[name] for name in ("site", "code", "pool", "reward", "state", "name", "lead", "widget")} == {
        "site": counter.site,
        "code": "SPRING-1",
        "pool": {"id": counter.pool.id, "name": "Welcome"},
        "reward": "10 % off",
        "state": "given",
        "name": "mila@post.example",
        "lead": kept.answer["lead"],
        "widget": "w1",
    }
    assert (found["ends_at"], found["redeemed_at"], found["redeemed_by"], found["order"]) == (None, None, None, "")


async def test_each_state_has_its_list_and_lists_come_in_pages(database: Database):
    counter = await open_counter(database, *(f"SPRING-{n}" for n in range(5)))
    await counter.take("k1", ANNA)

    async def listed(**asked: object) -> list[str]:
        return [each["code"] for each in (await database.read(listing.of_pool, counter.pool.id, **asked)).items]

    assert await listed(state="free") == [f"SPRING-{n}" for n in (4, 3, 2, 1)]
    assert await listed(state="given") == ["SPRING-0"]
    assert await listed(state="redeemed") == []
    first = await database.read(listing.of_pool, counter.pool.id, None, None, 3)
    assert first.next is not None
    assert await listed(cursor=first.next) == ["SPRING-1", "SPRING-0"]
    await database.write(lambda tx: tx.run(codes.update().where(codes.c.state == "given").values(ends_at=1)))
    assert await listed(state="expired") == ["SPRING-0"]


async def test_another_sites_code_looks_like_a_missing_one(database: Database):
    counter = await open_counter(database, "SPRING-1")
    [code] = await counter.desk.all(codes)
    for site, asked in (("another", code["id"]), (counter.site, "missing")):
        with pytest.raises(NotFound):
            await database.read(listing.one, site, asked)
