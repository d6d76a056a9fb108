"""What could lock a member out, or let others in, asks for the password; guessing there ends as at the log-in."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from argon2 import PasswordHasher

from server.audit import journal
from server.database import Database
from server.errors import Invalid, NotFound, TooMany, Unauthenticated
from server.sealing import Sealer
from server.sites import codes, sessions, two_factor
from server.sites.account import Account
from server.sites.entrance import Entered, Entrance, HalfWay
from server.sites.passwords import Passwords
from server.sites.scopes import EVERYTHING
from server.sites.second_step import SecondStep
from server.sites.tries import Tries
from tests.server.sites.authenticator import Authenticator, with_authenticator
from tests.support.desk import make_owner, make_site

EMAIL, PASSWORD, NEXT = "anna@shop.example", "a harbour row", "another harbour row"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
SEALER = Sealer("a key")


class Anna:
    """Somebody who is logged in, with everything around her."""

    def __init__(self, database: Database, passwords: Passwords, site: str) -> None:
        tries = Tries()
        self.database, self.site = database, site
        self.entrance = Entrance(database, passwords, tries)
        self.step = SecondStep(database, tries, SEALER)
        self.account = Account(database, passwords, tries, SEALER)

    async def come_in(self, password: str = PASSWORD) -> Entered:
        found = await self.entrance.log_in(EMAIL, password)
        assert isinstance(found, Entered)
        return found

    async def told(self) -> list[str]:
        lines = (await self.database.read(journal.lines, self.site, 50)).items
        return [line.act for line in reversed(lines) if not line.act.startswith(("login.", "site."))]


@pytest_asyncio.fixture
async def anna(database: Database) -> AsyncIterator[Anna]:
    passwords = Passwords(QUICK)
    owner = await make_owner(database, EMAIL, QUICK.hash(PASSWORD))
    site = await make_site(database, owner)
    yield Anna(database, passwords, site.id)
    passwords.close()


@pytest.mark.storage
async def test_r4_another_password_ends_every_other_session_and_whoever_waits_for_a_code(anna: Anna) -> None:
    here, there = await anna.come_in(), await anna.come_in()
    await anna.account.change_password(here.actor, here.session, PASSWORD, NEXT)
    assert await anna.entrance.by_session(here.token) == here
    assert await anna.entrance.by_session(there.token) is None
    assert (await anna.come_in(NEXT)).actor == here.actor
    assert await anna.told() == ["password.changed"]


async def test_a_log_in_half_way_does_not_survive_another_password(anna: Anna) -> None:
    here = await anna.come_in()
    phone = await with_authenticator(anna.database, SEALER, here.actor.member)
    waiting = await anna.entrance.log_in(EMAIL, PASSWORD)
    assert isinstance(waiting, HalfWay)
    await anna.account.change_password(here.actor, here.session, PASSWORD, NEXT)
    with pytest.raises(Unauthenticated):
        await anna.step.take(waiting.token, await phone.shows())


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("not this one", NEXT, "old_password"),
        (PASSWORD, "short", "new_password"),
        (PASSWORD, "x" * 201, "new_password"),
    ],
)
async def test_a_password_is_not_changed_by_mistake(anna: Anna, old: str, new: str, field: str) -> None:
    here = await anna.come_in()
    with pytest.raises(Invalid) as refused:
        await anna.account.change_password(here.actor, here.session, old, new)
    assert list(refused.value.errors) == [field]
    assert await anna.entrance.by_session((await anna.come_in()).token) is not None


@pytest.mark.storage
async def test_r4_two_factor_is_learnt_shown_to_work_renewed_and_switched_off(anna: Anna) -> None:
    here = await anna.come_in()
    who = (here.actor, here.session)
    await anna.account.begin_two_factor(*who, PASSWORD)
    assert len(await anna.account.secret(here.actor)) == 32
    phone = Authenticator(anna.database, SEALER, here.actor.member)
    first = await anna.account.confirm_two_factor(*who, await phone.shows(-1))
    renewed = await anna.account.renew_codes(*who, PASSWORD)
    with pytest.raises(Invalid) as refused:
        await anna.account.switch_off_two_factor(*who, PASSWORD, first[0])
    await anna.account.switch_off_two_factor(*who, PASSWORD, renewed[0])
    assert list(refused.value.errors) == ["code"]
    assert not await anna.database.read(two_factor.is_on, here.actor.member)
    assert await anna.told() == ["two_factor.on", "recovery_codes.renewed", "two_factor.off"]


async def test_without_the_password_nothing_of_it_is_done(anna: Anna) -> None:
    here = await anna.come_in()
    who = (here.actor, here.session, "not this one")
    phone = await with_authenticator(anna.database, SEALER, here.actor.member)
    acts = (
        lambda: anna.account.begin_two_factor(*who),
        lambda: anna.account.renew_codes(*who),
        lambda: anna.account.switch_off_two_factor(*who, phone.recovery[0]),
        lambda: anna.account.create_token(*who, "Warehouse", EVERYTHING),
    )
    for act in acts:
        with pytest.raises(Invalid) as refused:
            await act()
        assert list(refused.value.errors) == ["your_password"]
    with pytest.raises(NotFound):
        await anna.account.secret(here.actor)
    assert (await anna.database.read(two_factor.state, here.actor.member)).codes_left == 10
    assert await anna.told() == []


async def test_recovery_codes_are_renewed_only_where_they_are_asked_for(anna: Anna) -> None:
    here = await anna.come_in()
    with pytest.raises(Invalid):
        await anna.account.renew_codes(here.actor, here.session, PASSWORD)


async def test_r4_guessing_the_password_or_a_code_from_within_a_session_ends_as_well(anna: Anna) -> None:
    here = await anna.come_in()
    for _ in range(10):
        with pytest.raises(Invalid):
            await anna.account.change_password(here.actor, here.session, "not this one", NEXT)
    with pytest.raises(TooMany):
        await anna.account.change_password(here.actor, here.session, PASSWORD, NEXT)
    assert await anna.database.read(sessions.read, here.token, here.session.created_at) == here.session


async def test_r4_guessing_the_first_code_ends_as_well(anna: Anna) -> None:
    here = await anna.come_in()
    await anna.account.begin_two_factor(here.actor, here.session, PASSWORD)
    for _ in range(10):
        with pytest.raises(Invalid):
            await anna.account.confirm_two_factor(here.actor, here.session, "000000")
    right = codes.code_at(await anna.account.secret(here.actor), 0)
    with pytest.raises(TooMany):
        await anna.account.confirm_two_factor(here.actor, here.session, right)


async def test_a_token_is_made_with_the_password(anna: Anna) -> None:
    here = await anna.come_in()
    text, made = await anna.account.create_token(here.actor, here.session, PASSWORD, "Warehouse", EVERYTHING)
    assert await anna.entrance.by_token(text) == made.hold(here.actor)
    assert await anna.told() == ["token.created"]
