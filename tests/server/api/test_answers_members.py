"""What a program reads of the team: what the rooms give, and nothing that they know besides."""

from server.api.answers_members import JournalAnswer, MemberAnswer
from server.sites.colleagues import Colleague, colleague_view
from server.sites.policy import Role


def test_a_member_reads_without_what_only_pages_show() -> None:
    anna = Colleague("m" * 26, "anna@shop.example", "Anna", Role.OWNER, False, True, True, 1000, None)
    read = MemberAnswer.model_validate(colleague_view(anna) | {"password_hash": "x"}).model_dump(mode="json")
    assert read == {
        "id": "m" * 26,
        "name": "Anna",
        "email": "anna@shop.example",
        "role": "owner",
        "disabled": False,
        "two_factor": True,
        "since": "1970-01-01T00:00:01Z",
        "seen_at": None,
    }


def test_a_line_of_nobody_we_know_has_no_member() -> None:
    line = {"id": "e" * 26, "member": None, "act": "login.failed", "thing": "", "data": {}, "network": "192.0.2.0"}
    assert JournalAnswer.model_validate(line | {"at": 0}).member is None
