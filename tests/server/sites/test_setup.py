"""The first owner, site and token are made in one go, also for somebody who has a site already."""

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher

from server.config import read_environment
from server.database import Database
from server.errors import Invalid, WrongPassword
from server.sites import members, sites
from server.sites.entrance import Entrance
from server.sites.passwords import Passwords
from server.sites.policy import Role
from server.sites.setup import first_site, set_up
from server.sites.tries import Tries
from server.widget import InvalidSettings

SITE: dict[str, object] = {"name": "Harbour Row", "origins": ["https://shop.example"]}


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    made = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield made
    made.close()


@pytest.mark.storage
async def test_an_owner_a_site_and_a_token_are_made(database: Database, passwords: Passwords) -> None:
    made = await set_up(database, passwords, SITE, "Anna.Petrovic@shop.example", "a harbour row", sample=True)
    assert made.answer("https://desk.example") == {
        "site_id": made.site.id,
        "site_key": made.site.key,
        "snippet": f'<script async src="https://desk.example/s/{made.site.key}.js"></script>',
        "api_token": made.api_token,
        "identity_secret": await database.read(sites.secret, made.site.id),
    }
    entrance = Entrance(database, passwords, Tries())
    entered = await entrance.log_in("anna.petrovic@shop.example", "a harbour row")
    assert (entered.actor.name, entered.actor.roles) == ("Anna Petrovic", {made.site.id: Role.OWNER})
    program = await entrance.by_token(made.api_token)
    assert program is not None
    assert (program.member, program.roles) == (entered.actor.member, entered.actor.roles)
    assert made.site.sample


@pytest.mark.storage
async def test_somebody_we_know_owns_one_more_site_when_the_password_is_right(
    database: Database, passwords: Passwords
) -> None:
    first = await set_up(database, passwords, SITE, "anna@shop.example", "a harbour row")
    second = await set_up(database, passwords, SITE, "anna@shop.example", "a harbour row", name="Another name")
    assert first.member == second.member
    owned = await database.read(sites.of_member, first.member)
    assert {site.id for site, _ in owned} == {first.site.id, second.site.id}
    with pytest.raises(WrongPassword):
        await set_up(database, passwords, SITE, "anna@shop.example", "another password")
    await database.write(members.disable, first.member)
    with pytest.raises(WrongPassword):
        await set_up(database, passwords, SITE, "anna@shop.example", "a harbour row")


@pytest.mark.parametrize(
    ("site", "email", "password", "field"),
    [
        (SITE | {"origins": ["shop.example"]}, "anna@shop.example", "a harbour row", "origins.0"),
        (SITE, "anna", "a harbour row", "email"),
        (SITE, "anna@shop.example", "short", "password"),
    ],
)
async def test_what_cannot_be_set_up_is_named_and_nothing_is_made(
    database: Database, passwords: Passwords, site: dict[str, object], email: str, password: str, field: str
) -> None:
    with pytest.raises((Invalid, InvalidSettings)) as refused:
        await set_up(database, passwords, site, email, password)
    assert list(refused.value.errors) == [field]
    assert await database.read(members.by_email, "anna@shop.example") is None


async def test_the_command_sets_up_in_the_installations_own_database(sqlite_url: str) -> None:
    installation = read_environment({}, database_url=sqlite_url, public_url="https://desk.example")
    made = await first_site(installation, SITE, "anna@shop.example", "a harbour row")
    assert list(made) == ["site_id", "site_key", "snippet", "api_token", "identity_secret"]
    assert "https://desk.example/s/" in made["snippet"]
