"""The family of refusals keeps its promises: stable codes, each its own, bodies without surprises."""

from server import errors
from server.errors import AlreadyTaken, Invalid, Refusal


def family() -> list[type[Refusal]]:
    return [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, Refusal)]


def test_every_refusal_has_a_code_of_its_own():
    codes = [each.code for each in family()]

    assert sorted(codes) == sorted(set(codes))


def test_every_refusal_has_a_status_of_an_error_and_words_that_end():
    assert [each for each in family() if not (400 <= each.status < 600 and each.words.endswith("."))] == []


def test_a_body_names_the_fields_and_carries_the_details():
    refusal = AlreadyTaken(
        errors={"call": "is Anna's"}, reasons={"call": "taken"}, taken_by={"id": "1", "name": "Anna"}
    )

    assert refusal.body() == {
        "code": "already_taken",
        "message": "A colleague has taken this.",
        "again": False,
        "errors": {"call": "is Anna's"},
        "reasons": {"call": "taken"},
        "taken_by": {"id": "1", "name": "Anna"},
    }


def test_a_body_without_fields_says_nothing_of_fields():
    assert Invalid("Two numbers are too many.").body() == {
        "code": "invalid",
        "message": "Two numbers are too many.",
        "again": False,
    }
