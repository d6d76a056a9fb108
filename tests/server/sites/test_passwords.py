"""Passwords are kept as argon2id hashes, checked two at a time, and nobody is told whom we know."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Literal

import pytest
from argon2 import PasswordHasher

from server.errors import Overloaded
from server.sites import passwords as module
from server.sites.passwords import Checked, Passwords
from server.widget import InvalidSettings

QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    made = Passwords(QUICK)
    yield made
    made.close()


async def test_the_right_password_is_right_and_another_is_not(passwords: Passwords) -> None:
    kept = await passwords.hash("a harbour row  ")
    assert kept.startswith("$argon2id$v=19$")
    assert [await passwords.check(kept, given) for given in ("a harbour row  ", "a harbour row", "", "x" * 5000)] == [
        Checked(True),
        Checked(False),
        Checked(False),
        Checked(False),
    ]


async def test_somebody_we_do_not_know_is_refused_after_as_much_work(passwords: Passwords) -> None:
    verified: list[str] = []

    class Counting(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
            verified.append(str(hash)[:9])
            return super().verify(hash, password)

    passwords._hasher = Counting(time_cost=1, memory_cost=8, parallelism=1)
    assert await passwords.check(None, "nobody") == Checked(False)
    assert verified == ["$argon2id"]


async def test_a_hash_that_was_damaged_lets_nobody_in(passwords: Passwords) -> None:
    assert await passwords.check("$argon2id$broken", "a harbour row") == Checked(False)


async def test_a_hash_of_older_parameters_is_made_anew_at_the_next_right_password(passwords: Passwords) -> None:
    kept = PasswordHasher(time_cost=2, memory_cost=8, parallelism=1).hash("a harbour row")
    checked = await passwords.check(kept, "a harbour row")
    assert checked.right
    assert checked.renewed is not None
    assert await passwords.check(checked.renewed, "a harbour row") == Checked(True)
    assert await passwords.check(kept, "another one") == Checked(False)


@pytest.mark.parametrize(
    ("password", "problem"), [("ninechars", "at least 10 characters"), ("x" * 201, "at most 200 characters")]
)
async def test_a_new_password_has_from_10_to_200_characters(passwords: Passwords, password: str, problem: str) -> None:
    with pytest.raises(InvalidSettings) as refused:
        await passwords.hash(password)
    assert refused.value.problems == {"password": problem}


async def test_two_are_made_at_a_time_and_a_long_queue_is_refused(passwords: Passwords) -> None:
    running, most, gate = 0, 0, threading.Event()

    class Slow(PasswordHasher):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            nonlocal running, most
            running += 1
            most = max(most, running)
            gate.wait(10)
            running -= 1
            return "made"

    passwords._hasher = Slow()
    waiting = [asyncio.create_task(passwords.hash("a harbour row")) for _ in range(module.MOST_WAITING)]
    await asyncio.sleep(0.05)
    with pytest.raises(Overloaded):
        await passwords.hash("a harbour row")
    gate.set()
    assert await asyncio.gather(*waiting) == ["made"] * module.MOST_WAITING
    assert most == 2


async def test_the_hash_is_made_as_strong_as_recommended() -> None:
    assert Passwords()._hasher._parameters == PasswordHasher()._parameters
