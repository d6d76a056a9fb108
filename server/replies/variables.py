"""What stands for a person's facts in a ready answer, and how it becomes plain words before anybody sends it."""

import re
from collections.abc import Mapping
from typing import NamedTuple

NAMES = ("name", "first_name", "manager", "site", "page")
ANY = re.compile(r"\{([^{}\n]*)\}")
# A name that is not known goes together with the comma that leads to it: "Hello, {name}!" becomes "Hello!".
UNKNOWN = re.compile(r"^[ \t]*\{(\w+)\}[,;:]?[ \t]*|(?:,[ \t]*|[ \t]+)?\{(\w+)\}", re.MULTILINE)


class Known(NamedTuple):
    """What is known where a ready answer is put in; empty: not known."""

    name: str = ""
    manager: str = ""
    site: str = ""
    page: str = ""


def strange(text: str) -> list[str]:
    """What stands in braces and is no variable of ours, as it was written."""
    return list(dict.fromkeys(name for name in ANY.findall(text) if name not in NAMES))


def filled(text: str, known: Known) -> str:
    """The answer as the visitor reads it: what is not known is left out, so that no brace is ever sent."""
    values = _values(known)

    def leave_out(found: re.Match[str]) -> str:
        return found[0] if values.get(found[1] or found[2]) else ""

    # One pass puts the facts in: one that holds braces itself is never read as a variable.
    left = UNKNOWN.sub(leave_out, text)
    said = ANY.sub(lambda found: values.get(found[1], ""), left)
    return _capital(said) if left != text and left[:1] != text[:1] else said


def _values(known: Known) -> Mapping[str, str]:
    return {
        "name": known.name,
        "first_name": known.name.partition(" ")[0],
        "manager": known.manager.partition(" ")[0] or known.site,
        "site": known.site,
        "page": known.page or known.site,
    }


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
