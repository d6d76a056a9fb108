"""The words of a message as they are kept."""

import pytest

from server.conversations.said import TEXT_LENGTH, clean
from server.errors import Invalid


def test_words_are_kept_as_they_were_written_without_what_cannot_be_seen():
    assert clean("  Здравствуйте!\r\nЕсть ли Гуджи?\0\t<b>O'Brien</b> =SUM(1) 👩‍🚀 ") == (
        "Здравствуйте!\nЕсть ли Гуджи? <b>O'Brien</b> =SUM(1) 👩‍🚀"
    )


def test_nothing_is_read_backwards_and_right_to_left_words_keep_their_marks():
    assert clean("pay \u202e000,1\u202c \u202d€") == "pay 000,1\u202c €"
    assert clean("שלום\u200f!") == "שלום\u200f!"


@pytest.mark.parametrize("nothing", ["", "   ", "\n\n", "\u200b\u2060", "\u202e"])
def test_what_shows_nothing_is_no_message(nothing: str):
    with pytest.raises(Invalid) as refused:
        clean(nothing)
    assert refused.value.reasons == {"text": "required"}


def test_more_than_four_thousand_characters_are_refused_and_a_tower_of_marks_is_cut():
    assert len(clean("x" * TEXT_LENGTH)) == TEXT_LENGTH
    with pytest.raises(Invalid) as refused:
        clean("x" * (TEXT_LENGTH + 1))
    assert refused.value.reasons == {"text": "too_long"}
    assert len(clean("Z" + "\u0310" * 3000)) < 40
