"""Where a site's news goes and how it went, ready to be drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.console.calls_shown import mark_of
from server.console.kinds_shown import Kinds
from server.console.people_shown import title_of
from server.console.reasons_shown import reason
from server.console.words import Words
from server.deliveries.channels import MAIL, TELEGRAM, WEBHOOK, Target
from server.deliveries.events import PING, told_to
from server.deliveries.overview import Standing
from server.deliveries.removing import ASIDE

Row = Mapping[str, Any]
ICONS = {MAIL: "mail", TELEGRAM: "send", WEBHOOK: "link"}
OPEN = ("waiting", "sending", "failed")
VIEWS: Mapping[str, Sequence[str]] = {
    "open": OPEN,
    "failed": ("failed",),
    "waiting": ("waiting", "sending"),
    "done": ("done",),
    "cancelled": ("cancelled",),
}
BADGES = {"waiting": "warn", "sending": "warn", "failed": "bad", "done": "good"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One target; `state` is on, failing, off or aside, `gets` what is told there, `mark` changes with all of it."""

    id: str
    mark: str
    channel: str
    icon: str
    title: str
    address: str
    gets: str
    state: str
    badge: str
    reason: str
    failing_since: int | None
    last_success: int | None
    waiting: int
    failed: int


@dataclass(frozen=True, slots=True)
class Line:
    """One delivery in the list; `who` is the person it tells of, with the id of the card."""

    id: str
    mark: str
    what: str
    who: str
    client: str
    target: str
    state: str
    badge: str
    reason: str
    attempts: int
    at: int
    next_at: int | None
    may_replay: bool


@dataclass(frozen=True, slots=True)
class Try:
    """One attempt; `status` is HTTP's or SMTP's, nothing where it came to none."""

    number: int
    at: int
    took: str
    status: str
    reason: str
    answer: str


def target_of(standing: Standing, kinds: Kinds, t: Words) -> Shown:
    """One target, with how it is."""
    target = standing.target
    state, badge = _state(standing)
    why = {"off": target.reason, "failing": standing.last_failure}.get(state, "")
    return Shown(
        id=target.id,
        mark=mark_of((standing, t.language)),
        channel=target.channel,
        icon=ICONS.get(target.channel, "send"),
        title=title(target),
        address=target.address if target.name else t(f"deliveries.channel.{target.channel}"),
        gets=_gets(target, kinds, t),
        state=state,
        badge=badge,
        reason=reason(why, t),
        failing_since=target.failing_since if state == "failing" else None,
        last_success=standing.last_success,
        waiting=standing.waiting,
        failed=standing.failed,
    )


def title(target: Target) -> str:
    """What a target is called: its name, else where it is."""
    return target.name or target.address


def line(row: Row, targets: Mapping[str, Target], people: Mapping[str, Row], t: Words) -> Line:
    """One delivery; of a target or a person that is gone only that is said."""
    target, person = targets.get(row["target"]), people.get(row["client"] or "")
    # What was never tried goes by itself, and what a place that is off waits for goes when that is switched on.
    waits = row["state"] == "waiting" and row["attempts"] and target is not None and target.state == "active"
    who = title_of(person, t) if person else ""
    to = title(target) if target else t("deliveries.target_gone")
    why = reason(row["reason"], t)
    return Line(
        id=row["id"],
        mark=mark_of((row["state"], row["attempts"], row["next_at"], row["reason"], who, to, t.language)),
        what=event_name(row["type"], t),
        who=who,
        client=row["client"] if person else "",
        target=to,
        state=row["state"],
        badge=BADGES.get(row["state"], ""),
        reason=why,
        attempts=row["attempts"],
        at=row["at"],
        next_at=row["next_at"] if waits else None,
        may_replay=bool(waits) or (target is not None and row["state"] in ("failed", "done")),
    )


def tries(delivery: Row, t: Words) -> list[Try]:
    """The attempts of one delivery, newest first."""
    return [
        Try(
            number=each["number"],
            at=each["at"],
            took=t("deliveries.took", ms=each["took_ms"]),
            status=str(each["status"] or ""),
            reason=reason(each["reason"], t) or t("deliveries.accepted"),
            answer=each["answer"],
        )
        for each in delivery["log"]
    ]


def event_name(event: str, t: Words) -> str:
    """What a type of event is called."""
    return t("deliveries.ping") if event == PING else t.known(f"deliveries.event.{event}") or event


def events(t: Words, channel: str) -> list[tuple[str, str]]:
    """Every type that this channel carries, with what it is called."""
    return [(event, event_name(event, t)) for event in told_to(channel)]


def _gets(target: Target, kinds: Kinds, t: Words) -> str:
    told = ", ".join(event_name(each, t) for each in target.events) or t("deliveries.all_events")
    of = ", ".join(kinds.name(each) for each in target.kinds)
    return t("deliveries.of_kinds", events=told, kinds=of) if of else told


def _state(standing: Standing) -> tuple[str, str]:
    target = standing.target
    if target.reason in ASIDE:
        return "aside", ""
    if target.state != "active":
        return "off", ""
    return ("failing", "bad") if target.failing_since else ("on", "good")
