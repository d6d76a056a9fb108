"""How people and programs come in: by e-mail and password, by session, by API token."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from server.database import Database, Reader, Transaction, now_ms
from server.errors import Invalid, Overloaded, StorageUnavailable, WrongPassword
from server.networks import network_of
from server.sites import members, sessions, tokens
from server.sites.passwords import Checked, Passwords
from server.sites.policy import Actor
from server.sites.sessions import Session
from server.sites.tokens import ApiToken
from server.sites.tries import Tries

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who is logged in; `token` is what the browser keeps in its cookie."""

    token: str
    session: Session
    actor: Actor


class Entrance:
    """Lets in whom we know; roles are read anew each time, so that a change holds at the next step."""

    def __init__(self, database: Database, passwords: Passwords, tries: Tries) -> None:
        self._database = database
        self._passwords = passwords
        self._tries = tries

    async def log_in(
        self, email: str, password: str, *, agent: str = "", address: str = "", previous: str | None = None
    ) -> Entered:
        """Open a new session and end `previous`; an unknown e-mail is refused like a wrong password."""
        email = _known_form(email)
        keys = _keys(email, address)
        begun = self._tries.begin(*keys)
        try:
            found = await self._database.read(members.kept_hash, email)
            checked = await self._passwords.check(found[1] if found else None, password)
        except (Overloaded, StorageUnavailable):
            self._tries.take_back(begun, *keys)
            raise
        if found is None or not checked.right:
            raise WrongPassword
        self._tries.take_back(begun, *keys)
        return await self._database.write(_enter, found[0].id, checked, agent, address, previous)

    def tries_left(self, email: str, address: str = "") -> int:
        """How many more wrong passwords are taken from there before a pause; the same for an e-mail nobody has."""
        return self._tries.left(*_keys(_known_form(email), address))

    async def log_out(self, token: str) -> str | None:
        """End a session; gives back whose it was, so that open sockets can be closed."""
        return await self._database.write(sessions.end, token)

    async def by_session(self, token: str) -> Entered | None:
        """Who stands behind a session's token, or None."""
        now = now_ms()
        entered = await self._database.read(_by_session, token, now)
        if entered and entered.session.is_due(now):
            await self._note(sessions.seen, entered.session)
        return entered

    async def by_token(self, token: str) -> Actor | None:
        """Who stands behind an API token, or None."""
        found = await self._database.read(_by_token, token)
        if found is None:
            return None
        known, actor = found
        if known.is_due(now_ms()):
            await self._note(tokens.used, known)
        return actor

    async def _note(self, unit: Callable[[Transaction, T], None], thing: T) -> None:
        with contextlib.suppress(StorageUnavailable, Overloaded):  # a full disk or queue stops nobody from reading
            await self._database.write(unit, thing)


def _keys(email: str, address: str) -> tuple[str, str]:
    # Never the e-mail alone: whoever knows it could lock its owner out with ten wrong passwords from anywhere.
    network = network_of(address)
    return f"email {email} from {network}", f"address {network}"


def _known_form(email: str) -> str:
    try:
        return members.normal_email(email)
    except Invalid:
        return email[: members.LONGEST_EMAIL]  # nobody has it; the try counts all the same


def _enter(tx: Transaction, member: str, checked: Checked, agent: str, address: str, previous: str | None) -> Entered:
    actor = members.actor(tx, member)
    if actor is None:
        raise WrongPassword
    if previous:
        sessions.end(tx, previous)
    if checked.renewed:
        members.renew_hash(tx, member, checked.renewed)
    token, session = sessions.open_session(tx, member, agent, address)
    return Entered(token, session, actor)


def _by_session(reader: Reader, token: str, now: int) -> Entered | None:
    session = sessions.read(reader, token, now)
    actor = members.actor(reader, session.member) if session else None
    return Entered(token, session, actor) if session and actor else None


def _by_token(reader: Reader, token: str) -> tuple[ApiToken, Actor] | None:
    known = tokens.read(reader, token)
    actor = members.actor(reader, known.member) if known else None
    return (known, actor) if known and actor else None
