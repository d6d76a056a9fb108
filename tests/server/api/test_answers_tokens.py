"""What a program reads of a token never holds its text, but for the answer to its making."""

from server.api.answers_tokens import NewTokenAnswer, TokenAnswer
from server.sites.scopes import Scope

STORED = {
    "id": "t",
    "name": "Warehouse",
    "scopes": ["all"],
    "sites": None,
    "expires_at": None,
    "made_by": None,
    "used_at": 0,
    "used_from": "192.0.2.7",
    "created_at": 0,
    "token": "fd_text",
    "token_hash": "hash",
}


def test_the_text_stands_in_the_answer_to_its_making_only() -> None:
    read = TokenAnswer.model_validate(STORED)
    assert (read.scopes, read.used_from) == ([Scope.ALL], "192.0.2.7")
    assert "fd_text" not in read.model_dump_json()
    assert "hash" not in NewTokenAnswer.model_validate(STORED).model_dump_json()
    assert NewTokenAnswer.model_validate(STORED).token == "fd_text"
