"""How the client store writes JSON: as text made once, and read again where somebody asks."""

import json
from typing import Any

from pydantic_core import to_json


def json_text(value: object) -> str:
    """The value as compact JSON."""
    return to_json(value).decode()


def json_value(text: str) -> Any:
    """What was written as JSON; nothing written is an empty object."""
    return json.loads(text) if text else {}
