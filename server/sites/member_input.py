"""What is said about members: whom to invite, which role, which part of the journal."""

from pydantic import Field

from server.sites.members import LONGEST_EMAIL
from server.sites.policy import Role
from server.widget import Model


class NewInvitation(Model):
    """Whom to invite, and into which role."""

    email: str = Field(min_length=1, max_length=LONGEST_EMAIL)
    role: Role = Role.MANAGER


class MemberChange(Model):
    """Another role."""

    role: Role
