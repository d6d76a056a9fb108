"""Pages of long lists, newest first, by the id of the last one seen: as quick on page 1,000 as on page 1."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
DEFAULT, MOST = 50, 200


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items of a list, and the cursor that the next ones come after; None: these were the last."""

    items: list[T]
    next: str | None


def clamp_limit(limit: int | None, default: int = DEFAULT, most: int = MOST) -> int:
    """How many items a page holds: what was asked for, within 1 and `most`."""
    return default if limit is None else max(1, min(limit, most))


def page(found: Sequence[T], limit: int, id_of: Callable[[T], str]) -> Page[T]:
    """Make a page of `limit` items from a list that was read one longer, to know whether more follow."""
    items = list(found[:limit])
    return Page(items, id_of(items[-1]) if len(found) > limit else None)
