"""What an API token is given: which scopes, at which sites, until when."""

from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What an API token may be given: to read or to write one subject; `all` is whatever its member may."""

    ALL = "all"
    SITES_READ = "sites:read"
    SITES_WRITE = "sites:write"
    WIDGETS_READ = "widgets:read"
    WIDGETS_WRITE = "widgets:write"
    LEADS_READ = "leads:read"
    LEADS_WRITE = "leads:write"
    CALLS_READ = "calls:read"
    CALLS_WRITE = "calls:write"
    CONVERSATIONS_READ = "conversations:read"
    CONVERSATIONS_WRITE = "conversations:write"
    CLIENTS_READ = "clients:read"
    CLIENTS_WRITE = "clients:write"
    CLIENTS_ERASE = "clients:erase"
    CLIENTS_EXPORT = "clients:export"
    CODES_READ = "codes:read"
    CODES_WRITE = "codes:write"
    CODES_REDEEM = "codes:redeem"
    DELIVERIES_READ = "deliveries:read"
    DELIVERIES_WRITE = "deliveries:write"
    MEMBERS_READ = "members:read"
    MEMBERS_WRITE = "members:write"
    AUDIT_READ = "audit:read"
    TOKENS_READ = "tokens:read"
    TOKENS_WRITE = "tokens:write"


@dataclass(frozen=True, slots=True)
class Grant:
    """`only_sites` None: at every site of the member, also at those to come; `expires_at` None: until revoked."""

    scopes: frozenset[Scope]
    only_sites: frozenset[str] | None = None
    expires_at: int | None = None

    def covers(self, scope: Scope) -> bool:
        """Whether it holds this scope; `all` holds every one."""
        return Scope.ALL in self.scopes or scope in self.scopes

    def is_over(self, now: int) -> bool:
        """Whether its time has passed."""
        return self.expires_at is not None and now >= self.expires_at

    def within(self, other: "Grant") -> bool:
        """Whether it gives nothing that the other one does not give."""
        scopes = Scope.ALL in other.scopes or self.scopes <= other.scopes
        sites = other.only_sites is None or (self.only_sites is not None and self.only_sites <= other.only_sites)
        ends = other.expires_at is None or (self.expires_at is not None and self.expires_at <= other.expires_at)
        return scopes and sites and ends


EVERYTHING = Grant(frozenset({Scope.ALL}))
