"""What two states of a widget differ in, field by field, and how a choice among them is put together."""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

Document = Mapping[str, Any]
UNSAID: Final = object()  # a field that a state does not have: its default holds


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, by its path (`settings.title.en`, `rules.priority`): what it was and what it is, or UNSAID."""

    path: str
    old: Any
    new: Any


def differences(old: Document, new: Document) -> list[Difference]:
    """Every field in which `{settings, rules}` differ, in the order of the new state, then what only the old one has.

    A text counts by its languages and a group by its fields; lists and rules count as a whole.
    """
    were, are = dict(_fields(old)), dict(_fields(new))
    paths = [*are, *(path for path in were if path not in are)]
    found = [Difference(path, were.get(path, UNSAID), are.get(path, UNSAID)) for path in paths]
    return [each for each in found if each.old is UNSAID or each.new is UNSAID or each.old != each.new]


def put_together(ground: Document, chosen: Iterable[Difference]) -> dict[str, Any]:
    """`ground` with the new values of these differences."""
    made = deepcopy({"settings": dict(ground["settings"]), "rules": dict(ground["rules"])})
    for each in chosen:
        place: dict[str, Any] = made
        *above, last = each.path.split(".", 2)
        for name in above:
            if not isinstance(place.get(name), dict):
                place[name] = {}
            place = place[name]
        if each.new is UNSAID:
            place.pop(last, None)
        else:
            place[last] = each.new
    for name in [name for name, value in made["settings"].items() if value == {}]:
        if ground["settings"].get(name) != {}:
            del made["settings"][name]  # a text that has lost its last language says nothing any more
    return made


def _fields(document: Document) -> Iterator[tuple[str, Any]]:
    for name, value in document["settings"].items():
        if isinstance(value, dict) and value:
            yield from ((f"settings.{name}.{part}", each) for part, each in value.items())
        elif value != {}:
            yield f"settings.{name}", value
    for name, value in document["rules"].items():
        if value not in ({}, [], None):
            yield f"rules.{name}", value
