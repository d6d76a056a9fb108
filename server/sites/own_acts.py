"""What members do on their own account without a password: each is written down where they work."""

from typing import Annotated, Any

from pydantic import Field

from server.audit import journal
from server.database import News, Transaction
from server.errors import Forbidden, Invalid, NotFound, Unauthenticated
from server.sites import members, sessions, tokens
from server.sites.policy import Actor
from server.sites.scopes import Grant
from server.sites.tokens import ApiToken
from server.widget import Model, Name, WebAddress

MOST_SITES = 50  # whoever works at more is told of in the journals of the first ones; a unit of work stays small


class Profile(Model):
    """What colleagues and visitors see of a member, and the language to speak; empty: as the browser says."""

    name: Annotated[Name, Field(min_length=1, max_length=80)]
    language: Annotated[str, Field(pattern=r"^([a-z]{2})?$")] = ""
    picture: WebAddress = ""


def change_profile(tx: Transaction, actor: Actor, profile: Profile) -> bool:
    """Another name, language or picture; says whether anything changed, and colleagues' pages see the name."""
    before = members.find(tx, actor.member)
    fields = [name for name, value in profile if value != getattr(before, name)]
    if not fields:
        return False
    members.change_profile(tx, actor.member, profile.name, profile.language, profile.picture)
    tell(tx, actor, "profile.changed", fields=fields)
    for site in sorted(actor.roles)[:MOST_SITES] if "name" in fields else ():
        tx.after_commit(News(site, "member", actor.member))
    return True


def end_session(tx: Transaction, actor: Actor, handle: str) -> bool:
    """End one of the member's sessions; says whether it was still there."""
    if ended := sessions.end_one(tx, actor.member, handle):
        tell(tx, actor, "session.ended")
    return ended


def end_other_sessions(tx: Transaction, actor: Actor, keep: str) -> int:
    """End every session of the member but the one with the hash `keep`; gives back how many."""
    if ended := sessions.end_all(tx, actor.member, keep=keep):
        tell(tx, actor, "session.ended", sessions=ended)
    return ended


def add_token(tx: Transaction, actor: Actor, name: str, grant: Grant) -> tuple[str, ApiToken]:
    """Make a token; one that a program makes gives no more than the program's own, and ends with it."""
    if actor.grant is not None and not grant.within(actor.grant):
        raise Invalid(errors={"scopes": "no more than your own token may, at its sites, and no longer than it works"})
    if actor.token is not None and not tokens.still_works(tx, actor.token):
        raise Unauthenticated
    made = tokens.create(tx, actor.member, name, grant, made_by=actor.token)
    tell(tx, actor, "token.created", made[1].id, scopes=sorted(grant.scopes))
    return made


def revoke_token(tx: Transaction, actor: Actor, token: str) -> int:
    """Let one of the member's tokens work no more, with those made by it; gives back how many that were.

    A program takes back only itself, what was made by it, and what may no more than itself.
    """
    if actor.grant is not None and not _is_under(tx, actor, actor.grant, token):
        raise Forbidden("A token revokes itself, those made by it, and those that may no more than it.")
    if revoked := tokens.revoke(tx, actor.member, token):
        tell(tx, actor, "token.revoked", token, tokens=revoked)
    return revoked


def restore_token(tx: Transaction, actor: Actor, token: str) -> None:
    """Undo a revocation of the last minutes."""
    tell(tx, actor, "token.restored", token, tokens=tokens.restore(tx, actor.member, token))


def _is_under(tx: Transaction, actor: Actor, grant: Grant, token: str) -> bool:
    try:
        found = tokens.find(tx, actor.member, token)
    except NotFound:
        return True  # there is nothing to protect: it is told that it is not there
    return found.grant.within(grant) or token in tokens.with_descendants(tx, actor.member, actor.token or "")


def tell(tx: Transaction, actor: Actor, act: str, thing: str = "", **data: Any) -> None:
    """Write an act on a member's own account into the journal of every site where the member works."""
    for site in sorted(actor.roles)[:MOST_SITES]:
        journal.record(tx, site, actor.member, act, thing or actor.member, **data)
