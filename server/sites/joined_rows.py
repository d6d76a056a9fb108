"""One list that two people have changed: their rows go together row by row, and one question is asked for each row
that both have changed otherwise."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from server.sites.rows import Was, alike, known

GONE: Final = object()  # a row that somebody has taken out
MINE, THEIRS = "mine", "theirs"
ORDER = "order"  # the key of the question in which order the rows go
Identity = tuple[str, int]  # by whom a row came in, and where it stood there


@dataclass(frozen=True, slots=True)
class Dispute:
    """A row that stood at `at` and that both have changed in the same fields, or one has changed and one taken out."""

    key: str
    at: int
    was: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class JoinedRows:
    """The rows of a list as they go together; `disputes` have to be chosen, and so has the order where both moved rows.

    What only one of both has added, changed, moved or taken out holds by itself.
    """

    disputes: tuple[Dispute, ...]
    asks_order: bool
    _settled: Mapping[Identity, Any]
    _mine: tuple[Identity, ...]
    _theirs: tuple[Identity, ...]
    _first: str

    @property
    def asks(self) -> tuple[str, ...]:
        """The keys of everything that has to be chosen."""
        return (*(each.key for each in self.disputes), *((ORDER,) if self.asks_order else ()))

    def rows(self, choices: Mapping[str, str]) -> list[Any]:
        """The list, with `mine` or `theirs` for each key of `asks`."""
        rows = dict(self._settled)
        for each in self.disputes:
            rows["was", each.at] = each.mine if choices[each.key] == MINE else each.theirs
        leads = choices[ORDER] if self.asks_order else self._first
        one, other = (self._mine, self._theirs) if leads == MINE else (self._theirs, self._mine)
        return [rows[each] for each in _woven(one, other) if rows.get(each, GONE) is not GONE]


def join(
    was: Sequence[Any],
    theirs: Sequence[Any],
    mine: Sequence[Any],
    mine_stood: Was | None = None,
    leading: Collection[str] = (),
) -> JoinedRows:
    """Put both states of a list together over the one they began with; `mine_stood` tells where my rows stood in it.

    What one row says in different fields goes together as well, unless somebody has changed one of the `leading`
    fields, on which the meaning of the others hangs.
    """
    stood = known(was, mine_stood) if mine_stood is not None and len(mine_stood) == len(mine) else alike(was, mine)
    theirs_ids = _identities(THEIRS, alike(was, theirs))
    mine_ids = _alike_are_one(_identities(MINE, stood), mine, theirs_ids, theirs)
    rows_of_mine = dict(zip(mine_ids, mine, strict=True))
    rows_of_theirs = dict(zip(theirs_ids, theirs, strict=True))
    settled = {each: row for each, row in (rows_of_theirs | rows_of_mine).items() if each[0] != "was"}
    disputes: list[Dispute] = []
    for at, row in enumerate(was):
        one, other = rows_of_mine.get(("was", at), GONE), rows_of_theirs.get(("was", at), GONE)
        as_mine, as_theirs = _both(row, one, other, leading)
        if as_mine is as_theirs or as_mine == as_theirs:
            settled["was", at] = as_mine
        else:
            disputes.append(Dispute(f"was{at}", at, row, as_mine, as_theirs))
    common = set(mine_ids) & set(theirs_ids)
    orders = [[each[1] for each in ids if each in common and each[0] == "was"] for ids in (mine_ids, theirs_ids)]
    mine_moved, theirs_moved = (order != sorted(order) for order in orders)
    asks_order = mine_moved and theirs_moved and orders[0] != orders[1]
    first = MINE if mine_moved else THEIRS
    return JoinedRows(tuple(disputes), asks_order, settled, mine_ids, theirs_ids, first)


def _identities(who: str, stood: Was) -> tuple[Identity, ...]:
    return tuple((who, at) if place is None else ("was", place) for at, place in enumerate(stood))


def _alike_are_one(
    mine: tuple[Identity, ...], rows: Sequence[Any], theirs: tuple[Identity, ...], others: Sequence[Any]
) -> tuple[Identity, ...]:
    """What both have added in the same words is one row."""
    free = [at for at, (who, _) in enumerate(theirs) if who == THEIRS]
    made: list[Identity] = []
    for identity, row in zip(mine, rows, strict=True):
        same = next((at for at in free if identity[0] == MINE and others[at] == row), None)
        if same is not None:
            free.remove(same)
        made.append(identity if same is None else theirs[same])
    return tuple(made)


def _both(was: Any, mine: Any, theirs: Any, leading: Collection[str]) -> tuple[Any, Any]:
    """The row with what both have changed in it: where they disagree once as I have it, and once as they do."""
    if mine is GONE or theirs is GONE:
        left = theirs if mine is GONE else mine
        return (GONE, GONE) if left is GONE or left == was else (mine, theirs)
    if mine in (was, theirs):
        return theirs, theirs
    if theirs == was:
        return mine, mine
    has_fields = all(isinstance(each, Mapping) for each in (was, mine, theirs))
    if has_fields and all(mine.get(name) == theirs.get(name) == was.get(name) for name in leading):
        return _by_fields(was, mine, theirs)
    return mine, theirs


def _by_fields(was: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[Any, Any]:
    as_mine: dict[str, Any] = {}
    as_theirs: dict[str, Any] = {}
    for name in dict.fromkeys((*theirs, *mine)):
        three = [each.get(name, GONE) for each in (was, mine, theirs)]
        if all(each is GONE or _is_text(each) for each in three):  # a text goes together language by language
            three = [{} if each is GONE else each for each in three]
            one, other = _by_languages(*three)
        else:
            one, other = _field(*three)
        for row, value in ((as_mine, one), (as_theirs, other)):
            if value is not GONE:
                row[name] = value
    return as_mine, as_theirs


def _field(was: Any, mine: Any, theirs: Any) -> tuple[Any, Any]:
    if mine == was:
        return theirs, theirs
    return (mine, mine) if theirs == was else (mine, theirs)


def _is_text(value: Any) -> bool:
    return isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values())


def _by_languages(was: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[Any, Any]:
    pairs = {
        name: _field(*(each.get(name, GONE) for each in (was, mine, theirs))) for name in {**was, **mine, **theirs}
    }
    texts = ({name: pair[at] for name, pair in pairs.items() if pair[at] is not GONE} for at in (0, 1))
    one, other = (text or GONE for text in texts)
    return one, other


def _woven(one: Sequence[Identity], other: Sequence[Identity]) -> list[Identity]:
    """All of one in its order, and what only the other has, each behind the row that it stood behind."""
    woven = list(one)
    at = 0
    for each in other:
        if each in woven:
            at = woven.index(each) + 1
        else:
            woven.insert(at, each)
            at += 1
    return woven
