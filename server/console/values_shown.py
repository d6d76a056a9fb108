"""Answers and facts with their names as people read them."""

from collections.abc import Mapping
from typing import Any

from server.console.words import Words

CONTACT = ("name", "phone", "email")  # stand beside the face already


def value_name(name: str, t: Words) -> str:
    """What a field is called: in words where we have them, else its own name without underscores."""
    return t.known(f"value.{name}") or name.replace("_", " ")


def readable(values: Mapping[str, Any], t: Words) -> list[tuple[str, str]]:
    """Answers with their names; what is empty and what stands beside the face is left out."""
    return [
        (value_name(name, t), _text(value))
        for name, value in values.items()
        if name not in CONTACT and value not in ("", None, [], {})
    ]


def _text(value: object) -> str:
    return ", ".join(str(each) for each in value) if isinstance(value, list) else str(value)
