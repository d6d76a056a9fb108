"""A ready answer says what is known, and never shows a brace to a visitor."""

import pytest

from server.replies.variables import Known, filled, strange

MILA = Known("Mila Jovanović", "Anna Petrova", "Harbour Row", "Guji beans")


def test_l9_what_is_known_stands_in_its_place():
    said = filled("Hello, {first_name}! {manager} of {site}, about {page}, for {name}.", MILA)
    assert said == "Hello, Mila! Anna of Harbour Row, about Guji beans, for Mila Jovanović."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hello, {name}!", "Hello!"),
        ("Здравствуйте, {first_name}! Чем помочь?", "Здравствуйте! Чем помочь?"),
        ("Hi {first_name}, we are open.", "Hi, we are open."),
        ("{name}, we are open.", "We are open."),
        ("{first_name}, {name}", ""),
        ("Line one.\n{name}, line two.", "Line one.\nline two."),
        ("{manager} looks at {page}.", "Harbour Row looks at Harbour Row."),
    ],
)
def test_l9_what_is_not_known_is_left_out_so_that_the_sentence_can_be_read(text, said):
    assert filled(text, Known(site="Harbour Row")).strip(", ") == said


def test_l9_no_brace_is_sent_whatever_a_person_is_called():
    assert filled("Hello, {name}!", Known("{manager}", "Anna")) == "Hello, {manager}!"
    assert "{name}" not in filled("{name}{name} {name}, {name}", Known())


def test_l9_a_variable_that_there_is_none_of_is_found_by_its_name():
    assert strange("Hi {nmae}, {name} {nmae} {}") == ["nmae", ""]
    assert strange("Hi {first_name} at {site}") == []
