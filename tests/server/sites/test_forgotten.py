"""Who has forgotten the password gets a new one from the operator; everything else of the account stays."""

import pytest
from argon2 import PasswordHasher

from server.config import Installation
from server.database import Database
from server.errors import Invalid, NotFound
from server.sealing import Sealer
from server.sites import forgotten, members, sessions, tokens, two_factor
from server.sites.entrance import Entered, Entrance, HalfWay
from server.sites.passwords import Passwords
from server.sites.tries import Tries
from tests.server.sites.authenticator import with_authenticator
from tests.support.desk import make_owner, make_site

pytestmark = pytest.mark.storage

EMAIL, NEW = "anna@shop.example", "another harbour row"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


async def test_the_new_password_works_and_no_session_of_before_does(database: Database) -> None:
    passwords, member = Passwords(QUICK), await make_owner(database, EMAIL)
    await make_site(database, member)
    entrance = Entrance(database, passwords, Tries())
    before, _ = await database.write(sessions.open_session, member)
    token, _ = await database.write(tokens.create, member, "Till")
    await with_authenticator(database, Sealer("a key"), member)

    assert await forgotten.reset(database, passwords, EMAIL.upper(), NEW)
    assert await entrance.by_session(before) is None
    assert await entrance.by_token(token) is None
    assert isinstance(await entrance.log_in(EMAIL, NEW), HalfWay)  # nothing else was switched off

    assert not await forgotten.reset(database, passwords, EMAIL, NEW, without_two_factor=True)
    assert isinstance(await entrance.log_in(EMAIL, NEW), Entered)
    assert (await database.read(two_factor.state, member)).codes_left == 0
    passwords.close()


async def test_nobody_unknown_and_no_short_password(database: Database) -> None:
    passwords, member = Passwords(QUICK), await make_owner(database, EMAIL, "kept")
    for email, password, refusal in (("nobody@x.example", NEW, NotFound), (EMAIL, "short", Invalid)):
        with pytest.raises(refusal):
            await forgotten.reset(database, passwords, email, password)
    assert await database.read(members.kept_hash, EMAIL) == (await database.read(members.find, member), "kept")
    passwords.close()


async def test_the_command_opens_the_installation_s_own_database(database: Database, database_url: str) -> None:
    await make_owner(database, EMAIL)
    assert await forgotten.give_password(Installation(database_url=database_url), EMAIL, NEW) is False
