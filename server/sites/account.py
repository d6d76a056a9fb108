"""What members do with their own log-in; whatever could lock them out, or let others in, asks for the password."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from server.database import Database, Reader, Transaction
from server.errors import Invalid, Overloaded, Refusal, StorageUnavailable, WrongPassword
from server.networks import network_of
from server.sealing import Sealer
from server.sites import half_sessions, members, two_factor
from server.sites.own_acts import add_token, tell
from server.sites.passwords import Passwords
from server.sites.policy import Actor
from server.sites.scopes import Grant
from server.sites.second_step import code_keys
from server.sites.sessions import Session
from server.sites.tokens import ApiToken
from server.sites.tries import Tries
from server.sites.two_factor import WrongCode

P = ParamSpec("P")
T = TypeVar("T")


class Account:
    """The acts of one member on the own account; passwords and codes that are guessed here count like at the log-in."""

    def __init__(self, database: Database, passwords: Passwords, tries: Tries, sealer: Sealer) -> None:
        self._database = database
        self._passwords = passwords
        self._tries = tries
        self._sealer = sealer

    async def change_password(self, actor: Actor, session: Session, old: str, new: str) -> None:
        """Another password; every session but this one ends, and so does every log-in that waits for a code."""
        await self._prove(actor, old, session.address, "old_password")
        try:
            made = await self._passwords.hash(new)
        except Invalid as refusal:
            raise Invalid(errors={"new_password": refusal.errors.get("password", "")}) from refusal
        await self._database.write(_change_password, actor, made, session.token_hash)

    async def begin_two_factor(self, actor: Actor, session: Session, password: str) -> None:
        """Draw a secret that an authenticator is to learn."""
        await self._prove(actor, password, session.address)
        await self._database.write(two_factor.begin, self._sealer, actor.member)

    async def secret(self, actor: Actor) -> str:
        """The secret while it is being set up; `NotFound` before and after."""
        return await self._database.read(two_factor.being_set_up, self._sealer, actor.member)

    async def confirm_two_factor(self, actor: Actor, session: Session, code: str) -> tuple[str, ...]:
        """Ask for codes from now on, once the authenticator has shown a right one; gives back the recovery codes."""
        keys = code_keys(actor.member, session.address)
        return await self._counted(keys, "code", _confirm, actor, self._sealer, code)

    async def renew_codes(self, actor: Actor, session: Session, password: str) -> tuple[str, ...]:
        """Ten new recovery codes; the old ones open nothing more."""
        await self._prove(actor, password, session.address)
        return await self._database.write(_renew, actor)

    async def switch_off_two_factor(self, actor: Actor, session: Session, password: str, code: str) -> None:
        """Ask for the password only from now on; takes the password and a code of either kind."""
        await self._prove(actor, password, session.address)
        keys = code_keys(actor.member, session.address)
        await self._counted(keys, "code", _switch_off, actor, self._sealer, code)

    async def create_token(
        self, actor: Actor, session: Session, password: str, name: str, grant: Grant
    ) -> tuple[str, ApiToken]:
        """A token for a program; its text is given back once."""
        await self._prove(actor, password, session.address)
        return await self._database.write(add_token, actor, name, grant)

    async def _prove(self, actor: Actor, password: str, address: str, field: str = "your_password") -> None:
        kept = await self._database.read(_hash_of, actor)
        keys = (f"password {actor.member}", f"address {network_of(address)}")
        begun = self._tries.begin(*keys)
        try:
            checked = await self._passwords.check(kept, password)
        except Overloaded:
            self._tries.take_back(begun, *keys)
            raise
        if not checked.right:
            raise Invalid(errors={field: "is not your password"})
        self._tries.take_back(begun, *keys)

    async def _counted(
        self,
        keys: tuple[str, ...],
        field: str,
        unit: Callable[Concatenate[Transaction, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        begun = self._tries.begin(*keys)
        try:
            done = await self._database.write(unit, *args, **kwargs)
        except WrongCode as refusal:
            raise Invalid(errors={field: refusal.message}) from refusal
        except (Refusal, StorageUnavailable):
            self._tries.take_back(begun, *keys)
            raise
        self._tries.take_back(begun, *keys)
        return done


def _hash_of(reader: Reader, actor: Actor) -> str:
    found = members.kept_hash(reader, actor.email)
    if found is None or found[0].id != actor.member:
        raise WrongPassword
    return found[1]


def _change_password(tx: Transaction, actor: Actor, password_hash: str, session: str) -> None:
    members.set_password(tx, actor.member, password_hash, keep_session=session)
    half_sessions.end_all(tx, actor.member)
    tell(tx, actor, "password.changed")


def _confirm(tx: Transaction, actor: Actor, sealer: Sealer, code: str) -> tuple[str, ...]:
    made = two_factor.confirm(tx, sealer, actor.member, code)
    tell(tx, actor, "two_factor.on")
    return made


def _renew(tx: Transaction, actor: Actor) -> tuple[str, ...]:
    if not two_factor.is_on(tx, actor.member):
        raise Invalid(errors={"your_password": "two-factor is off"})
    made = two_factor.renew_codes(tx, actor.member)
    tell(tx, actor, "recovery_codes.renewed", codes=len(made))
    return made


def _switch_off(tx: Transaction, actor: Actor, sealer: Sealer, code: str) -> None:
    two_factor.use(tx, sealer, actor.member, code)
    two_factor.switch_off(tx, actor.member)
    tell(tx, actor, "two_factor.off")
