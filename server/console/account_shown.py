"""A member's sessions and tokens as the page shows them."""

from collections.abc import Sequence
from dataclasses import dataclass

from server.console.agents_shown import browser_of, icon_of, system_of
from server.console.seats import Seat
from server.sites.scopes import Scope
from server.sites.sessions import Session
from server.sites.tokens import ApiToken


@dataclass(frozen=True, slots=True)
class OpenSession:
    """One browser where the member is logged in; `is_here`: the one that reads this."""

    handle: str
    browser: str
    system: str
    icon: str
    address: str
    since: int
    seen: int
    is_here: bool


@dataclass(frozen=True, slots=True)
class GivenToken:
    """One token; `may` empty: everything, `sites` empty: every site; `is_revoked`: it can still be let work again."""

    id: str
    name: str
    may: Sequence[str]
    sites: Sequence[str]
    since: int
    used: int | None
    used_from: str
    ends: int | None
    is_over: bool
    is_revoked: bool


def sessions_shown(found: Sequence[Session], here: Session) -> list[OpenSession]:
    """This browser's first, then the one used last."""
    shown = [
        OpenSession(
            each.handle,
            browser_of(each.agent),
            system_of(each.agent),
            icon_of(each.agent),
            each.address,
            each.created_at,
            each.seen_at,
            each.token_hash == here.token_hash,
        )
        for each in found
    ]
    return sorted(shown, key=lambda each: not each.is_here)


def tokens_shown(found: Sequence[ApiToken], seat: Seat) -> list[GivenToken]:
    """Newest first, with the names of the sites they are held to."""
    names = {site.id: site.name for site in seat.sites}
    return [token_shown(each, names, seat.clock.now) for each in found]


def token_shown(token: ApiToken, names: dict[str, str], now: int) -> GivenToken:
    """One token; a site where the member works no longer stands there by its id."""
    grant = token.grant
    return GivenToken(
        id=token.id,
        name=token.name,
        may=() if Scope.ALL in grant.scopes else sorted(grant.scopes),
        sites=sorted(names.get(site, site) for site in grant.only_sites or ()),
        since=token.created_at,
        used=token.used_at,
        used_from=token.used_from,
        ends=grant.expires_at,
        is_over=grant.is_over(now),
        is_revoked=token.revoked_at is not None,
    )
