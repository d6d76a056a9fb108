"""Which row of a list is which in an earlier or a later state of it, and what became of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Was = Sequence[int | None]
LEAST_ALIKE = 1 / 3  # the share of what two rows say that is the same in both, below which they are two rows
MOST_ROWS = 100  # of longer lists, which no kind has, each row is taken for the one that stood in its place


@dataclass(frozen=True, slots=True)
class Row:
    """One row across two states of its list: where it stood and stands, from 0, and what it was and is.

    `was_at` is None for a row that was added, `at` for one that was taken out; `is_moved`: it stands elsewhere among
    those that stayed.
    """

    was_at: int | None
    at: int | None
    old: Any
    new: Any
    is_moved: bool = False


def rows_between(old: Sequence[Any], new: Sequence[Any], was: Was | None = None) -> list[Row]:
    """Every row that differs in words or place: those there are now in their order, then those taken out.

    `was` tells for each new row where it stood, as far as somebody knows; else the most alike are taken for the same.
    """
    stood = known(old, was) if was is not None and len(was) == len(new) else alike(old, new)
    moved = set(out_of_order(stood))
    stayed = set(stood)
    found = [
        Row(place, at, old[place] if place is not None else None, row, at in moved)
        for at, (place, row) in enumerate(zip(stood, new, strict=True))
        if place is None or at in moved or old[place] != row
    ]
    return found + [Row(at, None, row, None) for at, row in enumerate(old) if at not in stayed]


def known(old: Sequence[Any], was: Was) -> list[int | None]:
    """The places as somebody told them; one that is told twice, or that nothing stood at, is no place."""
    seen: set[int] = set()
    told: list[int | None] = []
    for place in was:
        is_place = place is not None and 0 <= place < len(old) and place not in seen
        told.append(place if is_place else None)
        if place is not None:
            seen.add(place)
    return told


def alike(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each new row the place of the old row that it most likely is: the same, else what says much the same, else
    what stood in the same gap between rows that are sure."""
    if max(len(old), len(new)) > MOST_ROWS:
        return [at if at < len(old) else None for at in range(len(new))]
    stood: list[int | None] = [None] * len(new)
    free = dict.fromkeys(range(len(old)))

    def take(at: int, place: int) -> None:
        stood[at] = place
        del free[place]

    for at, row in enumerate(new):
        if at in free and old[at] == row:
            take(at, at)
    for at, row in enumerate(new):
        same = next((place for place in free if stood[at] is None and old[place] == row), None)
        if same is not None:
            take(at, same)
    left = [at for at in range(len(new)) if stood[at] is None]
    shares = [(likeness(old[place], new[at]), at, place) for at in left for place in free]
    for share, at, place in sorted(shares, key=lambda each: (-each[0], abs(each[1] - each[2]), each[1])):
        if share >= LEAST_ALIKE and stood[at] is None and place in free:
            take(at, place)
    for at, gap in enumerate(_gaps(stood)):
        sure = {place for place in stood if place is not None}
        here = next((place for place in free if sum(each < place for each in sure) == gap), None)
        if stood[at] is None and here is not None:
            take(at, here)
    return stood


def _gaps(stood: Was) -> list[int]:
    """For each new row how many of those before it stood there before."""
    return [sum(place is not None for place in stood[:at]) for at in range(len(stood))]


def likeness(one: Any, other: Any) -> float:
    """The share of everything that two rows say in which they agree, from 0 to 1."""
    said, also = dict(_leaves(one)), dict(_leaves(other))
    names = said.keys() | also.keys()
    return sum(said.get(name) == also.get(name) for name in names) / len(names) if names else 1.0


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for part, each in value.items():
            yield from _leaves(each, f"{name}.{part}")
    else:
        yield name, value


def out_of_order(stood: Was) -> list[int]:
    """The places of the fewest rows that have to move so that all others stand in their old order; of two ways those
    that keep more rows where they are."""
    stayed = [(at, place) for at, place in enumerate(stood) if place is not None]
    if len(stayed) > MOST_ROWS:
        return []
    best: list[tuple[int, int, tuple[int, ...]]] = []  # how many stay up to this row, how many in place, and which
    for at, place in stayed:
        before = [one for one, (_, above) in zip(best, stayed, strict=False) if above < place]
        count, in_place, kept = max(before, key=lambda each: each[:2], default=(0, 0, ()))
        best.append((count + 1, in_place + (at == place), (*kept, at)))
    kept = max(best, key=lambda each: each[:2], default=(0, 0, ()))[2]
    return [at for at, _ in stayed if at not in kept]
