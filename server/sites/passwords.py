"""Passwords by argon2id: in threads, two at a time, so that log-ins never slow down the rest of the server."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Annotated, ParamSpec, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from pydantic import AfterValidator, Field

from server.errors import Overloaded
from server.sites.common_passwords import is_common
from server.widget import Model

P = ParamSpec("P")
T = TypeVar("T")

AT_ONCE = 2
MOST_WAITING = 40  # each takes about a third of a second: who comes later is told to try again
SHORTEST, LONGEST = 10, 200


def _not_common(password: str) -> str:
    if is_common(password):
        raise ValueError("is among the first that are guessed")
    return password


NewPassword = Annotated[str, Field(min_length=SHORTEST, max_length=LONGEST), AfterValidator(_not_common)]


class Chosen(Model):
    """A password that somebody chooses: from 10 to 200 characters of any kind, kept exactly as typed.

    Those that everybody tries first are refused."""

    model_config = Model.model_config | {"str_strip_whitespace": False}

    password: NewPassword


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a password was right, and its hash made anew where it was made with older parameters."""

    right: bool
    renewed: str | None = None


class Passwords:
    """Makes and checks hashes; an unknown person costs as much time as a known one."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")
        self._waiting = 0
        self._nobody = ""

    async def hash(self, password: str) -> str:
        """A hash to keep; refuses a password that is too short or too long."""
        chosen = Chosen.read({"password": password}).password
        return await self._in_thread(self._hash, chosen)

    async def check(self, kept: str | None, password: str) -> Checked:
        """Compare a password with the hash that is kept; None stands for somebody we do not know."""
        return await self._in_thread(self._check, kept, password)

    def close(self) -> None:
        """Let go of the threads."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _in_thread(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        if self._waiting >= MOST_WAITING:
            raise Overloaded
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, partial(work, *args, **kwargs))
        finally:
            self._waiting -= 1

    def _hash(self, password: str) -> str:
        return self._hasher.hash(password.encode("utf-8", "surrogatepass"))

    def _check(self, kept: str | None, password: str) -> Checked:
        self._nobody = self._nobody or self._hash("nobody")
        given = password[: LONGEST + 1].encode("utf-8", "surrogatepass")
        try:
            self._hasher.verify(kept or self._nobody, given)
        except (VerificationError, InvalidHashError):
            return Checked(right=False)
        if kept is None:
            return Checked(right=False)
        return Checked(True, self._hash(password) if self._hasher.check_needs_rehash(kept) else None)
