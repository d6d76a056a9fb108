"""How people and programs come in: by e-mail and password, by session, by API token."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec

from server.database import Database, Reader, Transaction, now_ms
from server.errors import Invalid, Overloaded, StorageUnavailable, WrongPassword
from server.networks import network_of
from server.sites import half_sessions, log_ins, members, sessions, tokens, two_factor
from server.sites.passwords import Checked, Passwords
from server.sites.policy import Actor
from server.sites.sessions import Session
from server.sites.tokens import ApiToken
from server.sites.tries import Tries

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who is logged in; `token` is what the browser keeps in its cookie."""

    token: str
    session: Session
    actor: Actor


@dataclass(frozen=True, slots=True)
class HalfWay:
    """Somebody who gave the right password and owes a code; with `token` the browser sends it, within five minutes."""

    token: str


class Entrance:
    """Lets in whom we know; roles are read anew each time, so that a change holds at the next step."""

    def __init__(self, database: Database, passwords: Passwords, tries: Tries) -> None:
        self._database = database
        self._passwords = passwords
        self._tries = tries
        self._failed = log_ins.FailedLogIns(database)

    async def log_in(
        self, email: str, password: str, *, agent: str = "", address: str = "", previous: str | None = None
    ) -> Entered | HalfWay:
        """Open a new session and end `previous`, or ask for a code; an unknown e-mail is refused like a wrong password.

        Where a code is owed (`SecondStep` takes it), `previous` lives on until then.
        """
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
            if found:
                self._failed.tell(found[0].id, address)
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

    async def why_ended(self, token: str) -> sessions.Why:
        """Why the team has ended the session of this token; empty where it ended in another way."""
        return await self._database.read(sessions.why_ended, token)

    async def by_token(self, token: str, address: str = "") -> Actor | None:
        """Who stands behind an API token, held to what the token was given, or None."""
        now = now_ms()
        found = await self._database.read(_by_token, token, now)
        if found is None:
            return None
        known, actor = found
        if known.is_due(now):
            await self._note(tokens.used, known, network_of(address))
        return known.hold(actor)

    async def _note(self, unit: Callable[Concatenate[Transaction, P], None], *args: P.args, **kwargs: P.kwargs) -> None:
        with contextlib.suppress(StorageUnavailable, Overloaded):  # a full disk or queue stops nobody from reading
            await self._database.write(unit, *args, **kwargs)


def _keys(email: str, address: str) -> tuple[str, str]:
    # Never the e-mail alone: whoever knows it could lock its owner out with ten wrong passwords from anywhere.
    network = network_of(address)
    return f"email {email} from {network}", f"address {network}"


def _known_form(email: str) -> str:
    try:
        return members.normal_email(email)
    except Invalid:
        return email[: members.LONGEST_EMAIL]  # nobody has it; the try counts all the same


def _enter(
    tx: Transaction, member: str, checked: Checked, agent: str, address: str, previous: str | None
) -> Entered | HalfWay:
    actor = members.actor(tx, member)
    if actor is None:
        raise WrongPassword
    if checked.renewed:
        members.renew_hash(tx, member, checked.renewed)
    if two_factor.is_on(tx, member):
        return HalfWay(half_sessions.begin(tx, member, agent))
    return enter(tx, actor, agent, address, previous)


def enter(tx: Transaction, actor: Actor, agent: str, address: str, previous: str | None = None) -> Entered:
    """Open a session for somebody who has proved everything that was asked for, and end the `previous` one."""
    if previous:
        sessions.end(tx, previous)
    token, session = sessions.open_session(tx, actor.member, agent, address)
    log_ins.done(tx, actor, address)
    return Entered(token, session, actor)


def _by_session(reader: Reader, token: str, now: int) -> Entered | None:
    session = sessions.read(reader, token, now)
    actor = members.actor(reader, session.member) if session else None
    return Entered(token, session, actor) if session and actor else None


def _by_token(reader: Reader, token: str, now: int) -> tuple[ApiToken, Actor] | None:
    known = tokens.read(reader, token, now)
    actor = members.actor(reader, known.member) if known else None
    return (known, actor) if known and actor else None
