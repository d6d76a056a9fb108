"""What is looked for among people: typed words as ranges of the index, and the filters beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from server.clients.words import DIGITS, LEAST_DIGITS, split
from server.sites.instants import Instant
from server.widget import Line, Model

LONGEST = 254
MOST_WORDS = 8  # of one search; what is typed beyond them is not looked at
FIRST, LAST = chr(1), chr(0x10FFFF)  # before and behind every sign, in the order in which both databases keep words
NOBODY = "none"
ID = r"[0-9a-hjkmnp-tv-z]{26}"
Tag = Annotated[str, Field(min_length=1, max_length=40)]
_PHONE = re.compile(r"[\d\s()./+‐-―−-]+")


class Asked(Model):
    """Which people: every field that is given must fit; none given means everybody."""

    q: str = Field(
        "",
        max_length=LONGEST,
        description="Beginnings of words of name, e-mail and tags, at least 4 digits in a row of the phone, or a whole phone or e-mail.",  # noqa: E501
    )
    tag: Line | None = Field(None, min_length=1, max_length=40, description="A tag's name or id.")
    owner: str | None = Field(None, pattern=f"^({ID}|{NOBODY})$", description="A member's id, or `none`.")
    source: Line | None = Field(None, min_length=1, max_length=200, description="Where they came from last.")
    has: Literal["phone", "email"] | None = None
    agreed: str | None = Field(None, pattern=r"^[a-z][a-z0-9_]{0,30}$", description="A purpose they agreed to.")
    created_since: Instant | None = None
    created_until: Instant | None = None
    seen_since: Instant | None = None

    @property
    def is_everybody(self) -> bool:
        """Whether nothing is asked for."""
        return not self.q.strip() and all(getattr(self, name) is None for name in FILTERS)


FILTERS = tuple(name for name in Asked.model_fields if name != "q")


@dataclass(frozen=True, slots=True)
class Range:
    """Words of the index from `low` up to, but without, `high`."""

    low: str
    high: str

    def holds(self, word: str) -> bool:
        """Whether the word lies in it."""
        return self.low <= word < self.high


def may_be_number(q: str) -> bool:
    """Whether what is typed holds enough digits to look for a telephone number."""
    return sum(sign.isdecimal() for sign in q) >= LEAST_DIGITS


def begins(word: str) -> Range:
    """Every word with this beginning."""
    return Range(word, word + LAST)


def exactly(word: str) -> Range:
    """This word alone."""
    return Range(word, word + FIRST)


def typed(q: str, trunks: Sequence[str] = ("0",)) -> list[tuple[str, tuple[Range, ...]]]:
    """Each typed word with the ranges of which one must hold it; digits of one number belong together.

    `trunks` are what a number may begin with at home, and nowhere else: 064… is +381 64… everywhere.
    """
    words = _joined(q)[:MOST_WORDS]
    return [(word, _ranges(word, trunks)) for word in dict.fromkeys(words)]


def _joined(q: str) -> list[str]:
    """The words of a search; a number written in groups is one of them."""
    if _PHONE.fullmatch(q) and (digits := "".join(re.findall(r"\d", q))):
        return [digits]
    return split(q)


def _ranges(word: str, trunks: Sequence[str]) -> tuple[Range, ...]:
    ranges = [begins(word)]
    if word.isdecimal() and len(word) >= LEAST_DIGITS:
        ranges.append(begins(DIGITS + word))
        national = [word.removeprefix(trunk) for trunk in trunks if word.startswith(trunk)]
        ranges += [begins(DIGITS + each) for each in national if len(each) >= LEAST_DIGITS]
    return tuple(ranges)
