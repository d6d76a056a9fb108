"""What two states of a widget differ in, in words: field by field, and of a list row by row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.console.form_shapes import BY_LANGUAGE, NOTHING, OF_CONDITIONS, Shape
from server.console.labels import Label, spelled
from server.console.tongues import tongue
from server.console.values_said import both_shortened, shortened
from server.console.words import Words
from server.sites.rows import Row, Was, rows_between

LONGEST_NAME = 60  # characters of what a row says, by which it is known among the others
Said = Callable[[Any, str, Shape | None], str]  # a value, its key and its shape: the words


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of one row of a list, with its fields that differ; `name` begins with its number in the list."""

    became: str
    name: str
    fields: tuple["Change", ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs, in words; of a list whose rows can be told apart `rows` tells what became of each.

    `side` is empty, or `old` or `new` where the field has been there on that side only.
    """

    path: str
    label: str
    old: str
    new: str
    rows: tuple[RowChange, ...] = ()
    side: str = ""


@dataclass(frozen=True, slots=True)
class RowsSaid:
    """Lists told row by row in one reader's words; `said` gives a value's words."""

    label: Label
    t: Words
    said: Said

    def changes(
        self, old: Sequence[Any], new: Sequence[Any], shape: Shape, key: str, was: Was | None = None
    ) -> tuple[RowChange, ...]:
        """Every row added, taken out, moved or changed; `was` tells where the new rows stood, if it is known."""
        return tuple(self._row(each, shape, key) for each in rows_between(old, new, was))

    def _row(self, row: Row, shape: Shape, key: str) -> RowChange:
        if row.at is None:
            at = row.was_at or 0
            return RowChange(self.t("changes.row_out"), self.name(row.old, at, shape, key))
        name = self.name(row.new, row.at, shape, key)
        if row.was_at is None:
            return RowChange(self.t("changes.row_new"), name, self.fields(None, row.new, shape, key))
        key_of_state = "changes.row_moved" if row.is_moved else "changes.row_changed"
        became = self.t(key_of_state, was=row.was_at + 1, at=row.at + 1)
        return RowChange(became, name, self.fields(row.old, row.new, shape, key))

    def name(self, row: Any, at: int, shape: Shape, key: str) -> str:
        """A row as people know it: its number, what kind of thing it is, and the first words that it says."""
        parts = list(self._known_by(row, shape, key))
        return f"{at + 1}. {shortened(' · '.join(parts), LONGEST_NAME)}" if parts else f"{at + 1}."

    def _known_by(self, row: Any, shape: Shape, key: str) -> Iterator[str]:
        fields = shape.items.fields if shape.items else ()
        for each in fields:
            value = row.get(each.name) if isinstance(row, Mapping) else None
            if each.control == "choice" and each.default is NOTHING and value:
                yield self.said(value, f"{key}.{each.name}", each)
        for each in fields:
            value = row.get(each.name) if isinstance(row, Mapping) else None
            words = next(iter(value.values()), "") if each.control in BY_LANGUAGE and isinstance(value, dict) else value
            if each.control in (*BY_LANGUAGE, "line", "lines", "address") and words and isinstance(words, str):
                yield " ".join(words.split())
                return

    def fields(self, old: Any, new: Any, shape: Shape, key: str) -> tuple[Change, ...]:
        """The fields in which two states of a row differ; a row that was not there (None) had none."""
        if shape.items is None or not shape.items.fields:
            words = both_shortened(*(self.said(each, key, shape.items) for each in (old, new)))
            return (Change(key, "", *words, side="new" if old is None else ""),)
        return tuple(self._group(old, new, shape.items.fields, key))

    def _group(self, old: Any, new: Any, shapes: Sequence[Shape], key: str, above: str = "") -> Iterator[Change]:
        side = "new" if old is None else "old" if new is None else ""
        were, are = (each if isinstance(each, Mapping) else {} for each in (old, new))
        for shape in shapes:
            inner = f"{key}.{shape.name}"
            label = above + (self.label(f"setting.{inner}") or spelled(shape.name))
            usual = {} if shape.control in OF_CONDITIONS else shape.default
            was, now = (each.get(shape.name, usual) for each in (were, are))
            if was == now:
                continue
            if shape.control in BY_LANGUAGE:
                yield from self._text(was, now, shape, inner, label, side)
            elif shape.control == "group":
                yield from self._group(was, now, shape.fields, inner, f"{label}: ")
            elif shape.control == "objects" and _are_lists(was, now):
                rows = self.changes(was or (), now or (), shape, inner)
                yield Change(inner, label, "", "", rows)
            else:
                yield self._change(inner, label, was, now, shape, side)

    def _text(self, was: Any, now: Any, shape: Shape, key: str, label: str, side: str) -> Iterator[Change]:
        were, are = (each if isinstance(each, Mapping) else {} for each in (was, now))
        for language in dict.fromkeys((*are, *were)):
            if were.get(language) != are.get(language):
                named = f"{label}, {tongue(language)}"
                yield self._change(key, named, were.get(language), are.get(language), shape, side)

    def _change(self, key: str, label: str, was: Any, now: Any, shape: Shape, side: str) -> Change:
        words = (self.said(None if each is NOTHING else each, key, shape) for each in (was, now))
        return Change(key, label, *both_shortened(*words), side=side)


def _are_lists(*values: Any) -> bool:
    return all(value is NOTHING or value is None or isinstance(value, list) for value in values)
