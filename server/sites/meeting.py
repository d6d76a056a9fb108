"""Two people's states of one widget over what both began with: what goes together, and what must be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.sites.differences import UNSAID, Difference, Document, differences, put_together
from server.sites.joined_rows import MINE, THEIRS, JoinedRows, join
from server.sites.rows import Was

BOTH = "both"  # of a list: the rows of both


@dataclass(frozen=True, slots=True)
class ListField:
    """A list whose rows can be told apart: what it is as long as nothing is said, and the fields of a row on which the
    meaning of its others hangs."""

    usual: Sequence[Any]
    leading: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """One field in which two states differ; `found` leads from theirs to mine, `was` is what both began with.

    `usual` is what is chosen where nobody chooses; empty: both have changed it, and somebody has to. `rows` are those
    of a list that both have changed.
    """

    found: Difference
    was: Any
    usual: str = ""
    rows: JoinedRows | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """What has to be chosen, by the names under which it is."""
        if self.usual:
            return ()
        return tuple(f"{self.found.path}.{key}" for key in self.rows.asks) if self.rows else (self.found.path,)

    def value(self, choices: Mapping[str, str]) -> Any:
        """What holds once everything is chosen."""
        if self.rows and not self.usual:
            asked = zip(self.names, self.rows.asks, strict=True)
            return self.rows.rows({key: choices[name] for name, key in asked})
        choice = choices.get(self.found.path, self.usual)
        if self.rows and choice == BOTH:
            return self.rows.rows({})
        return self.found.new if choice == MINE else self.found.old


def meetings(
    base: Document, theirs: Document, mine: Document, lists: Mapping[str, ListField], stood: Mapping[str, Was]
) -> list[Meeting]:
    """Every field in which mine differs from theirs.

    `lists` are the fields that are lists of rows, by their paths; `stood` tells where my rows stood in the list that
    both began with.
    """
    by_them = {each.path: each.old for each in differences(base, theirs)}
    by_me = {each.path: each.old for each in differences(base, mine)}
    made = []
    for each in differences(theirs, mine):
        was = by_them.get(each.path, by_me.get(each.path, each.old))
        if each.path not in by_them or each.path not in by_me:
            made.append(Meeting(each, was, MINE if each.path in by_me else THEIRS))
        elif each.path in lists and all(_is_list(value) for value in (was, each.old, each.new)):
            was_rows, their_rows, my_rows = (
                value if isinstance(value, list) else lists[each.path].usual for value in (was, each.old, each.new)
            )
            rows = join(was_rows, their_rows, my_rows, stood.get(each.path), lists[each.path].leading)
            made.append(Meeting(each, was, "" if rows.asks else BOTH, rows))
        else:
            made.append(Meeting(each, was))
    return made


def _is_list(value: Any) -> bool:
    return value is UNSAID or value is None or isinstance(value, list)


def settled(theirs: Document, met: Sequence[Meeting], choices: Mapping[str, str]) -> dict[str, Any] | None:
    """The state with everything as it was chosen, or None as long as something is left to choose."""
    names = [name for each in met for name in each.names]
    if any(choices.get(name) not in (MINE, THEIRS) for name in names):
        return None
    values = ((each.found, each.value(choices)) for each in met)
    chosen = [Difference(found.path, found.old, value) for found, value in values if value is not found.old]
    return put_together(theirs, chosen)
