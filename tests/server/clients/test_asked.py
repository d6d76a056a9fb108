"""What is looked for: typed words as ranges of the index."""

import pytest
from pydantic import ValidationError

from server.clients.asked import Asked, begins, exactly, may_be_number, typed


def test_every_typed_word_is_a_beginning():
    assert typed("Ann Соловьёв") == [("ann", (begins("ann"),)), ("соловьев", (begins("соловьев"),))]


def test_figures_are_also_the_end_of_a_number_with_and_without_what_is_dialled_first_at_home():
    assert typed("064 123-45") == [
        ("06412345", (begins("06412345"), begins("#06412345"), begins("#6412345"))),
    ]
    assert typed("8 900 000", ("0", "8")) == [
        ("8900000", (begins("8900000"), begins("#8900000"), begins("#900000"))),
    ]
    assert typed("123") == [("123", (begins("123"),))]


def test_words_without_four_digits_are_no_number():
    assert [may_be_number(q) for q in ("8 900", "+381", "Ann 12 34", "Ann")] == [True, False, True, False]


def test_at_most_eight_words_are_looked_at():
    assert len(typed(" ".join(f"w{number}" for number in range(100)))) == 8


def test_a_range_holds_its_words_only():
    assert [begins("ab").holds(word) for word in ("ab", "abc", "ac", "aa", "b")] == [True, True, False, False, False]
    assert [exactly("ab").holds(word) for word in ("ab", "abc")] == [True, False]


@pytest.mark.parametrize(
    "said", [{"owner": "x"}, {"has": "fax"}, {"q": "x" * 255}, {"colour": "red"}, {"tag": ""}], ids=str
)
def test_what_makes_no_sense_is_refused(said: dict[str, str]):
    with pytest.raises(ValidationError):
        Asked.model_validate(said)


def test_nothing_asked_is_everybody():
    assert (Asked().is_everybody, Asked(q=" ").is_everybody, Asked(q="a").is_everybody) == (True, True, False)
    assert not Asked(has="phone").is_everybody
