"""A member who has forgotten the password, or lost the authenticator: the operator gives a new one by a command."""

from server.config import Installation
from server.database import Database, Transaction, open_database
from server.errors import NotFound
from server.sites import half_sessions, members, own_acts, tokens, two_factor
from server.sites.passwords import Passwords


async def give_password(
    installation: Installation, email: str, password: str, *, without_two_factor: bool = False
) -> bool:
    """Open the installation's database, set the password there, and close it; says whether two-factor is still on."""
    database, passwords = open_database(installation.database), Passwords()
    await database.open()
    try:
        return await reset(database, passwords, email, password, without_two_factor=without_two_factor)
    finally:
        passwords.close()
        await database.close()


async def reset(
    database: Database, passwords: Passwords, email: str, password: str, *, without_two_factor: bool = False
) -> bool:
    """Another password; every session ends and every API token is revoked: whoever knew the old one keeps nothing.

    A server that is running closes the member's open pages within seconds.
    """
    known = members.normal_email(email)
    if await database.read(members.by_email, known) is None:
        raise NotFound("Nobody has this e-mail.")
    made = await passwords.hash(password)
    return await database.write(_reset, known, made, without_two_factor)


def _reset(tx: Transaction, email: str, password_hash: str, without_two_factor: bool) -> bool:
    found = members.by_email(tx, email)
    if found is None:
        raise NotFound("Nobody has this e-mail.")
    members.set_password(tx, found.id, password_hash)
    half_sessions.end_all(tx, found.id)
    revoked = tokens.revoke_all(tx, found.id)
    switched_off = without_two_factor and two_factor.switch_off(tx, found.id)
    if actor := members.actor(tx, found.id):
        own_acts.tell(tx, actor, "password.reset", by_operator=True, two_factor_off=switched_off, tokens=revoked)
    return two_factor.is_on(tx, found.id)
