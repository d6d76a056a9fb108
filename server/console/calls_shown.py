"""Requests to be called as the inbox shows them: who rings, who waits, who is with whom, what ended."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from server.calls.states import LATER
from server.console.faces import Face, face, readable_phone
from server.console.inbox_read import Calls
from server.console.promise import Promise, answered, figure, running
from server.console.times import Clock
from server.sites.instants import read_instant

Row = Mapping[str, Any]
DAY = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Call:
    """One request, ready to be drawn; `mark` changes whenever what is drawn does, but for the running clock."""

    id: str
    mark: str
    client: str
    title: str
    phone: str
    readable: str
    question: str
    asked: int
    reason: str
    promise: Promise
    taker: Face | None
    taken_at: int | None
    outcome: str
    note: str
    again_at: int | None
    ended_at: int | None
    page: str = ""
    source: str = ""
    facts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """The requests of one site as this member sees them now."""

    ringing: Call | None
    mine: Sequence[Call]
    waiting: Sequence[Call]
    colleagues: Sequence[Call]
    later: Sequence[Call]
    ended: Sequence[Call]
    total: int
    is_placed: bool = True

    @property
    def calm(self) -> str:
        """What the part for "nobody is waiting" says, so that it is drawn anew only when that changes."""
        if not self.is_placed:
            return "no widget"
        return "has ended ones" if self.ended else "never"

    @property
    def shown(self) -> int:
        """How many of those who wait this page shows."""
        return len(self.waiting) + bool(self.ringing)

    @property
    def others(self) -> int:
        """How many wait beside the one that rings, also those whom this page does not show."""
        return self.total - bool(self.ringing)

    @property
    def later_mark(self) -> str:
        """The same for the list of those to call again."""
        return mark_of([call.mark for call in self.later])


@dataclass(frozen=True, slots=True)
class Today:
    """What became of today's requests: how many promises were kept, of how many, and the usual time to an answer.

    A request counts for the day on which it was left, by the site's own midnight: left at 23:59 and answered at 00:01,
    it is yesterday's in both figures. A promise to somebody who waits and is past it is broken already; `usual` is the
    median from asking to being taken, over those who were answered, as a clock's figure: "" while nobody was.
    """

    promised: int
    kept: int
    usual: str
    is_whole: bool
    ended: Sequence[Call] = field(default_factory=tuple)

    @property
    def share(self) -> int:
        """Kept promises in percent, to the nearest; 100 only when all were kept, and 0 only when none was."""
        if self.kept in (0, self.promised):
            return 100 if self.kept else 0
        return min(99, max(1, (200 * self.kept + self.promised) // (2 * self.promised)))


def call_of(row: Row, clock: Clock, about: Mapping[str, Any] | None = None) -> Call:
    """One request as it is drawn; `about` is what is known of the person at the moment of contact."""
    since, taken_at = read_instant(row["created_at"]), _moment(row["taken_at"])  # asking again turns no clock back
    seconds = 0 if row["reason"] else row["promise_seconds"]
    if taken_at is None:
        promise = running(since, seconds, clock.now, clock.words)
    else:
        promise = answered(since, seconds, taken_at, clock.words)
    taker = row["taken_by"]
    more = about or {}
    return Call(
        id=row["id"],
        mark=mark_of([row, more]),
        client=row["client"],
        title=row["name"] or readable_phone(row["phone"]),
        phone=row["phone"],
        readable=readable_phone(row["phone"]),
        question=row["question"],
        asked=row["asked"],
        reason=row["reason"],
        promise=promise,
        taker=face(taker["id"], taker["name"] or clock.words("notes.someone")) if taker else None,
        taken_at=taken_at,
        outcome=row["outcome"],
        note=row["note"],
        again_at=_moment(row["again_at"]),
        ended_at=_moment(row["ended_at"]),
        **more,
    )


def desk(found: Calls, member: str, clock: Clock) -> Desk:
    """Sort the requests for this member: the first one that nobody has rings, unless the member's hands are full."""
    waiting = [call_of(row, clock, found.about.get(row["client"])) for row in found.waiting]
    calls = [call_of(row, clock, found.about.get(row["client"])) for row in reversed(found.taken)]
    mine = [call for call in calls if call.taker and call.taker.id == member]
    ringing = waiting[0] if waiting and not mine else None
    over = [call_of(row, clock) for row in found.ended]
    return Desk(
        ringing=ringing,
        mine=mine,
        waiting=waiting[1:] if ringing else waiting,
        colleagues=[call for call in calls if call.taker and call.taker.id != member],
        later=_to_call_again(over, clock),
        ended=over,
        total=found.total,
        is_placed=found.is_placed,
    )


def today(found: Calls, clock: Clock) -> Today:
    """Today's figures, by the site's own midnight; `is_whole` tells whether the rows reach back that far."""
    midnight = clock.midnight()
    calls = [call_of(row, clock) for row in (*found.taken, *found.ended)]
    answers = [call for call in calls if call.taken_at and call.promise.since >= midnight]
    promised = [call for call in answers if call.promise.seconds]
    took = [max(0, (call.taken_at or 0) - call.promise.since) / 1000 for call in answers]
    over = [call for call in calls if call.ended_at and call.ended_at >= midnight]
    return Today(
        promised=len(promised) + found.broken,
        kept=sum(call.promise.pace == "kept" for call in promised),
        usual=figure(median(took), clock.words) if took else "",
        is_whole=not found.more_ended or read_instant(found.ended[-1]["created_at"]) < midnight,
        ended=sorted(over, key=lambda call: call.ended_at or 0, reverse=True)[:20],
    )


def mark_of(drawn: object) -> str:
    """A short mark of what is drawn, the same for the same."""
    return hashlib.sha256(repr(drawn).encode("utf-8", "replace")).hexdigest()[:16]


def _to_call_again(over: Sequence[Call], clock: Clock) -> list[Call]:
    """Those who wait for another call, the next one first; half a day after the moment nobody is reminded any more."""
    late = clock.now - DAY // 2
    called = {call.client: call for call in reversed(over)}  # the latest of each person
    again = [call for call in called.values() if call.outcome == LATER and call.again_at and call.again_at > late]
    return sorted(again, key=lambda call: call.again_at or 0)[:20]


def _moment(written: str | None) -> int | None:
    return None if written is None else read_instant(written)
