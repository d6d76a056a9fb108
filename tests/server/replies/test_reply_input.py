"""What a ready answer may be, and how what is wrong is named."""

import pytest

from server.errors import Invalid
from server.replies.reply_input import NewReply, ReplyChange


def test_l9_a_ready_answer_is_cleaned_as_it_is_read():
    new = NewReply.read({"shortcut": "/Часы", "text": " From nine\u202e to six, {first_name}. ", "language": "ru"})
    assert new == NewReply(shortcut="часы", text="From nine to six, {first_name}.", language="ru")


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"shortcut": "two words"}, "shortcut", "letters, digits"),
        ({"shortcut": ""}, "shortcut", ""),
        ({"shortcut": "x" * 32}, "shortcut", "31"),
        ({"text": "Hi {nmae}"}, "text", "{nmae} is no variable"),
        ({"text": " \n "}, "text", ""),
        ({"text": "x" * 2001}, "text", "2000"),
        ({"title": "x" * 81}, "title", "80"),
        ({"language": "english"}, "language", ""),
        ({"position": -1}, "position", ""),
        ({"colour": "red"}, "colour", "not a known field"),
    ],
)
def test_l9_what_is_wrong_is_refused_by_its_field(said, field, words):
    with pytest.raises(Invalid) as refused:
        NewReply.read({"shortcut": "hours", "text": "From nine."} | said)
    assert list(refused.value.errors) == [field]
    assert words in refused.value.errors[field]


def test_l9_a_change_holds_only_what_it_names():
    assert ReplyChange.read({"title": "Hours"}).named() == {"title": "Hours"}
    with pytest.raises(Invalid):
        ReplyChange.read({"text": "{nobody}"})
