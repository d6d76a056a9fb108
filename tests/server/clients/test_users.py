"""Users of the site's own: bound by a signature, joined with nobody, and told only what is theirs."""

import asyncio
from typing import Any

import pytest

from server.clients import facts, people, users, visitors
from server.clients.people import Claims
from server.clients.sources import read_source
from server.clients.tables import clients, identities
from server.clients.tables import facts as facts_table
from server.clients.tables import visits as visits_table
from server.clients.users import Known
from server.database import Database
from server.hub.visitor_frames import Page

pytestmark = pytest.mark.storage
DIRECT = read_source("https://shop.example/", "")
PHONE, OTHER_PHONE, EMAIL = "+381641234567", "+381649999999", "anna@shop.example"
ANNA = Claims(user="42", verified=True)
BORIS = Claims(user="43", verified=True)


class Store:
    """The client store of one site."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def identify(self, signed: Claims, browser: str | None = None, **told: str) -> Known:
        return await self.database.write(users.identify, "s", signed, told, DIRECT, browser, False)

    async def tell(self, browser: str, **told: str) -> Known:
        return await self.database.write(users.tell, "s", told, DIRECT, browser, False)

    async def leave(self, browser: str | None = None, **said: str) -> str:
        return await self.database.write(people.find_or_create, "s", Claims(**said), DIRECT, browser)

    async def rows(self, table: Any) -> list[dict[str, Any]]:
        return [dict(row) for row in await self.database.read(lambda reader: reader.all(table.select()))]

    async def person_of(self, browser: str) -> str | None:
        """Whose the browser is."""
        return next(row["client"] for row in await self.rows(visitors.visitors) if row["token_hash"] == browser)

    async def holders(self) -> dict[str, tuple[str, bool]]:
        """Whom each value identifies, and whether it is verified."""
        return {row["value"]: (row["client"], bool(row["verified"])) for row in await self.rows(identities)}


@pytest.fixture
def store(database: Database) -> Store:
    return Store(database)


async def test_e7_a_user_is_one_person_from_every_browser_however_often_it_is_signed(store: Store) -> None:
    first = await store.identify(ANNA, "laptop")
    again = await store.identify(ANNA, "laptop")
    await store.identify(ANNA, "phone")
    await store.identify(ANNA)

    assert (first.known, again) == ({}, first)
    assert len(await store.rows(clients)) == 1
    assert await store.person_of("laptop") == await store.person_of("phone")


async def test_e7_a_user_of_a_signed_address_is_the_person_who_had_it(store: Store) -> None:
    by_email = await store.leave(email=EMAIL)
    by_phone = await store.leave(phone=PHONE)

    await store.identify(ANNA._replace(email=EMAIL), "laptop")
    await store.identify(BORIS._replace(phone=PHONE), "phone")

    assert (await store.person_of("laptop"), await store.person_of("phone")) == (by_email, by_phone)
    assert await store.holders() == {
        EMAIL: (by_email, True),
        PHONE: (by_phone, True),
        "42": (by_email, True),
        "43": (by_phone, True),
    }


async def test_e7_two_users_never_become_one_person(store: Store) -> None:
    await store.identify(ANNA._replace(email=EMAIL), "laptop")
    await store.identify(BORIS._replace(email=EMAIL, phone=PHONE), "phone")

    anna, boris = await store.person_of("laptop"), await store.person_of("phone")
    assert anna != boris
    assert (await store.holders())[EMAIL] == (anna, True), "what the site has signed for one stays there"


async def test_e7_many_at_once_with_one_signed_address_are_as_many_people(store: Store) -> None:
    known = await store.leave(email=EMAIL)
    many = [Claims(user=f"u{n % 4}", email=EMAIL, verified=True) for n in range(24)]

    await asyncio.gather(*(store.identify(each, f"browser {n}") for n, each in enumerate(many)))

    users_of = {row["value"]: row["client"] for row in await store.rows(identities) if row["kind"] == "user"}
    assert (len(users_of), len(set(users_of.values())), known in users_of.values()) == (4, 4, True)


async def test_e7_an_address_another_user_only_typed_comes_to_whom_the_site_signs_it_for(store: Store) -> None:
    vandal = await store.leave("vandal", email=EMAIL)
    await store.identify(BORIS, "vandal")
    assert await store.person_of("vandal") == vandal

    await store.identify(ANNA._replace(email=EMAIL), "laptop")

    assert (await store.holders())[EMAIL] == (await store.person_of("laptop"), True)
    assert await store.leave(email=EMAIL) == await store.person_of("laptop")


async def test_e7_a_card_that_was_made_for_this_browser_becomes_the_users(store: Store) -> None:
    card = await store.leave("laptop", phone=PHONE, name="Anna")

    await store.identify(ANNA, "laptop")

    assert await store.person_of("laptop") == card
    assert len(await store.rows(clients)) == 1


async def test_e7_a_card_on_which_a_browser_only_landed_is_not_joined_and_not_told(store: Store) -> None:
    victim = await store.leave(phone=PHONE, email=EMAIL, name="Victim")
    assert await store.leave("vandal", phone=PHONE) == victim

    known = await store.identify(BORIS, "vandal")

    assert known.known == {}
    assert await store.person_of("vandal") != victim
    assert (await store.holders())[PHONE] == (victim, False)


async def test_e7_nor_is_one_that_the_browser_came_to_after_a_card_of_its_own(store: Store) -> None:
    victim = await store.leave(phone=PHONE)
    await store.leave("vandal", phone=OTHER_PHONE)
    await store.leave("vandal", phone=PHONE)

    await store.identify(BORIS, "vandal")

    assert await store.person_of("vandal") != victim


async def test_e7_only_what_was_signed_or_said_while_verified_is_told_again(store: Store) -> None:
    await store.leave(email=EMAIL, phone=OTHER_PHONE, name="Whoever typed it")
    signed = ANNA._replace(email=EMAIL)

    assert (await store.identify(signed, "laptop")).known == {"email": EMAIL}
    await store.leave("laptop", phone=PHONE, name="Anna")
    await store.leave(email=EMAIL, phone="+381648888888", name="Somebody else")

    assert (await store.identify(signed, "phone")).known == {"email": EMAIL, "phone": PHONE, "name": "Anna"}
    assert (await store.identify(BORIS, "tablet")).known == {}


async def test_what_was_signed_stands_over_what_was_typed_and_the_latest_signature_counts(store: Store) -> None:
    await store.identify(ANNA._replace(name="Anna"), "laptop")
    await store.leave("laptop", phone=PHONE, name="Queen of Sheba")
    assert (await store.identify(ANNA._replace(name="Anna"), "laptop")).known == {"name": "Anna", "phone": PHONE}

    assert (await store.identify(ANNA._replace(name="Anna P."), "laptop")).known["name"] == "Anna P."
    [person] = await store.rows(clients)
    assert person["name"] == "Anna", "managers' own words are not overwritten"


async def test_e7_a_verified_browser_stays_with_its_person_whatever_is_typed_in_it(store: Store) -> None:
    other = await store.leave(phone=PHONE)
    await store.identify(ANNA, "laptop")

    landed = await store.leave("laptop", phone=PHONE)

    assert landed == await store.person_of("laptop") != other
    assert (await store.holders())[PHONE] == (other, False)


async def test_e7_another_user_on_the_same_browser_is_another_person_and_it_is_said(store: Store) -> None:
    first = await store.identify(ANNA._replace(email=EMAIL), "laptop")
    anna = await store.person_of("laptop")
    second = await store.identify(BORIS, "laptop")

    assert (first.changed, second.changed, second.known, second.visitor) == (False, True, {}, first.visitor)
    assert await store.person_of("laptop") != anna
    assert (await store.identify(BORIS, "laptop")).changed is False


async def test_k3_pages_seen_before_join_the_user_once(store: Store) -> None:
    page = Page(url="https://shop.example/beans")
    await store.database.write(visitors.visit, "s", "laptop", page)
    await store.identify(ANNA, "laptop")
    await store.identify(ANNA, "laptop")

    anna = await store.person_of("laptop")
    assert [row["client"] for row in await store.rows(visits_table)] == [anna]
    [person] = await store.rows(clients)
    assert person["last_number"] == 1


async def test_e7_without_a_signature_facts_stand_on_a_card_of_this_browsers_own_and_join_nothing(store: Store) -> None:
    victim = await store.leave(email=EMAIL, phone=PHONE, name="Victim")
    known = await store.tell("laptop", name="Anna", email=EMAIL, phone=PHONE)
    again = await store.tell("laptop", name="Anna", email=EMAIL, phone=PHONE)

    card = await store.person_of("laptop")
    assert (known.known, again, card != victim) == ({}, known, True)
    told = {row["name"]: (row["value"], bool(row["verified"])) for row in await store.rows(facts_table)}
    assert told == {"page.name": ("Anna", False), "page.email": (EMAIL, False), "page.phone": (PHONE, False)}
    assert {holder for holder, _ in (await store.holders()).values()} == {victim}
    assert await store.database.read(facts.of_user, str(card)) == {}


async def test_e7_facts_without_a_signature_never_reach_a_card_that_was_somebodys_before(store: Store) -> None:
    victim = await store.leave(phone=PHONE, name="Victim")
    assert await store.leave("vandal", phone=PHONE) == victim

    await store.tell("vandal", name="Vandal", email="vandal@evil.example")

    assert await store.rows(facts_table) == []
    assert [row["name"] for row in await store.rows(clients)] == ["Victim"]


async def test_e7_nor_one_that_has_become_a_users_since(store: Store) -> None:
    await store.leave("vandal", phone=PHONE)
    await store.identify(ANNA._replace(phone=PHONE), "laptop")

    await store.tell("vandal", name="Vandal")

    assert [row["name"] for row in await store.rows(facts_table)] == ["user.phone"]


async def test_a_page_that_says_nothing_makes_nobody(store: Store) -> None:
    await store.tell("laptop")

    assert await store.rows(clients) == []


async def test_what_a_page_says_anew_takes_the_place_of_what_it_said(store: Store) -> None:
    await store.tell("laptop", name="Ana")
    await store.tell("laptop", name="Ana Petrović")

    assert [row["value"] for row in await store.rows(facts_table)] == ["Ana Petrović"]
    assert len(await store.rows(clients)) == 1
