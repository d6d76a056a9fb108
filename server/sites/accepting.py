"""Accepting an invitation: whoever is new makes a name and a password, whoever is known joins with their account."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from server.database import Clash, Database, Reader, Transaction, now_ms
from server.errors import AlreadyExists, Gone, Invalid, NotFound
from server.sites import invitations, members, sites
from server.sites.common_passwords import holds_only
from server.sites.entrance import Entered, enter
from server.sites.invitations import ACCEPTED, OPEN, REVOKED, Invitation
from server.sites.passwords import NewPassword, Passwords
from server.sites.policy import Actor
from server.sites.team import may_still_give
from server.widget import Model, Name


class InvitationOver(Gone):
    """The link was used or revoked, or is too old; `state` says which."""

    code, words = "invitation_over", "This invitation does not work any more. Ask for a new one."


class Newcomer(Model):
    """What somebody who is new tells of themselves; the password is kept exactly as typed."""

    model_config = Model.model_config | {"str_strip_whitespace": False}

    name: Annotated[Name, Field(min_length=1, max_length=80)]
    password: NewPassword


@dataclass(frozen=True, slots=True)
class Browser:
    """Where somebody accepts, for the first session."""

    language: str
    agent: str
    address: str


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation that works, the name of its site, and whether whoever is asked has an account."""

    invitation: Invitation
    site: str
    is_known: bool


def look(reader: Reader, token: str, now: int) -> Asked:
    """What a link leads to; `NotFound` for one that never was, `InvitationOver` for one that works no more."""
    found = _working(reader, token, now)
    site = sites.find(reader, found.site)
    if site is None:
        raise NotFound
    return Asked(found, site.name, members.by_email(reader, found.email) is not None)


async def accept_new(
    database: Database, passwords: Passwords, token: str, newcomer: Newcomer, browser: Browser
) -> tuple[str, Entered]:
    """Make the member, join and log in; gives back the site as well. `AlreadyExists` where there is an account."""
    asked = await database.read(look, token, now_ms())
    if holds_only(newcomer.password, newcomer.name, asked.invitation.email, asked.site):
        raise Invalid(errors={"password": "is your own name, address or site"})
    made_hash = await passwords.hash(newcomer.password)
    try:
        return await database.write(_join_new, token, newcomer.name, made_hash, browser)
    except Clash as clash:  # twice at once: the other one was first
        raise AlreadyExists(errors={"email": "belongs to somebody already"}) from clash


def accept_known(tx: Transaction, token: str, actor: Actor) -> Invitation:
    """Join with the account one is logged in with; an invitation of somebody else is not there."""
    found = _working(tx, token, tx.now)
    if found.email != actor.email:
        raise NotFound
    if found.site in actor.roles:
        raise AlreadyExists(errors={"email": "works at this site already"})
    _join(tx, found, actor.member)
    return found


def _join_new(tx: Transaction, token: str, name: str, password_hash: str, browser: Browser) -> tuple[str, Entered]:
    found = _working(tx, token, tx.now)
    made = members.create(tx, email=found.email, name=name, password_hash=password_hash, language=browser.language)
    _join(tx, found, made.id)
    actor = members.actor(tx, made.id)
    if actor is None:
        raise NotFound
    return found.site, enter(tx, actor, browser.agent, browser.address)


def _join(tx: Transaction, found: Invitation, member: str) -> None:
    # By how many rows were touched, not by what was read: of two at once one joins.
    if not tx.run(invitations.END, invitation=found.id, present=OPEN, state=ACCEPTED, ended_at=tx.now):
        raise InvitationOver(state=ACCEPTED)
    members.join(tx, found.site, member, found.role)
    invitations.tell(tx, found.site, member, "member.joined", member, role=found.role.value)


def _working(reader: Reader, token: str, now: int) -> Invitation:
    found = invitations.by_token(reader, token)
    if found is None:
        raise NotFound
    if (state := found.state_at(now)) != OPEN:
        raise InvitationOver(state=state)
    if not may_still_give(reader, found.invited_by, found.role, found.site):  # lowered while the letter was made
        raise InvitationOver(state=REVOKED)
    return found
