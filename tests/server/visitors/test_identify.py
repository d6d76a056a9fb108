"""Who a visitor is, over HTTP: a signature binds and tells, anything else tells nothing."""

import asyncio
import time

import pytest
from sqlalchemy import select

from server.clients import cards
from server.clients.tables import clients, facts, identities
from server.clients.tables import visitors as browsers
from server.clients.visitors import token_hash
from server.sites import sites
from server.sites.signing import renew_secret
from tests.server.visitors.house import BEANS, EVIL, OTHER_TOKEN, PHONE, SHOP, TOKEN
from tests.server.visitors.tokens import DAY, claims, token

EMAIL = "anna@shop.example"
STORED = (clients, facts, identities, browsers)


async def identify(house, *, origin=SHOP, **said):
    async with house.client() as client:
        return await client.post(f"{house.base}/identify", json=said, headers={"origin": origin})


async def signed(house, **said):
    """A token of the site's own server."""
    return token(await house.database.read(sites.secret, house.site.id), claims(house.site.key, **said))


async def leave(house, **given):
    async with house.client() as client:
        return await client.post(f"{house.base}/submissions", json=house.said(**given), headers={"origin": SHOP})


async def stored(house):
    """Every row that identifying may touch."""
    return [
        await house.database.read(lambda reader, t=table: [dict(r) for r in reader.all(t.select())]) for table in STORED
    ]


async def person_of(house, visitor):
    query = select(browsers.c.client).where(browsers.c.token_hash == token_hash(visitor))
    return await house.database.read(lambda reader: reader.value(query))


async def test_e7_a_signed_token_binds_the_browser_and_tells_what_was_signed(house):
    written = await signed(house, email="Anna@Shop.example", phone="0641234567", name="Anna Petrović")
    answer = await identify(house, visitor=TOKEN, token=written, page=BEANS)

    known = {"name": "Anna Petrović", "phone": PHONE, "email": EMAIL}
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json() == {"visitor": answer.json()["visitor"], "verified": True, "known": known}
    assert TOKEN not in answer.text
    card = await house.database.read(cards.card, house.site.id, await person_of(house, TOKEN))
    assert (card["name"], card["phone"], card["email"]) == ("Anna Petrović", PHONE, EMAIL)
    assert {each["kind"]: (each["value"], each["verified"]) for each in card["identities"]} == {
        "user": ("42", True),
        "email": (EMAIL, True),
        "phone": (PHONE, True),
    }


async def test_e7_a_replay_is_harmless(house):
    written = await signed(house, email=EMAIL)
    first = await identify(house, visitor=TOKEN, token=written, name="Anna")
    before = await stored(house)
    replies = await asyncio.gather(*(identify(house, visitor=TOKEN, token=written, name="Anna") for _ in range(10)))

    def plain(tables):
        return [[{k: v for k, v in row.items() if k not in ("seen_at", "stale")} for row in rows] for rows in tables]

    assert {each.text for each in replies} == {first.text}
    assert plain(await stored(house)) == plain(before)


async def refusals(house):
    secret = await house.database.read(sites.secret, house.site.id)
    key, now = house.site.key, int(time.time())
    return {
        "wrong secret": token("x" * 43, claims(key, email=EMAIL)),
        "none": token("", claims(key), {"alg": "none"}).rpartition(".")[0] + ".",
        "another alg": token(secret, claims(key), {"alg": "HS512"}),
        "expired": token(secret, claims(key, exp=now - DAY)),
        "too far": token(secret, claims(key, exp=now + 2 * DAY)),
        "no end": token(secret, claims(key, exp=None)),
        "another site": token(secret, claims("another")),
        "tampered": (await signed(house, sub="1"))[:-6] + "AAAAAA",
        "empty": "",
        "a number": 42,
        "an object": {"sub": "42"},
        "too long": "x" * 10_000,
    }


async def test_e7_every_other_token_gets_one_answer_and_stores_nothing(house):
    await leave(house, visitor=OTHER_TOKEN, values={"phone": PHONE, "name": "Victim"})
    before = await stored(house)

    answers = {
        name: await identify(house, visitor=TOKEN, token=written, email=EMAIL, name="Vandal")
        for name, written in (await refusals(house)).items()
    }

    assert {answer.status_code for answer in answers.values()} == {401}
    assert len({answer.text for answer in answers.values()}) == 1, "it never tells why"
    assert answers["expired"].json()["code"] == "identity_invalid"
    assert await stored(house) == before


async def test_e7_a_renewed_secret_leaves_the_one_before_good_and_at_once_does_not(house):
    old = await signed(house)
    await house.database.write(renew_secret, house.site.id, house.member.id)
    assert (await identify(house, token=old)).status_code == 200
    assert (await identify(house, token=await signed(house))).status_code == 200

    await house.database.write(renew_secret, house.site.id, house.member.id, True)

    assert (await identify(house, token=old)).status_code == 401
    assert (await identify(house, token=await signed(house))).status_code == 200


async def test_e7_a_vandal_who_types_somebodys_number_learns_and_joins_nothing(house):
    await leave(house, key="v", visitor=OTHER_TOKEN, values={"phone": PHONE, "name": "Victim"})
    victim = await person_of(house, OTHER_TOKEN)
    await leave(house, key="w", visitor=TOKEN, values={"phone": PHONE})

    told = await identify(house, visitor=TOKEN, phone=PHONE, email="vandal@evil.example", name="Vandal")
    proved = await identify(house, visitor=TOKEN, token=await signed(house, sub="666"), phone=PHONE)

    assert told.json() == {"visitor": told.json()["visitor"], "verified": False, "known": {}}
    assert (proved.json()["known"], "Victim" in told.text + proved.text) == ({}, False)
    card = await house.database.read(cards.card, house.site.id, victim)
    assert (card["name"], card["email"], [each["kind"] for each in card["identities"]]) == ("Victim", "", ["phone"])
    assert [fact for fact in card["facts"] if fact["name"].startswith(("page.", "user."))] == []
    assert await person_of(house, TOKEN) != victim


async def test_e7_without_a_token_and_without_a_visitor_nothing_is_kept(house):
    before = await stored(house)

    answer = await identify(house, name="Anna", email=EMAIL)

    assert (answer.status_code, answer.json()) == (200, {"visitor": None, "verified": False, "known": {}})
    assert await stored(house) == before


async def test_e7_who_may_not_be_remembered_is_told_what_is_theirs_and_no_browser_is_kept(house):
    answer = await identify(house, token=await signed(house, name="Anna"))

    assert answer.json() == {"visitor": None, "verified": True, "known": {"name": "Anna"}}
    assert (await stored(house))[3] == []


async def test_k9_what_a_verified_visitor_left_is_known_on_another_device(house):
    written = await signed(house)
    await identify(house, visitor=TOKEN, token=written)
    await leave(house, visitor=TOKEN)

    elsewhere = await identify(house, visitor=OTHER_TOKEN, token=written)

    assert elsewhere.json()["known"] == {"phone": PHONE, "name": "Jovana"}
    assert await person_of(house, TOKEN) == await person_of(house, OTHER_TOKEN)


async def test_e7_another_user_on_the_same_browser_is_said_so(house):
    await identify(house, visitor=TOKEN, token=await signed(house, name="Anna"))

    answer = await identify(house, visitor=TOKEN, token=await signed(house, sub="43"))

    assert (answer.json()["known"], answer.json()["changed"]) == ({}, True)


async def test_what_a_page_says_besides_is_cut_and_what_cannot_be_read_is_passed_over(house):
    answer = await identify(house, visitor=TOKEN, name="A" * 9000, email="nobody", phone="12", language="sr")

    assert answer.status_code == 200
    rows = (await stored(house))[1]
    assert {row["name"]: len(row["value"]) for row in rows} == {"page.name": 200, "page.language": 2}


@pytest.mark.parametrize(
    "said",
    [{"visitor": "short"}, {"name": 5}, {"sub": "42"}, {"page": "here"}, {"language": "<script>"}],
)
async def test_a_body_that_is_none_is_refused_by_its_field(house, said):
    answer = await identify(house, **said)

    assert (answer.status_code, answer.json()["code"], [*answer.json()["errors"]]) == (422, "invalid", [*said])


async def test_another_page_and_another_site_are_refused(house):
    elsewhere = await identify(house, origin=EVIL, token=await signed(house))
    async with house.client() as client:
        nowhere = await client.post("/v1/sites/none/identify", json={}, headers={"origin": SHOP})

    assert (elsewhere.status_code, elsewhere.json()["code"]) == (403, "origin_refused")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "not_found")


async def test_a_flood_of_tokens_is_refused_by_address(standing):
    async with standing.client() as client:
        answers = [
            await client.post(f"{standing.base}/identify", json={"token": "x"}, headers={"origin": SHOP})
            for _ in range(121)
        ]
    async with standing.client("198.51.100.9") as client:
        other = await client.post(f"{standing.base}/identify", json={"token": "x"}, headers={"origin": SHOP})

    assert [each.status_code for each in answers] == [401] * 120 + [429]
    assert other.status_code == 401
