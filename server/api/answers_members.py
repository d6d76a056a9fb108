"""What programs read of a site's team, of invitations and of the journal."""

from typing import Any, Literal

from pydantic import Field

from server.api.answers import Answer, Moment, Person

RoleName = Literal["owner", "admin", "manager"]


class MemberAnswer(Answer):
    """Somebody who works at the site; `seen_at` is null for whoever is logged in nowhere."""

    id: str
    name: str
    email: str
    role: RoleName
    disabled: bool
    two_factor: bool
    since: Moment
    seen_at: Moment | None


class InvitationAnswer(Answer):
    """Somebody is asked to join the team, and has not answered."""

    id: str
    email: str
    role: RoleName
    state: Literal["open", "expired"]
    invited_by: Person
    created_at: Moment
    expires_at: Moment


class InvitationMade(InvitationAnswer):
    """A new invitation with its link, which is shown here and never again."""

    link: str = Field(description="Works once, until `expires_at`.")


class JournalAnswer(Answer):
    """One line of the journal: `member` null for the server itself and for somebody we do not know."""

    id: str
    member: Person | None
    act: str
    thing: str
    data: dict[str, Any]
    network: str = Field(description="Only of log-ins: the network they came from.")
    at: Moment
