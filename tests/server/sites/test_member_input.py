"""What is said about members: a role that there is, and nothing else."""

import pytest

from server.sites.member_input import MemberChange, NewInvitation
from server.sites.policy import Role
from server.widget import InvalidSettings


def test_an_invitation_is_for_a_manager_unless_another_role_is_said() -> None:
    assert NewInvitation.read({"email": "a@b.example"}).role is Role.MANAGER
    assert MemberChange.read({"role": "admin"}).role is Role.ADMIN


@pytest.mark.parametrize("raw", [{}, {"role": "king"}, {"role": "admin", "site": "x"}])
def test_anything_else_is_refused(raw: dict[str, str]) -> None:
    with pytest.raises(InvalidSettings):
        MemberChange.read(raw)
