"""The door as a whole: who is let in, and that nothing breaks it."""

import pytest

from server.errors import StorageUnavailable
from tests.server.visitors.house import EVIL, SHOP


async def test_e6_config_is_refused_to_a_page_that_is_not_on_the_list(house):
    async with house.client() as client:
        for origin in (EVIL, "null", "http://shop.example", f"{SHOP}.evil.example"):
            answer = await client.get(f"{house.base}/config", headers={"origin": origin})

            assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
            assert answer.headers["content-type"] == "application/problem+json"
            assert "access-control-allow-origin" not in answer.headers
            assert answer.headers["vary"] == "Origin"


async def test_e6_a_page_on_the_list_reads_the_config(house):
    async with house.client() as client:
        answer = await client.get(f"{house.base}/config", headers={"origin": SHOP})

    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, SHOP)


async def test_a_preflight_passes_for_pages_on_the_list_only(house):
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "content-type"}
    async with house.client() as client:
        allowed = await client.options(f"{house.base}/submissions", headers=asked | {"origin": SHOP})
        refused = await client.options(f"{house.base}/submissions", headers=asked | {"origin": EVIL})

    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (204, SHOP)
    assert (refused.status_code, "access-control-allow-origin" in refused.headers) == (403, False)


@pytest.mark.parametrize(("method", "address"), [("GET", "config"), ("POST", "submissions"), ("POST", "events")])
async def test_a_key_of_no_site_is_not_found_and_every_page_may_learn_it(house, method, address):
    async with house.client() as client:
        answer = await client.request(method, f"/v1/sites/{'a' * 16}/{address}", headers={"origin": EVIL})

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.headers["access-control-allow-origin"] == "*"


async def test_while_the_storage_is_away_pages_are_told_to_try_again(house, monkeypatch):
    async def away(*_args):
        raise StorageUnavailable

    monkeypatch.setattr(house.database, "read", away)
    house.publishing.forget(house.site.id)
    async with house.client() as client:
        for address in (f"/s/{house.site.key}.js", f"{house.base}/config"):
            answer = await client.get(address, headers={"origin": SHOP})

            assert (answer.status_code, answer.json()["code"], answer.json()["again"]) == (
                503,
                "storage_unavailable",
                True,
            )


async def test_a_fault_of_ours_is_a_problem_with_a_trace_that_the_page_may_read(house, monkeypatch, capsys):
    async def broken(*_args):
        raise RuntimeError("+381641234567")

    monkeypatch.setattr(house.door._submissions, "post", broken)
    async with house.client() as client:
        answer = await client.post(f"{house.base}/submissions", json=house.said(), headers={"origin": SHOP})

    logged = "".join(capsys.readouterr())
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert answer.headers["access-control-allow-origin"] == SHOP
    assert answer.json()["trace"] in logged
    assert "+381641234567" not in logged + answer.text


async def test_where_the_line_is_loaded_and_where_it_is_refused_is_noted_for_the_owner(house):
    as_script = {"sec-fetch-dest": "script"}
    async with house.client() as client:
        await client.get(f"/s/{house.site.key}.js", headers=as_script | {"referer": f"{SHOP}/bag"})
        await client.get(f"/s/{house.site.key}.js", headers={"referer": "https://older.example/"})
        await client.get(f"/s/{house.site.key}.js", headers={"sec-fetch-dest": "document", "referer": EVIL})
        await client.get(f"/s/{house.site.key}.js")
        await client.post(f"{house.base}/submissions", json=house.said(), headers={"origin": EVIL})

    assert await house.seen() == {("loader", SHOP), ("loader", "https://older.example"), ("refused", EVIL)}


@pytest.mark.parametrize("path", ["events", "submissions"])
async def test_a_page_that_speaks_is_told_from_one_that_only_loads_the_line(house, path):
    async with house.client() as client:
        await client.get(f"{house.base}/config")
        assert await house.seen() == set()
        await client.post(f"{house.base}/{path}", json={"events": []}, headers={"origin": SHOP})

    assert await house.seen() == {("hello", SHOP)}
