"""Pools and codes as the console shows them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.codes.pools import Counts, Pool
from server.console.figures import figure
from server.console.kinds_shown import Kinds
from server.console.times import Clock
from server.console.words import Words
from server.sites.instants import read_instant
from server.sites.widgets import PlacedWidget

BADGES = {"given": "ours", "redeemed": "good", "expired": "warn", "free": ""}
GOOD = ("free", "given")


@dataclass(frozen=True, slots=True)
class PoolShown:
    """One pool in the list; `sample` shows what its generated codes look like.

    `state` is over, empty, on, or ready: it could give, and no widget that visitors have takes codes from it.
    """

    pool: Pool
    counts: Counts
    state: str
    sample: str
    guesses: str
    widgets: Sequence[str]


@dataclass(frozen=True, slots=True)
class CodeShown:
    """One code: whom it was given, when, until when it is good, and whether it was redeemed."""

    id: str
    code: str
    state: str
    badge: str
    reward: str
    pool: str
    client: str
    person: str
    given_at: int | None
    ends_at: int | None
    redeemed_at: int | None
    redeemed_by: str
    order: str

    @property
    def is_good(self) -> bool:
        """Whether it can be redeemed now."""
        return self.state in GOOD


def pool_of(pool: Pool, counts: Counts, placed: Sequence[PlacedWidget], kinds: Kinds, clock: Clock) -> PoolShown:
    """A pool with how it stands; `placed` are the site's widgets."""
    state = "over" if pool.is_over(clock.now) else "empty" if not counts.free else "ready"
    if state == "ready" and any(_takes(each, pool.id) for each in placed):
        state = "on"
    sample = f"{pool.prefix}{'•' * pool.length}" if pool.is_generated else ""
    return PoolShown(pool, counts, state, sample, figure(pool.guesses), users(pool.id, placed, kinds))


def users(pool: str, placed: Sequence[PlacedWidget], kinds: Kinds) -> list[str]:
    """The widgets whose settings name this pool, published or in a draft."""
    return [
        kinds.widget(each.kind, each.name)
        for each in placed
        if pool in json.dumps([each.settings, (each.draft or {}).get("settings")])
    ]


def _takes(widget: PlacedWidget, pool: str) -> bool:
    """Whether visitors have this widget, and it gives codes of this pool."""
    return widget.enabled and widget.version > 0 and pool in json.dumps(widget.settings)


def code_of(row: Mapping[str, Any], t: Words) -> CodeShown:
    """A code as it is read, ready to be drawn."""
    return CodeShown(
        id=row["id"],
        code=row["code"],
        state=row["state"],
        badge=BADGES[row["state"]],
        reward=row["reward"],
        pool=row["pool"]["name"],
        client=row["client"] or "",
        person=row["name"] or t("codes.somebody"),
        given_at=_moment(row["given_at"]),
        ends_at=_moment(row["ends_at"]),
        redeemed_at=_moment(row["redeemed_at"]),
        redeemed_by=row["redeemed_by"]["name"] if row["redeemed_by"] else "",
        order=row["order"],
    )


def _moment(said: str | None) -> int | None:
    return None if said is None else read_instant(said)
