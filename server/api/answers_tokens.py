"""What programs read of API tokens; the text of one is in the answer to its making, and nowhere else."""

from pydantic import Field

from server.api.answers import Answer, Moment
from server.sites.scopes import Scope


class TokenAnswer(Answer):
    """An API token of the member; `sites` null: every site, `expires_at` null: it works until it is revoked."""

    id: str
    name: str
    scopes: list[Scope]
    sites: list[str] | None
    expires_at: Moment | None
    made_by: str | None = Field(description="The token that made this one; it is revoked with that one.")
    used_at: Moment | None
    used_from: str = Field(description="The network of the last use, or empty.")
    created_at: Moment


class NewTokenAnswer(TokenAnswer):
    """The same with the token's text, which is shown this once."""

    token: str
