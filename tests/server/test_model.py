"""What comes from outside is refused by name: a path and a sentence for each mistake."""

import re
from pathlib import Path
from typing import Annotated, Literal

import pytest

from server.model import MOST_PROBLEMS, WRITTEN, InvalidSettings, Model
from server.widget import Field, Language, Line, Settings, ShortText

ROOT = Path(__file__).parents[2]
PATTERN = re.compile(r'pattern=r"([^"]+)"')


class Example(Settings):
    title: ShortText = ShortText()
    seconds: int = 5


class Contact(Model):
    phone: str


def test_every_error_is_reported_with_its_path():
    with pytest.raises(InvalidSettings) as refused:
        Example.read({"title": {"ENGLISH": "x"}, "seconds": "soon", "colour": "red"})

    assert sorted(refused.value.problems) == ["colour", "seconds", "title.ENGLISH"]
    assert refused.value.problems["colour"] == "is not a known field"


def test_a_missing_field_is_named_under_its_place():
    with pytest.raises(InvalidSettings) as refused:
        Contact.read({}, "values")

    assert refused.value.problems == {"values.phone": "is required"}


def test_what_was_sent_is_not_repeated_in_the_refusal():
    with pytest.raises(InvalidSettings) as refused:
        Example.read({"seconds": "secret-canary"})

    assert "secret-canary" not in str(refused.value.body())


class Asked(Model):
    tags: tuple[Line, ...] = Field((), max_length=2)
    label: dict[Language, Line] = Field(default_factory=dict)
    words: Annotated[Line, Field(min_length=2, max_length=60)] = "yes"
    when: Literal["now", "later"] = "now"
    inner: Contact | None = None


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": "x" * 10_000}, {"words": "at most 60 characters"}),
        ({"words": "x"}, {"words": "at least 2 characters"}),
        ({"words": 5}, {"words": "must be a text"}),
        ({"tags": "one"}, {"tags": "must be a list"}),
        ({"tags": ["a", "b", "c"]}, {"tags": "at most 2 of them"}),
        ({"inner": 5}, {"inner": "must be an object"}),
        ({"when": "soon"}, {"when": "must be 'now' or 'later'"}),
        ({"label": {'xx-evil".': "x"}}, {"label": "a language like en, sr or sr-Latn"}),
        ({"label": {"english": "x"}}, {"label.english": "a language like en, sr or sr-Latn"}),
        ([], {"body": "must be an object"}),
    ],
)
def test_a_refusal_speaks_to_people_and_not_of_python(sent: object, said: dict[str, str]):
    with pytest.raises(InvalidSettings) as refused:
        Asked.read(sent)

    assert refused.value.problems == said


def test_every_pattern_of_the_house_is_put_into_words():
    written = {each for path in ROOT.glob("server/**/*.py") for each in PATTERN.findall(path.read_text("utf-8"))}

    assert sorted(written - WRITTEN.keys()) == []


def test_whoever_makes_thousands_of_mistakes_is_told_a_hundred():
    with pytest.raises(InvalidSettings) as refused:
        Contact.read({f"field{n}": 0 for n in range(5000)})

    assert len(refused.value.problems) == MOST_PROBLEMS
