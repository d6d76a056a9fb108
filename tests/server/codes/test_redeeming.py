"""A code is looked up as often as one likes and redeemed once, however it is typed."""

import asyncio
from typing import Any

import pytest

from server.clients import timeline
from server.clients.tables import clients, outbox
from server.codes import adding, pools, redeeming
from server.codes.pool_input import NewPool
from server.codes.tables import codes
from server.database import Database
from server.errors import AlreadyRedeemed, Ambiguous, CodeExpired, NotFound
from server.sites.instants import read_instant
from server.sites.settings import NewSite
from server.sites.sites import create as create_site
from tests.server.codes.giver import Counter, open_counter
from tests.server.leads.desk import ANNA

pytestmark = pytest.mark.storage


async def redeem(counter: Counter, said: str, key: str | None = None, order: str = "") -> dict[str, Any]:
    return await counter.desk.database.write(redeeming.redeem, [counter.site], said, counter.desk.vera, key, order)


async def test_o2_a_code_is_redeemed_once_and_the_same_key_gets_the_same_answer(database: Database):
    counter = await open_counter(database, "SPRING-10")
    await counter.take("k1", ANNA, email="mila@post.example")

    first = await redeem(counter, "spring 10", "till-1", "A-7")

    assert (first["state"], first["order"], first["redeemed_by"]["name"]) == ("redeemed", "A-7", "Vera Ilić")
    assert await redeem(counter, "SPRING10", "till-1", "A-7") == first
    for key in ("till-2", None):
        with pytest.raises(AlreadyRedeemed) as refused:
            await redeem(counter, "SPRING-10", key)
        assert refused.value.details == {"redeemed_at": first["redeemed_at"]}
    assert await counter.counts() == (0, 0, 1)


async def test_o2_looking_a_code_up_changes_nothing(database: Database):
    counter = await open_counter(database, "SPRING-10")
    before = await counter.desk.all(codes)

    found = await database.read(redeeming.look_up, [counter.site], "spring–10")

    assert (found["code"], found["state"], found["reward"]) == ("SPRING-10", "free", "10 % off")
    assert await counter.desk.all(codes) == before


async def test_o2_of_twenty_tills_at_once_one_redeems(database: Database):
    counter = await open_counter(database, "SPRING-10")
    said = await asyncio.gather(*(redeem(counter, "SPRING-10", f"till-{n}") for n in range(20)), return_exceptions=True)
    assert sum(isinstance(each, dict) for each in said) == 1
    assert sum(isinstance(each, AlreadyRedeemed) for each in said) == 19


async def test_o2_a_code_that_is_over_is_refused_with_its_end(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2", valid_days=1)
    await counter.take("k1", ANNA)
    await database.write(lambda tx: tx.run(codes.update().values(ends_at=1000)))

    with pytest.raises(CodeExpired) as refused:
        await redeem(counter, "SPRING-1")
    assert read_instant(refused.value.details["ended_at"]) == 1000
    assert (await database.read(redeeming.look_up, [counter.site], "SPRING-1"))["state"] == "expired"
    await database.write(lambda tx: tx.run(pools.CHANGE, pool_id=counter.pool.id, ends_at=2000))
    with pytest.raises(CodeExpired):
        await redeem(counter, "SPRING-2")  # never given: it ends with its pool


async def test_o2_nobodys_another_sites_and_an_empty_code_are_not_found(database: Database):
    counter = await open_counter(database, "SPRING-10")
    for sites, said in (
        ([counter.site], "AUTUMN"),
        (["another"], "SPRING-10"),
        ([], "SPRING-10"),
        ([counter.site], "-"),
    ):
        with pytest.raises(NotFound):
            await database.write(redeeming.redeem, sites, said, counter.desk.vera)


async def test_o2_a_pool_taken_away_keeps_what_it_gave_and_not_what_it_never_gave(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2")
    await counter.take("k1", ANNA)
    await database.write(pools.remove, counter.site, counter.pool.id, None)

    assert (await redeem(counter, "SPRING-1"))["state"] == "redeemed"
    with pytest.raises(NotFound):
        await redeem(counter, "SPRING-2")


async def test_o2_a_code_of_two_sites_needs_to_be_told_apart(database: Database):
    counter = await open_counter(database, "SPRING-10")
    other = await database.write(create_site, NewSite(name="Other", origins=("https://o.example",)), counter.desk.vera)
    pool = await database.write(pools.create, other.id, NewPool(name="Theirs"), None)
    await adding.add(database, other.id, pool.id, ["spring10"], None)

    with pytest.raises(Ambiguous) as refused:
        await database.read(redeeming.look_up, [counter.site, other.id], "SPRING-10")
    assert refused.value.details == {"sites": sorted([counter.site, other.id])}
    assert (await database.read(redeeming.look_up, [other.id], "SPRING-10"))["site"] == other.id


async def test_o2_the_person_and_the_programs_hear_of_it(database: Database):
    counter = await open_counter(database, "SPRING-10")
    await counter.take("k1", ANNA, email="mila@post.example")
    await redeem(counter, "SPRING-10", order="A-7")

    [person] = await counter.desk.all(clients)
    [last, *_] = (await database.read(timeline.page, person["id"])).items
    assert (last["kind"], last["data"]) == (
        "code",
        {
            "state": "redeemed",
            "code": "SPRING-10",
            "pool": "Welcome",
            "reward": "10 % off",
            "order": "A-7",
            "by": counter.desk.vera,
        },
    )
    [code] = await counter.desk.all(codes)
    told = [(each["event"], each["thing"], each["client"]) for each in await counter.desk.all(outbox)]
    assert told[-2:] == [("code.given", code["id"], person["id"]), ("code.redeemed", code["id"], person["id"])]
