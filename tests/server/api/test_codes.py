"""Pools and codes over the programs' door."""

from typing import Any

from server.codes import guesses
from tests.server.api.conftest import Office


async def pool_of(office: Office, *codes: str, **said: Any) -> str:
    """A pool of Harbour Row with these codes."""
    body = {"name": "Spring", "reward": "10 % off"} | said
    pool = str((await office.said("POST", f"/sites/{office.site}/code-pools", body, 201))["id"])
    if codes:
        await office.said("POST", f"/code-pools/{pool}/codes", {"codes": list(codes)}, 201)
    return pool


async def refusal(office: Office, method: str, path: str, body: Any = None, **more: Any) -> tuple[int, str]:
    answer = await office.ask(method, path, body, **more)
    return answer.status_code, answer.json()["code"]


async def test_o2_a_till_checks_and_redeems_a_code_once(office: Office) -> None:
    await pool_of(office, "SPRING-10")

    before = await office.said("GET", "/codes/spring%2010", by="pavle")
    first = await office.said("POST", "/codes/SPRING-10/redeem", {"key": "k1", "order": "A-7"}, by="pavle")
    again = await office.said("POST", "/codes/spring10/redeem", {"key": "k1", "order": "A-7"}, by="pavle")
    other = await office.ask("POST", "/codes/SPRING-10/redeem", {"key": "k2"})

    assert (before["state"], before["reward"], before["redeemed_at"]) == ("free", "10 % off", None)
    assert (first["state"], first["order"], first["redeemed_by"]["id"]) == ("redeemed", "A-7", office.members["pavle"])
    assert again == first
    assert (other.status_code, other.json()["code"]) == (409, "already_redeemed")
    assert other.json()["redeemed_at"] == first["redeemed_at"]


async def test_o2_a_redeeming_needs_no_body(office: Office) -> None:
    await pool_of(office, "SPRING-10")
    assert (await office.said("POST", "/codes/SPRING-10/redeem"))["state"] == "redeemed"


async def test_o2_another_sites_code_is_not_there(office: Office) -> None:
    await pool_of(office, "SPRING-10")
    for method, path in (("GET", "/codes/SPRING-10"), ("POST", "/codes/SPRING-10/redeem")):
        assert await refusal(office, method, path, by="zoran") == (404, "not_found")
    assert await refusal(office, "GET", f"/codes/SPRING-10?site={office.site}", by="zoran") == (404, "not_found")


async def test_o2_a_code_of_two_sites_of_one_member_needs_the_site(office: Office) -> None:
    await pool_of(office, "SPRING-10")
    new = {"name": "Second", "origins": ["https://second.example"]}
    second = (await office.said("POST", "/sites", new, 201))["id"]
    pool = (await office.said("POST", f"/sites/{second}/code-pools", {"name": "Theirs"}, 201))["id"]
    await office.said("POST", f"/code-pools/{pool}/codes", {"codes": ["spring10"]}, 201)

    assert await refusal(office, "GET", "/codes/SPRING-10") == (409, "ambiguous")
    assert await refusal(office, "POST", "/codes/SPRING-10/redeem", {}) == (409, "ambiguous")
    assert (await office.said("POST", "/codes/SPRING-10/redeem", {"site": second}))["site"] == second
    assert (await office.said("GET", f"/codes/SPRING-10?site={office.site}"))["state"] == "free"


async def test_o2_a_token_is_held_to_its_scope_and_its_sites(office: Office) -> None:
    await pool_of(office, "SPRING-10")

    async def as_till(scopes: list[str], sites: list[str] | None = None) -> dict[str, Any]:
        said = {"name": "Till", "scopes": scopes, "sites": sites}
        token = (await office.said("POST", "/tokens", said, 201))["token"]
        return {"headers": {"authorization": f"Bearer {token}"}}

    reads, redeems = await as_till(["codes:read"]), await as_till(["codes:redeem"])
    new = {"name": "Second", "origins": ["https://second.example"]}
    elsewhere = await as_till(["codes:redeem"], [(await office.said("POST", "/sites", new, 201))["id"]])

    assert (await office.ask("GET", "/codes/SPRING-10", **reads)).status_code == 200
    assert await refusal(office, "POST", "/codes/SPRING-10/redeem", {}, **reads) == (403, "forbidden")
    assert await refusal(office, "GET", "/codes/SPRING-10", **redeems) == (403, "forbidden")
    assert await refusal(office, "POST", "/codes/SPRING-10/redeem", {}, **elsewhere) == (404, "not_found")
    assert (await office.ask("POST", "/codes/SPRING-10/redeem", {}, **redeems)).status_code == 200


async def test_o2_whoever_guesses_has_to_wait(office: Office) -> None:
    await pool_of(office, "SPRING-10")
    for number in range(guesses.MOST):
        assert await refusal(office, "GET", f"/codes/GUESS-{number}") == (404, "not_found")

    assert await refusal(office, "GET", "/codes/SPRING-10") == (429, "too_many")
    assert await refusal(office, "POST", "/codes/SPRING-10/redeem", {}) == (429, "too_many")


async def test_o2_ten_thousand_codes_come_in_with_one_request(office: Office) -> None:
    pool = await pool_of(office, "TEA-00007")
    codes = [f"TEA-{number:05}" for number in range(10_000)]

    added = await office.said("POST", f"/code-pools/{pool}/codes", {"codes": codes}, 201)

    assert added == {"added": 9_999, "duplicates": 1, "duplicate_codes": ["TEA-00007"]}
    assert (await office.said("GET", f"/code-pools/{pool}"))["free"] == 10_000
    more = await office.ask("POST", f"/code-pools/{pool}/codes", {"codes": [*codes, "TEA-X"]})
    assert more.json()["errors"] == {"codes": "at most 10000 of them"}


async def test_a_code_that_cannot_be_one_is_refused_by_its_place(office: Office) -> None:
    pool = await pool_of(office)
    answer = await office.ask("POST", f"/code-pools/{pool}/codes", {"codes": ["TEA-1", "a/b/c"]})
    assert list(answer.json()["errors"]) == ["codes.1"]
    assert (await office.said("GET", f"/code-pools/{pool}/codes"))["items"] == []


async def test_o2_pools_are_listed_changed_and_deleted(office: Office) -> None:
    listed = await pool_of(office, "TEA-1")
    made = await pool_of(office, kind="generated", prefix="HI-", name="Hello")

    items = (await office.said("GET", f"/sites/{office.site}/code-pools", by="pavle"))["items"]
    assert [(each["id"], each["kind"], each["free"]) for each in items] == [
        (made, "generated", 10_000),
        (listed, "list", 1),
    ]
    changed = await office.said("PATCH", f"/code-pools/{made}", {"name": "Hey", "ends_at": "2030-01-01T00:00:00Z"})
    assert (changed["name"], changed["prefix"], changed["ends_at"]) == ("Hey", "HI-", "2030-01-01T00:00:00Z")
    assert await refusal(office, "PATCH", f"/code-pools/{listed}", {"length": 9}) == (422, "invalid")
    await office.said("DELETE", f"/code-pools/{made}", status=204)
    assert await refusal(office, "GET", f"/code-pools/{made}") == (404, "not_found")


async def test_codes_are_listed_by_state(office: Office) -> None:
    pool = await pool_of(office, "TEA-1", "TEA-2")
    await office.said("POST", "/codes/TEA-1/redeem")

    for state, codes in (("free", ["TEA-2"]), ("redeemed", ["TEA-1"]), ("given", []), ("expired", [])):
        items = (await office.said("GET", f"/code-pools/{pool}/codes?state={state}"))["items"]
        assert [each["code"] for each in items] == codes
