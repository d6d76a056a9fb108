"""A code is given once, to one person, and whoever asks again has the same; an empty pool says so."""

import asyncio
import secrets
from contextlib import AsyncExitStack
from ipaddress import ip_network
from typing import Any

import httpx2
import pytest

from server.calls.tables import calls
from server.clients import timeline
from server.clients.tables import clients, outbox, visitors
from server.codes import adding, claiming, pools, redeeming
from server.codes.claiming import DAY_MS, PER_NETWORK_AN_HOUR
from server.codes.pool_input import NewPool
from server.codes.spelling import LETTERS
from server.codes.tables import codes
from server.database import Database, open_database
from server.errors import KeyReused
from server.leads.tables import leads, submissions
from server.numbers.tables import events
from server.sites.instants import read_instant
from server.sites.settings import NewSite
from server.sites.sites import create as create_site
from tests.server.codes.giver import KIND, open_counter
from tests.server.hub.serving import served
from tests.server.leads.desk import ANNA, BORIS
from tests.server.visitors.house import SHOP, House, hear, page_of, say

pytestmark = pytest.mark.storage


async def test_o2_a_code_is_given_once_and_whoever_asks_again_has_the_same(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2")

    first = await counter.code("k1", ANNA)
    again = [await counter.code("k1", ANNA), await counter.code("k2", ANNA)]
    other = await counter.code("k3", BORIS)

    assert [first, *again, other] == ["SPRING-1", "SPRING-1", "SPRING-1", "SPRING-2"]
    assert await counter.counts() == (0, 2, 0)


async def test_o2_the_same_person_has_the_same_code_in_another_browser(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2")

    given = await counter.code("k1", ANNA, email="mila@post.example")

    assert await counter.code("k2", BORIS, email="mila@post.example") == given
    assert await counter.counts() == (1, 1, 0)


async def test_o2_a_code_taken_without_a_contact_is_no_lead_and_makes_nobody(database: Database):
    counter = await open_counter(database, "SPRING-1")

    kept = await counter.take("k1", ANNA)

    [visitor] = await counter.desk.all(visitors)
    assert kept.answer == {
        "lead": kept.answer["lead"],
        "visitor": visitor["id"],
        "code": "SPRING-1",
        "code_ends": None,
    }
    assert [len(await counter.desk.all(table)) for table in (leads, clients, calls)] == [0, 0, 0]
    assert len(await counter.desk.all(submissions)) == 1
    assert await counter.desk.all(events, "kind", "name", "page", "source") == [
        {"kind": "giver", "name": "code", "page": "https://shop.example/beans", "source": "find.example"}
    ]
    assert await counter.desk.all(outbox, "event", "client") == [{"event": "code.given", "client": None}]
    assert "lead" not in [kind for kind, _ in await counter.desk.news()]


async def test_o2_a_code_taken_by_a_known_visitor_is_on_their_timeline(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2")
    await counter.take("k1", ANNA, email="mila@post.example")
    other = await database.write(pools.create, counter.site, NewPool(name="More", kind="generated"), counter.desk.vera)

    given = await counter.giving(other).code("k2", ANNA)

    [person] = await counter.desk.all(clients)
    told = [each for each in (await database.read(timeline.page, person["id"])).items if each["kind"] == "code"]
    assert [each["data"] for each in told] == [
        {"state": "given", "code": given, "pool": "More", "reward": "", "widget": "w1"},
        {"state": "given", "code": "SPRING-1", "pool": "Welcome", "reward": "10 % off", "widget": "w1"},
    ]
    assert len(await counter.desk.all(leads)) == 1


async def test_o2_with_a_contact_the_lead_is_kept_whether_a_code_is_left_or_not(database: Database):
    counter = await open_counter(database, "SPRING-1")

    first = (await counter.take("k1", ANNA, email="mila@post.example")).answer
    second = (await counter.take("k2", BORIS, email="ilya@post.example")).answer

    assert (first["code"], first["code_ends"]) == ("SPRING-1", None)
    assert {name: second[name] for name in ("code", "code_reason")} == {"code": None, "code_reason": "none_left"}
    assert len(await counter.desk.all(leads)) == 2
    assert [each["event"] for each in await counter.desk.all(outbox)].count("lead.created") == 2


async def test_o2_a_key_of_somebody_else_gives_nothing(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2")
    await counter.take("mine", ANNA)

    with pytest.raises(KeyReused):
        await counter.take("mine", BORIS)

    assert await counter.counts() == (1, 1, 0)


async def test_o2_generated_codes_are_unique_within_their_limit_and_easily_told_apart(database: Database):
    counter = await open_counter(database, kind="generated", prefix="HELLO-", length=8, limit=3)

    given = [await counter.code(f"k{n}", secrets.token_urlsafe(16)) for n in range(4)]

    assert given[3] == "none_left"
    assert len(set(given[:3])) == 3
    for code in given[:3]:
        assert code.startswith("HELLO-")
        assert len(code) == len("HELLO-") + 8
        assert set(code.removeprefix("HELLO-")) <= set(LETTERS)
    assert await counter.counts() == (0, 3, 0)


async def test_o2_a_code_ends_after_the_pools_days_and_never_after_the_pool(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2", valid_days=7)

    answer = (await counter.take("k1", ANNA)).answer
    [row] = [each for each in await counter.desk.all(codes) if each["state"] == "given"]
    assert read_instant(answer["code_ends"]) == row["ends_at"] == row["given_at"] + 7 * DAY_MS

    soon = row["given_at"] + 60_000
    await database.write(lambda tx: tx.run(pools.CHANGE, pool_id=counter.pool.id, ends_at=soon))
    assert read_instant((await counter.take("k2", BORIS)).answer["code_ends"]) == soon


async def test_o2_a_pool_that_is_over_and_a_code_that_is_over_or_redeemed_are_told_honestly(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2")
    await counter.take("k1", ANNA)
    await database.write(redeeming.redeem, [counter.site], "SPRING-1", counter.desk.vera)
    await counter.take("k2", BORIS)
    await database.write(lambda tx: tx.run(codes.update().values(ends_at=1)))
    await database.write(lambda tx: tx.run(pools.CHANGE, pool_id=counter.pool.id, ends_at=1))

    assert await counter.code("k3", ANNA) == "redeemed"
    assert await counter.code("k4", BORIS) == "ended"
    assert await counter.code("k5", "c" * 22) == "ended"


async def test_o2_what_looks_like_spam_gets_no_code_and_what_empties_a_pool_has_to_wait(database: Database):
    counter = await open_counter(database, kind="generated")

    assert await counter.code("trapped", ANNA, trap="x") == "needs_manager"
    for n in range(PER_NETWORK_AN_HOUR):
        await counter.take(f"k{n}", secrets.token_urlsafe(16))
    assert await counter.code("more", BORIS) == "needs_manager"
    assert len(await counter.code("elsewhere", BORIS, address="203.0.113.9")) == 10


async def test_o2_a_pool_taken_away_and_another_sites_pool_give_nothing(database: Database):
    counter = await open_counter(database, "SPRING-1")
    other = await database.write(create_site, NewSite(name="Other", origins=("https://o.example",)), counter.desk.vera)
    theirs = await database.write(pools.create, other.id, NewPool(name="Theirs", kind="generated"), None)

    claimant = claiming.Claimant("l", "w1", None, None, "198.51.100.7")
    wanted = claiming.CodeWanted(theirs.id)
    assert (await database.write(claiming.claim, counter.site, claimant, wanted)).reason == "none_left"
    await database.write(pools.remove, counter.site, counter.pool.id, None)
    assert await counter.code("k1", ANNA) == "none_left"


@pytest.mark.parametrize("kind", ["list", "generated"])
async def test_o2_a_hundred_at_once_get_fifty_codes_and_fifty_honest_refusals(
    database: Database, database_url: str, kind: str
):
    """Over HTTP; on PostgreSQL through two houses that know nothing of each other."""
    house = await _house(database)
    pool = await _pool(house, kind)
    widget = await house.place(kind="giver", settings={"pool": pool})
    async with AsyncExitStack() as stack:
        houses = [house]
        if database.dialect == "postgresql":
            second = open_database(database_url)
            await second.open()
            stack.push_async_callback(second.close)
            houses.append(await _house(second, like=house))
        places = [await stack.enter_async_context(served(each.app)) for each in houses]
        client = await stack.enter_async_context(httpx2.AsyncClient(timeout=30))
        answers = await asyncio.gather(
            *(
                _claim(client, f"http://{places[n % len(places)]}{house.base}/submissions", widget, n)
                for n in range(100)
            )
        )

    assert [answer.status_code for answer in answers] == [201] * 100
    said = [answer.json() for answer in answers]
    given = [each["code"] for each in said if each["code"] is not None]
    assert (len(given), len(set(given))) == (50, 50)
    assert [each["code_reason"] for each in said if each["code"] is None] == ["none_left"] * 50
    kept = await database.read(lambda reader: reader.all(codes.select()))
    assert sorted(each["code"] for each in kept if each["state"] == "given") == sorted(given)


async def test_o2_over_the_line_the_answer_says_the_same_as_by_post(database: Database):
    house = await _house(database)
    new = NewPool.model_validate({"name": "One", "kind": "generated", "limit": 1})
    pool = await house.database.write(pools.create, house.site.id, new, None)
    widget = await house.place(kind="giver", settings={"pool": pool.id})
    heard = []
    async with house.open_lines() as address:
        for visitor in (ANNA, BORIS):
            async with page_of(address) as page:
                await say(page, type="hello", visitor=visitor)
                await hear(page, "welcome")
                await say(page, type="submit", key=f"key-{visitor}", widget=widget, values={})
                heard.append(await hear(page, "kept"))

    [row] = await database.read(lambda reader: reader.all(codes.select()))
    assert (heard[0]["code"], heard[0]["code_ends"]) == (row["code"], None)
    assert (heard[1]["code"], heard[1]["code_reason"]) == (None, "none_left")


@pytest.mark.parametrize("storages", [1, 2])
async def test_o2_one_visitor_who_asks_many_times_at_once_has_one_code(
    database: Database, database_url: str, storages: int
):
    house = await _house(database)
    widget = await house.place(kind="giver", settings={"pool": await _pool(house, "generated")})
    async with AsyncExitStack() as stack:
        houses = [house]
        if storages == 2 and database.dialect == "postgresql":
            second = open_database(database_url)
            await second.open()
            stack.push_async_callback(second.close)
            houses.append(await _house(second, like=house))
        places = [await stack.enter_async_context(served(each.app)) for each in houses]
        client = await stack.enter_async_context(httpx2.AsyncClient(timeout=30))
        answers = await asyncio.gather(
            *(
                _claim(client, f"http://{places[n % len(places)]}{house.base}/submissions", widget, n, ANNA)
                for n in range(30)
            )
        )

    assert len({answer.json()["code"] for answer in answers}) == 1
    assert len(await database.read(lambda reader: reader.all(codes.select()))) == 1


async def _house(database: Database, like: House | None = None) -> House:
    house = House(database, trusted=(ip_network("127.0.0.0/8"),))
    house.registry._kinds["giver"] = KIND
    if like is None:
        return await house.set_up()
    house.site, house.widget = like.site, like.widget
    return house


async def _pool(house: House, kind: str) -> str:
    more: dict[str, Any] = {"limit": 50} if kind == "generated" else {}
    new = NewPool.model_validate({"name": "Fifty", "kind": kind} | more)
    pool = await house.database.write(pools.create, house.site.id, new, None)
    if kind == "list":
        await adding.add(house.database, house.site.id, pool.id, [f"FIFTY-{n:02}" for n in range(50)], None)
    return pool.id


async def _claim(
    client: httpx2.AsyncClient, address: str, widget: str, number: int, visitor: str = ""
) -> httpx2.Response:
    body = {
        "key": f"claim-{number}",
        "widget": widget,
        "values": {},
        "visitor": visitor or secrets.token_urlsafe(16),
        "page": {"url": f"{SHOP}/"},
    }
    return await client.post(address, json=body, headers={"Origin": SHOP, "X-Forwarded-For": f"203.0.113.{number}"})
