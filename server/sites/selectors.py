"""CSS selectors that owners write: what no browser takes for one would select nothing, in silence, and is refused."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from server.widget import InvalidSettings

CONTROL = "selector"  # of the fields that hold one
REASON = "not_a_selector"
WORDS = "a CSS selector, for example #delivery, .buy or [href^='/cart']"
ESCAPED = r"\\(?:[0-9A-Fa-f]{1,6}[ \t\r\n\f]?|[^0-9A-Fa-f\r\n\f])"
NAME = rf"(?:--|-?(?:[A-Za-z_]|[^\x00-\x7f]|{ESCAPED}))(?:[A-Za-z0-9_-]|[^\x00-\x7f]|{ESCAPED})*"
STRING = r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
SPACE = r"[ \t\r\n\f]*"
TYPE = re.compile(rf"(?:(?:{NAME}|\*)?\|)?(?:{NAME}|\*)")
SIMPLE = re.compile(
    rf"&|[#.]{NAME}"
    rf"|\[{SPACE}(?:(?:{NAME}|\*)?\|)?{NAME}{SPACE}(?:[~|^$*]?={SPACE}(?:{NAME}|{STRING}){SPACE}(?:[A-Za-z]{SPACE})?)?\]"
)
PSEUDO = re.compile(rf"::?({NAME})")
BETWEEN = re.compile(rf"{SPACE}(?:[>+~]|\|\|){SPACE}|[ \t\r\n\f]+")
ENDS = {"(": ")", "[": "]", "{": "}"}
OF_SELECTORS = {"not": False, "has": True}  # those that take no wrong list within; whether it may begin with a sign


def is_selector(words: str, *, is_relative: bool = False) -> bool:
    """Whether browsers may take this for a list of selectors; names of pseudo-classes, of which there are ever more,
    are not looked at. A `relative` one may begin with `>`, `+` or `~`."""
    parts = _split(words)
    return parts is not None and all(_is_complex(each.strip(" \t\r\n\f"), is_relative) for each in parts)


def _split(words: str) -> list[str] | None:
    """The parts between commas, or None where brackets or quotes are left open."""
    parts, start, open_until = [], 0, ""
    for token in re.finditer(rf"\\.|{STRING}|[\"'(){{}},\[\]]", words, re.DOTALL):
        sign = token[0]
        if sign in ENDS:
            open_until += ENDS[sign]
        elif sign in ENDS.values():
            if not open_until.endswith(sign):
                return None
            open_until = open_until[:-1]
        elif sign in ("'", '"'):
            return None
        elif sign == "," and not open_until:
            parts.append(words[start : token.start()])
            start = token.end()
    return None if open_until else [*parts, words[start:]]


def _is_complex(words: str, is_relative: bool) -> bool:
    at = 0
    if is_relative and (sign := re.match(rf"[>+~]{SPACE}", words)):
        at = sign.end()
    while at < len(words):
        end = _compound(words, at)
        if end == at:
            return False
        at = end
        if at == len(words):
            return True
        between = BETWEEN.match(words, at)
        if between is None:
            return False
        at = between.end()
    return False


def _compound(words: str, at: int) -> int:
    """Where what stands for one element ends; at its own beginning, where it is none."""
    if (named := TYPE.match(words, at)) is not None:
        at = named.end()
    while at < len(words):
        if (found := SIMPLE.match(words, at)) is not None:
            at = found.end()
        elif (pseudo := PSEUDO.match(words, at)) is not None:
            end = _arguments(words, pseudo.end(), pseudo[1].lower())
            if end < 0:
                return at if named is None else named.start()
            at = end
        else:
            break
    return at


def _arguments(words: str, at: int, name: str) -> int:
    """Where the brackets behind a pseudo-class end; -1 where they cannot stand so."""
    if words[at : at + 1] != "(":
        return at
    depth = 0
    for token in re.finditer(rf"\\.|{STRING}|[()]", words[at:], re.DOTALL):
        depth += {"(": 1, ")": -1}.get(token[0], 0)
        if depth == 0:
            inner = words[at + 1 : at + token.start()]
            is_fine = name not in OF_SELECTORS or is_selector(inner, is_relative=OF_SELECTORS[name])
            return at + token.end() if is_fine else -1
    return -1


def check(*models: tuple[str, BaseModel], kept: Mapping[str, Any]) -> None:
    """Refuse what is no selector, each by its path; what was `kept` before stays as it is."""
    before = set(_words(kept))
    wrong = [path for where, model in models for path, words in mistaken(model, where) if words not in before]
    if wrong:
        raise InvalidSettings(errors=dict.fromkeys(wrong, WORDS), reasons=dict.fromkeys(wrong, REASON))


def mistaken(value: object, path: str) -> Iterator[tuple[str, str]]:
    """Everything that stands where a selector should and is none, with its path; empty fields select nothing."""
    if isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            extra, inner = field.json_schema_extra, getattr(value, name)
            if isinstance(extra, dict) and extra.get("control") == CONTROL:
                yield from [(f"{path}.{name}", inner)] if inner and not is_selector(inner) else []
            else:
                yield from mistaken(inner, f"{path}.{name}")
    elif isinstance(value, (list, tuple)):
        for place, each in enumerate(value):
            yield from mistaken(each, f"{path}.{place}")


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _words(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _words(each)
