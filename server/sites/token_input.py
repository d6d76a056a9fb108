"""What somebody asks for who makes an API token."""

from typing import Annotated

from pydantic import Field

from server.errors import Invalid
from server.sites.instants import Sent
from server.sites.policy import Actor
from server.sites.scopes import Grant, Scope
from server.widget import Model, Name

MOST_SITES = 100
Id = Annotated[str, Field(pattern=r"^[0-9a-hjkmnp-tv-z]{26}$")]


class NewToken(Model):
    """What to call a new token, and what to give it."""

    name: Name = Field(min_length=1, max_length=80)
    scopes: tuple[Scope, ...] = Field(min_length=1, max_length=len(Scope), description="`all`, or what it may do.")
    sites: tuple[Id, ...] | None = Field(
        None, min_length=1, max_length=MOST_SITES, description="Only at these sites; null: at every site of its member."
    )
    expires_at: Sent | None = Field(None, description="null: it works until it is revoked.")

    def grant(self, actor: Actor, now: int) -> Grant:
        """What it asks for, at sites where the member works and until a moment to come, or a refusal by field."""
        if self.expires_at is not None and self.expires_at <= now:
            raise Invalid(errors={"expires_at": "a moment to come"})
        if not set(self.sites or ()) <= actor.roles.keys():
            raise Invalid(errors={"sites": "sites that you work at"})
        only = None if self.sites is None else frozenset(self.sites)
        return Grant(frozenset(self.scopes), only, self.expires_at)
