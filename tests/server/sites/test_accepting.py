"""Accepting an invitation: once, by whoever was asked, with a password worth the name."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import time_machine
from argon2 import PasswordHasher

from server.database import Database, now_ms
from server.errors import AlreadyExists, Invalid, NotFound
from server.sites import accepting, invitations, members
from server.sites.accepting import Browser, InvitationOver, Newcomer
from server.sites.invitations import LASTS
from server.sites.passwords import Passwords
from server.sites.policy import Role
from server.widget import InvalidSettings
from tests.support.colleagues import Team, make_team
from tests.support.desk import make_owner

pytestmark = pytest.mark.storage
EMAIL = "new@shop.example"
NEW = Newcomer(name="Boris Ilić", password="a boat at dusk")
BROWSER = Browser("en", "Firefox", "192.0.2.7")


@pytest_asyncio.fixture
async def passwords() -> AsyncIterator[Passwords]:
    made = Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    yield made
    made.close()


async def invited(desk: Team, email: str = EMAIL, role: Role = Role.MANAGER) -> str:
    """The token of a new invitation's link."""
    owner = await desk.actor(desk.owner)
    return (await desk.database.write(invitations.invite, owner, desk.site, email, role))[0]


async def test_whoever_is_new_joins_with_name_and_password_and_is_logged_in(
    database: Database, passwords: Passwords
) -> None:
    desk = await make_team(database)
    token = await invited(desk)
    asked = await database.read(accepting.look, token, now_ms())
    assert (asked.invitation.email, asked.site, asked.is_known) == (EMAIL, "Harbour Row", False)

    site, entered = await accepting.accept_new(database, passwords, token, NEW, BROWSER)

    assert (site, entered.actor.email, entered.actor.roles) == (desk.site, EMAIL, {desk.site: Role.MANAGER})
    kept = await database.read(members.kept_hash, EMAIL)
    assert kept is not None
    assert (await passwords.check(kept[1], NEW.password)).right


async def test_a_link_that_was_used_works_no_second_time(database: Database, passwords: Passwords) -> None:
    desk = await make_team(database)
    token = await invited(desk)
    await accepting.accept_new(database, passwords, token, NEW, BROWSER)

    with pytest.raises(InvitationOver) as refused:
        await accepting.accept_new(database, passwords, token, NEW, BROWSER)
    assert (refused.value.code, refused.value.details) == ("invitation_over", {"state": "accepted"})


async def test_of_two_who_use_one_link_at_once_one_joins(database: Database, passwords: Passwords) -> None:
    desk = await make_team(database)
    token = await invited(desk)

    done = await asyncio.gather(
        *(accepting.accept_new(database, passwords, token, NEW, BROWSER) for _ in range(3)), return_exceptions=True
    )

    assert len([each for each in done if isinstance(each, tuple)]) == 1
    assert all(isinstance(each, (tuple, AlreadyExists, InvitationOver)) for each in done)


async def test_an_old_a_revoked_and_an_unknown_link_are_told_apart(database: Database) -> None:
    desk = await make_team(database)
    first, second = await invited(desk), await invited(desk)  # the second one revokes the first

    with pytest.raises(InvitationOver) as refused:
        await database.read(accepting.look, first, now_ms())
    assert refused.value.details == {"state": "revoked"}
    with time_machine.travel((now_ms() + LASTS) / 1000, tick=False), pytest.raises(InvitationOver) as late:
        await database.read(accepting.look, second, now_ms())
    assert late.value.details == {"state": "expired"}
    with pytest.raises(NotFound):
        await database.read(accepting.look, "x" * 43, now_ms())


async def test_whoever_is_known_joins_with_the_account_at_hand_and_nobody_else_does(database: Database) -> None:
    desk = await make_team(database)
    boris = await make_owner(database, EMAIL)
    token = await invited(desk, role=Role.ADMIN)
    assert (await database.read(accepting.look, token, now_ms())).is_known

    with pytest.raises(NotFound):
        await database.write(accepting.accept_known, token, await desk.actor(desk.manager))
    joined = await database.write(accepting.accept_known, token, await desk.actor(boris))

    assert (joined.site, await desk.role(boris)) == (desk.site, Role.ADMIN)
    with pytest.raises(InvitationOver):
        await database.write(accepting.accept_known, token, await desk.actor(boris))


async def test_an_invitation_is_worth_what_its_maker_may_give_now(database: Database) -> None:
    desk = await make_team(database)
    boris = await make_owner(database, EMAIL)
    token = await invited(desk)
    await database.write(members.disable, desk.owner)  # past the team's own way, which revokes what is open
    for look in (
        database.read(accepting.look, token, now_ms()),
        database.write(accepting.accept_known, token, await desk.actor(boris)),
    ):
        with pytest.raises(InvitationOver) as refused:
            await look
        assert refused.value.details == {"state": "revoked"}
    assert await desk.role(boris) is None


async def test_a_password_that_everybody_guesses_is_refused_and_the_link_lives_on(
    database: Database, passwords: Passwords
) -> None:
    desk = await make_team(database)
    token = await invited(desk)

    with pytest.raises(InvalidSettings):
        Newcomer.read({"name": "Boris", "password": "qwertyuiop"})
    with pytest.raises(Invalid) as refused:
        await accepting.accept_new(database, passwords, token, Newcomer(name="Boris", password=EMAIL), BROWSER)
    assert refused.value.errors == {"password": "is your own name, address or site"}
    await accepting.accept_new(database, passwords, token, NEW, BROWSER)


def test_a_name_is_one_line_of_words() -> None:
    assert Newcomer.read({"name": " Boris\n‮Ilić ", "password": "a boat at dusk"}).name == "Boris Ilić"
    with pytest.raises(InvalidSettings) as refused:
        Newcomer.read({"name": " \n ", "password": "short"})
    assert set(refused.value.errors) == {"name", "password"}
