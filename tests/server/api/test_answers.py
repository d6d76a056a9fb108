"""An answer holds what is written down for it, and nothing that a room knows besides."""

from server.api.answers import KindAnswer, Listed, NoteAnswer, Person, SecretAnswer


def test_what_is_not_written_down_stays_inside() -> None:
    known = {"id": "1", "name": "Anna", "password_hash": "secret", "email": "anna@shop.example"}
    assert Person.model_validate(known).model_dump() == {"id": "1", "name": "Anna"}


def test_a_list_without_more_says_so() -> None:
    said = Listed[NoteAnswer].model_validate({"items": [{"id": "1"}, {"id": "2"}]})
    assert said.model_dump_json() == '{"items":[{"id":"1"},{"id":"2"}],"next":null}'


def test_schemas_within_an_answer_pass_as_they_are() -> None:
    raw = {"kind": "bell", "settings": {"$defs": {}}, "submission": {"type": "object"}, "purposes": []}
    assert KindAnswer.model_validate(raw).model_dump() == raw


def test_the_secret_is_in_no_answer_but_its_own() -> None:
    assert SecretAnswer.model_validate({"identity_secret": "s"}).model_dump() == {"identity_secret": "s"}
