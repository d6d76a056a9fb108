"""What a rule may ask about: one table that the model, both deciders, the console's editor and the docs are drawn from.

A field is a word of the table, or `set.<name>` for an attribute that the site's own page tells of itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Takes = Literal["address", "path", "words", "number", "choice", "code"]
Known = Literal["page", "memory", "server"]

ON_WORDS = ("is", "not", "contains", "prefix", "glob", "in")
ON_CHOICES = ("is", "not", "in")
ON_NUMBERS = ("is", "not", "in", "at_least", "at_most")
OPS: Mapping[Takes, tuple[str, ...]] = MappingProxyType(
    {
        "address": ON_WORDS,
        "path": ON_WORDS,
        "words": ON_WORDS,
        "number": ON_NUMBERS,
        "choice": ON_CHOICES,
        "code": ON_CHOICES,
    }
)
YES_OR_NO = ("yes", "no")
ATTRIBUTE = re.compile(r"set\.[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class RuleField:
    """One thing to ask about.

    `takes` tells what it is compared with: a page's address, words, a number from `least` to `most`, one of
    `choices`, or a code matched by `code`. `known` tells where it is known: on every page at once (`page`), only once
    the visitor may be remembered (`memory`), or when the live line stands (`server`); until then it is unknown.
    """

    name: str
    takes: Takes
    known: Known = "page"
    choices: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    code: str = ""

    @property
    def ops(self) -> tuple[str, ...]:
        """The operators that mean something here."""
        return OPS[self.takes]


_ALL = (
    RuleField("address", "address"),
    RuleField("path", "path"),
    RuleField("referrer", "words"),  # the whole address of the page before, empty where the browser names none
    *(RuleField(f"utm_{name}", "words") for name in ("source", "medium", "campaign", "content", "term")),
    RuleField("device", "choice", choices=("phone", "tablet", "desktop")),
    RuleField("language", "code", code=r"[a-z]{2,3}"),  # of the visitor's browser, without its region
    RuleField("hour", "number", least=0, most=23),  # in the site's time zone
    RuleField("day", "number", least=1, most=7),  # Monday is 1 (ISO 8601), in the site's time zone
    RuleField("visits", "number", "memory", least=1, most=100_000),
    RuleField("pages", "number", "memory", least=1, most=100_000),  # of this visit
    RuleField("visitor", "choice", "memory", choices=("new", "returning")),
    *(RuleField(f"knows_{fact}", "choice", choices=YES_OR_NO) for fact in ("name", "phone", "email")),
    RuleField("country", "code", "server", code=r"[A-Z]{2}"),
    RuleField("online", "choice", "server", choices=YES_OR_NO),  # whether somebody of the team is here
)
FIELDS: Mapping[str, RuleField] = MappingProxyType({field.name: field for field in _ALL})


def field_of(name: str) -> RuleField | None:
    """The field of this name; an attribute of the page takes words and numbers alike. None: there is no such field."""
    if ATTRIBUTE.fullmatch(name):
        return RuleField(name, "words")
    return FIELDS.get(name)


def ops_of(name: str) -> tuple[str, ...]:
    """The operators of this field; an attribute of the page takes all of them."""
    found = field_of(name)
    if found is None:
        return ()
    return (*ON_WORDS, "at_least", "at_most") if found.name.startswith("set.") else found.ops


def is_of_server(name: str) -> bool:
    """Whether browsers hear of this field over the live line only."""
    found = field_of(name)
    return found is not None and found.known == "server"


def told() -> str:
    """Each field with its operators and what it is compared with, in one line for whoever writes a program."""
    return "; ".join(f"{field.name}: {', '.join(field.ops)}{_compared(field)}" for field in _ALL) + (
        f"; set.<attribute> (what the page tells of itself by set): {', '.join(ops_of('set.a'))}"
    )


def _compared(field: RuleField) -> str:
    if field.takes == "number":
        return f" ({field.least} to {field.most})"
    said = " | ".join(field.choices) or field.code
    return f" ({said})" if said else ""
