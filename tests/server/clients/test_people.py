"""Which person something belongs to."""

import asyncio

import pytest

from server.clients import people
from server.clients.people import Claims
from server.clients.sources import read_source
from server.clients.tables import clients, identities
from server.database import Database

pytestmark = pytest.mark.storage
DIRECT = read_source("https://shop.example/", "")
LETTER = read_source("https://shop.example/?utm_source=letter", "")
SEARCH = read_source("https://shop.example/", "https://find.example/")
PHONE, OTHER_PHONE, EMAIL = "+381641234567", "+381649999999", "anna@shop.example"


async def _find(database: Database, claims: Claims, visitor: str | None = None, source=DIRECT) -> str:  # type: ignore[no-untyped-def]
    return await database.write(people.find_or_create, "s", claims, source, visitor)


async def _rows(database: Database, table) -> list[dict[str, object]]:  # type: ignore[no-untyped-def, type-arg]
    return await database.read(lambda reader: reader.all(table.select()))


async def test_k1_the_same_phone_is_the_same_person_from_any_browser(database: Database):
    first = await _find(database, Claims(phone=PHONE), "browser one")

    assert await _find(database, Claims(phone=PHONE), "browser two") == first
    assert await _find(database, Claims(phone=PHONE)) == first
    assert len(await _rows(database, clients)) == 1


async def test_k1_an_email_goes_before_a_phone_and_a_verified_user_before_both(database: Database):
    by_phone = await _find(database, Claims(phone=PHONE))
    by_email = await _find(database, Claims(email=EMAIL))
    by_user = await _find(database, Claims(user="42", verified=True))

    assert await _find(database, Claims(email=EMAIL, phone=PHONE)) == by_email
    assert await _find(database, Claims(user="42", email=EMAIL, phone=PHONE, verified=True)) == by_user
    assert len({by_phone, by_email, by_user}) == 3


async def test_k1_a_user_id_that_nobody_verified_joins_nothing(database: Database):
    known = await _find(database, Claims(user="42", verified=True))

    assert await _find(database, Claims(user="42", phone=PHONE)) != known


async def test_k1_what_belongs_to_somebody_else_stays_there(database: Database):
    by_phone = await _find(database, Claims(phone=PHONE))
    by_email = await _find(database, Claims(email=EMAIL, phone=PHONE))

    assert by_email == by_phone, "an address nobody had comes to the person with this phone"
    other = await _find(database, Claims(email="boris@shop.example"))
    assert await _find(database, Claims(email="boris@shop.example", phone=PHONE)) == other
    owners = {row["value"]: row["client"] for row in await _rows(database, identities)}
    assert owners == {PHONE: by_phone, EMAIL: by_phone, "boris@shop.example": other}


async def test_k1_a_new_number_from_a_known_browser_lands_on_that_browsers_card(database: Database):
    first = await _find(database, Claims(phone=PHONE, name="Jovana"), "browser")

    assert await _find(database, Claims(phone=OTHER_PHONE, name="Jovana"), "browser") == first
    [person] = await _rows(database, clients)
    assert (person["phone"], person["name"]) == (PHONE, "Jovana")


async def test_k1_a_claim_fills_what_is_empty_and_overwrites_nothing(database: Database):
    await _find(database, Claims(phone=PHONE))
    await _find(database, Claims(phone=PHONE, email=EMAIL, name="Jovana"))
    await _find(database, Claims(phone=PHONE, name="Somebody else"))

    [person] = await _rows(database, clients)
    assert (person["name"], person["phone"], person["email"]) == ("Jovana", PHONE, EMAIL)


async def test_k1_first_and_last_source_stand_on_the_card(database: Database):
    for source in (LETTER, SEARCH, DIRECT):
        await _find(database, Claims(phone=PHONE), "browser", source)

    [person] = await _rows(database, clients)
    assert person["first_source"] == '{"utm_source":"letter","landing":"https://shop.example/?utm_source=letter"}'
    assert person["last_source"] == '{"referrer":"https://find.example/","landing":"https://shop.example/"}'


async def test_k1_fifty_at_once_find_or_make_one_person(database: Database):
    claims = Claims(phone=PHONE, email=EMAIL)

    found = await asyncio.gather(*(_find(database, claims, f"browser {n}") for n in range(50)))

    assert len(set(found)) == 1
    assert len(await _rows(database, clients)) == 1
    assert len(await _rows(database, identities)) == 2


async def test_nobody_known_with_nothing_to_go_by_is_a_person_of_their_own(database: Database):
    one = await _find(database, Claims(name="Jovana"))

    assert await _find(database, Claims(name="Jovana")) != one


async def test_people_of_two_sites_are_not_the_same(database: Database):
    here = await database.write(people.find_or_create, "s", Claims(phone=PHONE), DIRECT)

    assert await database.write(people.find_or_create, "t", Claims(phone=PHONE), DIRECT) != here
