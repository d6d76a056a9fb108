"""Which pieces a site's loader is given: operators, facts, triggers, gates and goals, as its configuration asks."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Pieces = Mapping[str, Mapping[str, str]]
Config = Mapping[str, Any]
WORD = re.compile(r'"?\b\w+\b"?')


def choose(pieces: Pieces, config: Config) -> str:
    """As JavaScript, the pieces that this configuration asks for and those that they lean on; the rest stays here."""
    wanted = _asked(config)
    chosen: dict[tuple[str, str], str] = {}
    while more := {
        (slot, name): code
        for slot, made in pieces.items()
        for name, code in made.items()
        if name in wanted.get(slot, ()) and (slot, name) not in chosen
    }:
        chosen |= more
        words = {word for code in more.values() for word in WORD.findall(code)}
        wanted["shared"] |= words
        wanted["facts"] |= {word.strip('"') for word in words if word[0] == '"'}
    slots = (
        f"{slot}:{{{','.join(f'{name}:{code}' for name, code in made.items() if (slot, name) in chosen)}}}"
        for slot, made in pieces.items()
        if any((slot, name) in chosen for name in made)
    )
    return f"{{{','.join(slots)}}}"


def _asked(config: Config) -> dict[str, set[str]]:
    """What the configuration itself names, by slot."""
    widgets = config["widgets"]
    leaves = list(_leaves(widgets))
    triggers = {trigger["kind"] for widget in widgets for trigger in widget.get("when", ())}
    gates = {
        "caps": any(widget.get("caps") for widget in widgets),
        "guard": bool(config.get("guard")),
    }
    shared = {
        "visited": any(widget.get("after") == "visit" for widget in widgets),
        "soon": bool(config.get("live")),
        "counters": bool(config.get("goals")),
        "wake": bool(config.get("zone")) or any("start" in widget or "stop" in widget for widget in widgets),
    }
    return {
        "triggers": triggers,
        "ops": {leaf["op"] for leaf in leaves},
        "facts": {re.split(r"[._]", leaf["field"])[0] for leaf in leaves},
        "gates": {name for name, is_asked in gates.items() if is_asked},
        "shared": {name for name, is_asked in shared.items() if is_asked},
        "goals": set(config.get("goals", ())),
    }


def _leaves(value: object) -> Iterator[Mapping[str, Any]]:
    """Every condition, wherever it stands; widgets may hold some among their settings."""
    if isinstance(value, Mapping):
        if isinstance(value.get("op"), str) and isinstance(value.get("field"), str):
            yield value
        value = tuple(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            yield from _leaves(each)
