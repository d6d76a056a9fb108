"""With an authenticator the password alone opens nothing; codes are good once, and guessing ends."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from argon2 import PasswordHasher

from server.database import Database
from server.errors import TooMany, Unauthenticated, WrongPassword
from server.sealing import Sealer
from server.sites import half_sessions, members
from server.sites.entrance import Entered, Entrance, HalfWay
from server.sites.passwords import Passwords
from server.sites.second_step import SecondStep
from server.sites.tries import Tries
from server.sites.two_factor import WrongCode
from tests.server.sites.authenticator import Authenticator, with_authenticator
from tests.support.desk import make_owner, make_site

EMAIL, PASSWORD = "anna@shop.example", "a harbour row"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SEALER = Sealer("a key")


class House:
    """The entrance, its second step, and Anna's authenticator."""

    def __init__(self, database: Database, passwords: Passwords, phone: Authenticator) -> None:
        tries = Tries()
        self.database = database
        self.phone = phone
        self.entrance = Entrance(database, passwords, tries)
        self.step = SecondStep(database, tries, SEALER)

    async def half_way(self, agent: str = "Firefox") -> str:
        """The token of somebody who has given the right password."""
        found = await self.entrance.log_in(EMAIL, PASSWORD, agent=agent)
        assert isinstance(found, HalfWay)
        return found.token


@pytest_asyncio.fixture
async def house(database: Database) -> AsyncIterator[House]:
    passwords = Passwords(QUICK)
    owner = await make_owner(database, EMAIL, QUICK.hash(PASSWORD))
    await make_site(database, owner)
    yield House(database, passwords, await with_authenticator(database, SEALER, owner))
    passwords.close()


@pytest.mark.storage
async def test_r4_the_password_alone_opens_no_session_and_with_the_code_it_does(house: House) -> None:
    token = await house.half_way()
    assert await house.entrance.by_session(token) is None
    entered = await house.step.take(token, await house.phone.shows(), agent="Firefox", address="192.0.2.7")
    assert isinstance(entered, Entered)
    assert (entered.actor.email, entered.session.agent, entered.session.address) == (EMAIL, "Firefox", "192.0.2.7")
    assert await house.entrance.by_session(entered.token) == entered
    with pytest.raises(Unauthenticated):  # it is used up
        await house.step.take(token, await house.phone.shows(1), agent="Firefox")


async def test_the_session_before_lives_on_until_the_code_is_given(house: House) -> None:
    first = await house.step.take(await house.half_way(), house.phone.recovery[0], agent="Firefox")
    token = await house.half_way()
    assert await house.entrance.by_session(first.token) is not None
    await house.step.take(token, house.phone.recovery[1], agent="Firefox", previous=first.token)
    assert await house.entrance.by_session(first.token) is None


async def test_r4_a_code_overheard_is_worth_nothing_once_it_was_used(house: House) -> None:
    code = await house.phone.shows()
    await house.step.take(await house.half_way(), code, agent="Firefox")
    with pytest.raises(WrongCode):
        await house.step.take(await house.half_way(), code, agent="Firefox")


async def test_the_token_is_of_no_use_in_another_browser_or_after_another_password(house: House) -> None:
    token = await house.half_way()
    assert [await house.step.is_owed(token, agent) for agent in ("Firefox", "Chrome")] == [True, False]
    with pytest.raises(Unauthenticated):
        await house.step.take(token, await house.phone.shows(), agent="Chrome")
    await house.database.write(half_sessions.end_all, house.phone.member)
    with pytest.raises(Unauthenticated):
        await house.step.take(token, await house.phone.shows(), agent="Firefox")


async def test_r4_guessing_ends_after_ten_codes_wherever_they_come_from(house: House) -> None:
    left = []
    for number in range(10):
        token, wrong = await house.half_way(), "0000-0000-0000-0000" if number % 2 else "000000"
        with pytest.raises(WrongCode) as refused:
            await house.step.take(token, wrong, agent="Firefox", address=f"192.0.2.{number}")
        left.append(refused.value.details["left"])
    with pytest.raises(TooMany):
        await house.step.take(await house.half_way(), await house.phone.shows(), agent="Firefox", address="192.0.2.99")
    assert left == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]


async def test_what_was_no_guess_does_not_count(house: House) -> None:
    for _ in range(12):
        with pytest.raises(Unauthenticated):
            await house.step.take("x" * 43, "000000", agent="Firefox")
    for code in house.phone.recovery:
        await house.step.take(await house.half_way(), code, agent="Firefox")


async def test_who_is_disabled_meanwhile_does_not_come_in(house: House) -> None:
    token = await house.half_way()
    await house.database.write(members.disable, house.phone.member)
    with pytest.raises(Unauthenticated):
        await house.step.take(token, await house.phone.shows(), agent="Firefox")


async def test_a_wrong_password_is_refused_the_same_way_with_and_without_an_authenticator(house: House) -> None:
    for email in (EMAIL, "nobody@shop.example"):
        with pytest.raises(WrongPassword):
            await house.entrance.log_in(email, "not this one")
