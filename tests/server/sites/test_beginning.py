"""The first owner: exactly one, whoever is quicker, with a site and a widget that visitors meet at once."""

import asyncio
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from server.database import Database, now_ms
from server.errors import Invalid, NotFound, UnknownKind
from server.registry import Registry, find_kinds
from server.sites import members, sessions, sites, widgets
from server.sites.beginning import Beginning, Browser, Owner, read_owner, somebody
from server.sites.passwords import Passwords
from server.sites.policy import Role
from server.sites.settings import NewSite

SITE = NewSite.read({"name": "Harbour Row", "origins": ["https://shop.example"]})
BROWSER = Browser("Firefox", "127.0.0.1", "ru")
ANNA = Owner("anna@shop.example", "Anna Petrova", "a harbour row")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return find_kinds()


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    made = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield made
    made.close()


def kind_of(registry: Registry) -> str:
    return next(iter(registry)).name


@pytest.mark.storage
async def test_the_first_owner_gets_a_site_a_widget_and_a_session(
    database: Database, registry: Registry, passwords: Passwords
) -> None:
    beginning = Beginning(database, registry, passwords)
    assert await beginning.is_open()
    begun = await beginning.begin(ANNA, SITE, kind_of(registry), BROWSER)
    session = await database.read(sessions.read, begun.token, now_ms())
    assert session is not None
    actor = await database.read(members.actor, session.member)
    assert actor is not None
    assert (actor.email, actor.language, actor.roles) == (ANNA.email, "ru", {begun.site.id: Role.OWNER})
    [placed] = (await database.read(widgets.of_site, begun.site.id)).items
    assert (placed.version, placed.enabled) == (1, True)
    assert not await beginning.is_open()


@pytest.mark.storage
async def test_of_two_who_begin_at_one_moment_one_is_first_and_the_other_makes_nothing(
    database: Database, registry: Registry, passwords: Passwords
) -> None:
    eve = Owner("eve@elsewhere.example", "Eve", "a harbour row")
    told = [Beginning(database, registry, passwords) for _ in range(2)]
    both = await asyncio.gather(
        *(each.begin(who, SITE, kind_of(registry), BROWSER) for each, who in zip(told, (ANNA, eve), strict=True)),
        return_exceptions=True,
    )
    assert sorted(type(each).__name__ for each in both) == ["Begun", "NotFound"]
    known = [await database.read(members.by_email, each.email) for each in (ANNA, eve)]
    assert [each is None for each in known].count(True) == 1
    with pytest.raises(NotFound):
        await told[0].begin(eve, SITE, kind_of(registry), BROWSER)


async def test_somebody_set_up_by_command_ends_the_beginning(
    database: Database, registry: Registry, passwords: Passwords
) -> None:
    beginning = Beginning(database, registry, passwords)
    member = await database.write(members.create, email="a@b.example", name="A", password_hash="-")
    await database.write(sites.create, SITE, member.id)
    assert await database.read(somebody)
    with pytest.raises(NotFound):
        await beginning.begin(ANNA, SITE, kind_of(registry), BROWSER)


async def test_a_kind_that_nobody_has_begins_nothing(
    database: Database, registry: Registry, passwords: Passwords
) -> None:
    beginning = Beginning(database, registry, passwords)
    with pytest.raises(UnknownKind):
        await beginning.begin(ANNA, SITE, "nothing", BROWSER)
    assert await beginning.is_open()


async def test_the_code_is_known_and_no_other_and_each_start_has_its_own(
    database: Database, registry: Registry, passwords: Passwords
) -> None:
    one, other = (Beginning(database, registry, passwords) for _ in range(2))
    assert (one.knows(one.code), one.knows(other.code), one.knows(""), one.knows("\udcff")) == (
        True,
        False,
        False,
        False,
    )


def test_every_field_of_an_owner_that_needs_another_value_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        read_owner({"name": "x" * 81, "email": "anna", "password": "short"})
    assert sorted(refused.value.errors) == ["email", "name", "password"]
    kept = read_owner({"name": " ", "email": "Anna.Petrova@Shop.example", "password": "  a harbour row "})
    assert kept == Owner("anna.petrova@shop.example", "Anna Petrova", "  a harbour row ")
