"""People come in by e-mail and password, and stay in by session; programs by token."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from argon2 import PasswordHasher

from server.database import Database, now_ms
from server.errors import Overloaded, StorageUnavailable, TooMany, WrongPassword
from server.sites import members, sessions, tokens
from server.sites.entrance import Entrance
from server.sites.passwords import Checked, Passwords
from server.sites.policy import Role
from server.sites.sessions import SEEN_EVERY
from server.sites.tries import Tries
from tests.support.desk import make_owner, make_site

pytestmark = pytest.mark.storage

EMAIL, PASSWORD = "anna@shop.example", "a harbour row"
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest_asyncio.fixture
async def entrance(database: Database) -> AsyncIterator[Entrance]:
    passwords = Passwords(QUICK)
    owner = await make_owner(database, EMAIL, QUICK.hash(PASSWORD))
    await make_site(database, owner)
    yield Entrance(database, passwords, Tries())
    passwords.close()


async def test_who_logs_in_stays_in_under_the_sessions_token(database: Database, entrance: Entrance) -> None:
    entered = await entrance.log_in("Anna@Shop.example", PASSWORD, agent="Firefox", address="192.0.2.7")
    assert (entered.actor.email, [*entered.actor.roles.values()]) == (EMAIL, [Role.OWNER])
    assert (entered.session.agent, entered.session.address) == ("Firefox", "192.0.2.7")
    assert await entrance.by_session(entered.token) == entered
    assert await entrance.by_session("x" * 43) is None


async def test_each_log_in_has_a_new_token_and_ends_the_one_before(entrance: Entrance) -> None:
    first = await entrance.log_in(EMAIL, PASSWORD)
    second = await entrance.log_in(EMAIL, PASSWORD, previous=first.token)
    assert first.token != second.token
    assert await entrance.by_session(first.token) is None
    assert await entrance.by_session(second.token) == second


async def test_a_log_out_ends_the_session_and_says_whose_it_was(entrance: Entrance) -> None:
    entered = await entrance.log_in(EMAIL, PASSWORD)
    assert await entrance.log_out(entered.token) == entered.actor.member
    assert await entrance.log_out(entered.token) is None
    assert await entrance.by_session(entered.token) is None


async def test_unknown_disabled_and_wrong_all_sound_the_same(database: Database, entrance: Entrance) -> None:
    boris = await make_owner(database, "boris@shop.example", QUICK.hash(PASSWORD))
    await database.write(members.disable, boris)
    bodies = []
    for email, password in (
        (EMAIL, "another one"),
        ("nobody@x.example", PASSWORD),
        ("no e-mail", PASSWORD),
        ("boris@shop.example", PASSWORD),
    ):
        with pytest.raises(WrongPassword) as refused:
            await entrance.log_in(email, password)
        bodies.append(refused.value.body())
    assert bodies == [WrongPassword().body()] * 4


async def test_guessing_a_password_ends_after_ten_tries_even_with_the_right_one(entrance: Entrance) -> None:
    for number in range(10):
        with pytest.raises(WrongPassword):
            await entrance.log_in(EMAIL, f"guess {number}", address=f"2001:db8::{number + 1}")
    with pytest.raises(TooMany) as refused:
        await entrance.log_in(EMAIL.upper(), PASSWORD, address="2001:db8::ffff")
    assert 1 <= int(str(refused.value.details["retry_after"])) <= 600


async def test_a_stranger_who_guesses_locks_nobody_out_elsewhere(entrance: Entrance) -> None:
    for number in range(10):
        with pytest.raises(WrongPassword):
            await entrance.log_in(EMAIL, f"guess {number}", address="192.0.2.66")

    assert (await entrance.log_in(EMAIL, PASSWORD, address="198.51.100.1")).actor.email == EMAIL


async def test_guessing_many_people_from_one_network_ends_after_ten_tries(entrance: Entrance) -> None:
    for number in range(10):
        with pytest.raises(WrongPassword):
            await entrance.log_in(f"person{number}@shop.example", "guess", address=f"2001:db8::{number + 1}")
    with pytest.raises(TooMany):
        await entrance.log_in(EMAIL, PASSWORD, address="2001:db8::ffff")
    assert await entrance.log_in(EMAIL, PASSWORD, address="2001:db8:1::1")


async def test_when_we_are_busy_a_try_does_not_count(entrance: Entrance, monkeypatch: pytest.MonkeyPatch) -> None:
    async def busy(self: Passwords, kept: str | None, password: str) -> Checked:
        raise Overloaded

    with monkeypatch.context() as patched:
        patched.setattr(Passwords, "check", busy)
        for _ in range(12):
            with pytest.raises(Overloaded):
                await entrance.log_in(EMAIL, PASSWORD)
    assert await entrance.log_in(EMAIL, PASSWORD)


async def test_an_old_hash_is_made_anew_at_the_next_log_in(database: Database, entrance: Entrance) -> None:
    old = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash(PASSWORD)
    boris = await make_owner(database, "boris@shop.example", old)
    await entrance.log_in("boris@shop.example", PASSWORD)
    found = await database.read(members.kept_hash, "boris@shop.example")
    assert found is not None
    assert found[0].id == boris
    assert not QUICK.check_needs_rehash(found[1])
    assert await entrance.log_in("boris@shop.example", PASSWORD)


async def test_a_program_acts_as_the_member_whose_token_it_sends(database: Database, entrance: Entrance) -> None:
    anna = (await entrance.log_in(EMAIL, PASSWORD)).actor
    text, made = await database.write(tokens.create, anna.member, "Warehouse")
    assert await entrance.by_token(text, "2001:db8::7") == made.hold(anna)
    used = await database.read(tokens.read, text, now_ms())
    assert used is not None
    assert (used.used_at is not None, used.used_from) == (True, "2001:db8::/64")
    assert await entrance.by_token(text + "x") is None
    await database.write(members.disable, anna.member)
    assert await entrance.by_token(text) is None


async def test_a_role_that_changes_holds_at_the_next_step(database: Database, entrance: Entrance) -> None:
    entered = await entrance.log_in(EMAIL, PASSWORD)
    another = await make_site(database, await make_owner(database, "boris@shop.example"))
    await database.write(members.join, another.id, entered.actor.member, Role.MANAGER)
    again = await entrance.by_session(entered.token)
    assert again is not None
    assert again.actor.roles[another.id] is Role.MANAGER


@pytest.mark.parametrize("away", [StorageUnavailable, Overloaded])
async def test_the_last_use_is_written_down_and_a_full_disk_or_queue_stops_nobody(
    database: Database, entrance: Entrance, monkeypatch: pytest.MonkeyPatch, away: type[Exception]
) -> None:
    entered = await entrance.log_in(EMAIL, PASSWORD)
    asked = []

    async def full(*args: object, **kwargs: object) -> None:
        asked.append(args[0])
        raise away

    later = entered.session.seen_at + SEEN_EVERY
    monkeypatch.setattr("server.sites.entrance.now_ms", lambda: later)
    monkeypatch.setattr(database, "write", full)
    assert await entrance.by_session(entered.token) == entered
    assert asked == [sessions.seen]
    monkeypatch.undo()
    assert await entrance.by_session(entered.token) == entered


async def test_the_tries_that_are_left_are_told_alike_for_somebody_we_do_not_know(entrance: Entrance) -> None:
    for email in (EMAIL, "nobody@x.example"):
        with pytest.raises(WrongPassword):
            await entrance.log_in(email, "another one", address="192.0.2.7")
    assert [entrance.tries_left(email, "192.0.2.7") for email in (EMAIL.upper(), "nobody@x.example")] == [8, 8]
    assert [entrance.tries_left(email, "192.0.2.8") for email in (EMAIL.upper(), "nobody@x.example")] == [10, 10]
    assert entrance.tries_left("somebody.else@x.example", "192.0.2.7") == 8
