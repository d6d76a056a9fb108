"""The words that people are found by: folded so that case, accents and ё make no difference, and marks for filters."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from unicodedata import category, normalize
from urllib.parse import urlsplit

from server.clients.emails import readable_email
from server.clients.stored import json_value
from server.clients.tables import LONGEST_WORD

MOST_NAME_WORDS = 20
MOST_MAIL_WORDS = 12
LEAST_DIGITS = 4
MARK = "="  # begins what no typed word begins with
DIGITS = "#"  # begins the ends of a telephone number

_WORD = re.compile(r"[^\W_]+")
_NO_PARTS = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """The text without case and accents: `Ёлка` and `елка`, `Đorđe` and `dorde` become the same."""
    parts = normalize("NFKD", text.casefold())
    if not parts.isascii():
        parts = "".join(sign for sign in parts if category(sign) != "Mn").translate(_NO_PARTS)
    return parts


def split(text: str) -> list[str]:
    """The folded words of a text, each once and cut to what the index holds."""
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in _WORD.findall(fold(text))))


def ends_of(phone: str) -> list[str]:
    """Every end of a number, so that digits from its middle are the beginning of one."""
    digits = "".join(sign for sign in phone if sign.isdecimal())[: LONGEST_WORD - 1]
    return [DIGITS + digits[at:] for at in range(len(digits) - LEAST_DIGITS + 1)]


def mark(kind: str, value: str) -> str:
    """A word for a filter: `source`, `has` or `agreed`, with what it must be."""
    return f"{MARK}{kind}:{fold(value)}"[:LONGEST_WORD]


def source_name(source: Mapping[str, Any]) -> str:
    """How a source is called in lists and filters: the campaign's source, else the host they came from."""
    return str(source.get("utm_source") or _host(str(source.get("referrer", ""))))


def words_of(row: Mapping[str, Any], purposes: Iterable[str]) -> set[str]:
    """Everything that a person is found by, from their row and what they have agreed to."""
    return set(_said(row)) | {mark("agreed", purpose) for purpose in purposes}


def _said(row: Mapping[str, Any]) -> Iterator[str]:
    yield from split(row["name"])[:MOST_NAME_WORDS]
    for written in {row["email"], readable_email(row["email"])}:  # кафе.рф is kept as xn--80akn5b.xn--p1ai
        yield from split(written)[:MOST_MAIL_WORDS]
    yield from ends_of(row["phone"])
    yield from (mark("has", name) for name in ("phone", "email") if row[name])
    if source := source_name(json_value(row["last_source"])):
        yield mark("source", source)


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
