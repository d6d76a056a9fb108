"""Why a visitor does or does not see each widget of a page: the gates that a page asks, asked without a page.

Each of these gates must let a widget pass, there as here; the first that does not, in this order, is the answer:

1. `not_published`, `disabled`: it is not in the page's configuration.
2. `not_yet`, `over`: its `start` lies ahead, its `stop` behind.
3. `where`: a condition does not hold; `unknown`: nobody can tell, and what ends unknown does not show.

What stands in the page, by a button or in a place of its own, is shown from here on. For what opens by itself a page
asks further, at the moment when a trigger of the widget fires:

4. `caps`: it has opened by itself as often as it may.
5. `closed`: it rests since the visitor closed it.
6. `done`: this visitor has left something in it, or, for what interrupts, in any widget during this visit.
7. `quiet`: an interrupting widget, perhaps this one, has opened by itself a moment ago.
8. `another_first`: another interrupting widget opens by itself before it.
9. `search_guard`: from a search engine, on a phone, on the first page: what interrupts comes as a bar, or not at all.
10. `no_memory`: nobody may be remembered yet, and this is not the page by which the visitor came.
11. `waits`: nothing holds it back but that none of its triggers has fired.

A trigger fires later than a page is looked at, so `waits` stands last: whoever reads it knows that the trigger is all
that is missing. 5 and 7 to 10 are asked of what interrupts only.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from server.sites.matching import decide
from server.sites.page_facts import Facts, is_of_search, is_same_origin, parameters
from server.widget import Json

GROUPS = ("all", "any", "not")
GATES = (
    "not_published", "disabled", "not_yet", "over", "where", "unknown", "caps", "closed", "done", "quiet",
    "another_first", "search_guard", "no_memory", "waits",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A widget of the site. `document` is what browsers are given of it; `written` are the owner's own conditions.

    `has_launcher`: a button of its own stands in the page. `priority` is its place among the others, also where
    browsers are given nothing of it.
    """

    id: str
    kind: str
    name: str
    is_published: bool
    is_enabled: bool
    document: Mapping[str, Any]
    written: Mapping[str, Any] = field(default_factory=dict)
    has_launcher: bool = False
    priority: int = 0

    @property
    def interrupts(self) -> bool:
        """Whether it opens over the page by itself."""
        return bool(self.document.get("interrupts"))

    @property
    def has_bar(self) -> bool:
        """Whether it may come as a bar where it may not interrupt."""
        return bool(self.document.get("bar"))

    @property
    def stands(self) -> bool:
        """Whether it is in the page without being opened: by its button, or in a place of its own."""
        return self.has_launcher or bool(self.document.get("inline"))


@dataclass(frozen=True, slots=True)
class Memory:
    """What a visitor's browser remembers, as far as somebody can tell; what is not told holds nothing back.

    `opened` counts by widget how often it opened by itself: `{visit, day, total}`. `rests` tells until when (ms) a
    closed one rests. `done` are the widgets in which something was left, `has_left`: one of them during this visit.
    `interrupted` tells when an interrupting widget opened by itself last.
    """

    is_allowed: bool = False
    opened: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    rests: Mapping[str, int] = field(default_factory=dict)
    done: frozenset[str] = frozenset()
    has_left: bool = False
    interrupted: int | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """A page at a moment (ms), what is known of it and its visitor, and the manners of the site."""

    facts: Facts
    now: int
    memory: Memory = Memory()
    quiet_ms: int = 0
    is_guarded: bool = False


@dataclass(frozen=True, slots=True)
class Culprit:
    """The condition that decided: what stood at `path` of the rules, what the page had (`found`), whether it was `met`.

    A condition that is met is a culprit under a `not`. `others`: so many more would have done instead, and none did.
    """

    path: str
    field: str
    op: str
    value: Json
    found: Json
    met: bool
    others: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one widget: shown where `gate` is empty, else what holds it back."""

    widget: Candidate
    gate: str = ""
    condition: Culprit | None = None
    missing: tuple[str, ...] = ()
    triggers: tuple[Mapping[str, Any], ...] = ()
    first: str = ""
    as_bar: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether the visitor sees it, or its button."""
        return not self.gate


def explain(candidates: Iterable[Candidate], situation: Situation) -> list[Verdict]:
    """A verdict on each widget, in the order of priority: the larger first, then the older."""
    ordered = sorted(candidates, key=lambda each: (-each.priority, each.id))
    firsts = _turns(ordered, situation)
    return [_verdict(each, situation, firsts.get(each.id, "")) for each in ordered]


def _verdict(widget: Candidate, situation: Situation, first: str) -> Verdict:
    if gate := _of_the_site(widget, situation.now):
        return Verdict(widget, gate)
    where = widget.document.get("where") or {}
    answer = decide(where, situation.facts)
    if answer is False:
        return Verdict(widget, "where", condition=_culprit(widget, where, situation.facts))
    if answer is None:
        return Verdict(widget, "unknown", missing=tuple(dict.fromkeys(_unknown(where, situation.facts))))
    triggers = tuple(widget.document.get("when") or ())
    if widget.stands:
        return Verdict(widget, triggers=triggers)
    if gate := _before(widget, situation):
        return Verdict(widget, gate)
    if first:
        return Verdict(widget, "another_first", first=first)
    if gate := _after(widget, situation):
        return Verdict(widget, gate)
    as_bar = _is_held_by_guard(widget, situation)
    if not _fires_at_once(widget, situation.facts):
        return Verdict(widget, "waits", triggers=triggers, as_bar=as_bar)
    return Verdict(widget, as_bar=as_bar)


def _of_the_site(widget: Candidate, now: int) -> str:
    start, stop = widget.document.get("start"), widget.document.get("stop")
    if not widget.is_published:
        return "not_published"
    if not widget.is_enabled:
        return "disabled"
    if start is not None and now < start:
        return "not_yet"
    return "over" if stop is not None and now >= stop else ""


def _before(widget: Candidate, situation: Situation) -> str:
    """The gates of a widget that opens by itself which come before the question who goes first."""
    memory, now = situation.memory, situation.now
    opened = memory.opened.get(widget.id, {})
    if any(opened.get(name, 0) >= most for name, most in (widget.document.get("caps") or {}).items()):
        return "caps"
    if widget.interrupts and now < memory.rests.get(widget.id, 0):
        return "closed"
    if widget.id in memory.done or (widget.interrupts and memory.has_left):
        return "done"
    is_quiet = memory.interrupted is not None and now < memory.interrupted + situation.quiet_ms
    return "quiet" if widget.interrupts and is_quiet else ""


def _after(widget: Candidate, situation: Situation) -> str:
    if _is_held_by_guard(widget, situation) and not widget.has_bar:
        return "search_guard"
    came_by = not is_same_origin(situation.facts)
    return "no_memory" if widget.interrupts and not (situation.memory.is_allowed or came_by) else ""


def _is_held_by_guard(widget: Candidate, situation: Situation) -> bool:
    facts = situation.facts
    is_first = facts.get("pages") in (None, 1, "1")
    is_guarded = situation.is_guarded and widget.interrupts
    return is_guarded and facts.get("device") == "phone" and is_first and is_of_search(facts)


def _turns(ordered: Sequence[Candidate], situation: Situation) -> dict[str, str]:
    """Which of those that could interrupt come too late, and after whom: one at a time, and then it is quiet.

    Only what fires after a known time takes a turn: whoever scrolls or leaves may do so before it.
    """
    able = [each for each in ordered if each.interrupts and _verdict(each, situation, "").gate in ("", "waits")]
    timed = {each.id: seconds for each in able if (seconds := _seconds(each, situation.facts)) is not None}
    late: dict[str, str] = {}
    last: tuple[str, float] | None = None
    for each in sorted((each for each in able if each.id in timed), key=lambda each: timed[each.id]):
        at = timed[each.id]
        if last and (at == last[1] or at - last[1] < situation.quiet_ms / 1000) and not _may_be_sooner(each, at):
            late[each.id] = last[0]
        elif not last or at > last[1]:
            last = (each.id, at)
    opener = next((each.id for each in able if timed.get(each.id) == 0 and each.id not in late), "")
    if opener and situation.quiet_ms:
        late |= {each.id: opener for each in able if each.id not in timed}
    return late


def _seconds(widget: Candidate, facts: Facts) -> float | None:
    """After how many seconds on the page it surely wants to open; None: that depends on what the visitor does."""
    if _fires_at_once(widget, facts):
        return 0.0
    waits = [float(each["seconds"]) for each in widget.document.get("when") or () if each.get("kind") == "delay"]
    return min(waits, default=None)


def _may_be_sooner(widget: Candidate, seconds: float) -> bool:
    """Whether something besides the clock may open it before its time has come."""
    return seconds > 0 and any(each.get("kind") != "delay" for each in widget.document.get("when") or ())


def _fires_at_once(widget: Candidate, facts: Facts) -> bool:
    return any(_is_met(trigger, facts) for trigger in widget.document.get("when") or ())


def _is_met(trigger: Mapping[str, Any], facts: Facts) -> bool:
    """Whether a trigger has fired by the time that the page is there."""
    match trigger:
        case {"kind": "delay", "seconds": seconds}:
            return bool(seconds == 0)
        case {"kind": "page", "number": number}:
            return str(facts.get("pages")) == str(number)
        case {"kind": "param", "name": name}:
            values = [value for each, value in parameters(facts) if each == name]
            return bool(values) and trigger.get("value") in (None, values[0])
    return False


def _culprit(widget: Candidate, where: Mapping[str, Any], facts: Facts) -> Culprit | None:
    path, leaf, met, others = _reason(where, facts, "rules.where", wanted=True)
    if "field" not in leaf:
        return None
    owner = _at(widget.written, path.removeprefix("rules.where"))
    value = owner["value"] if owner.get("field") == leaf["field"] and "value" in owner else leaf["value"]
    return Culprit(path, leaf["field"], leaf["op"], value, facts.get(leaf["field"]), met, others)


def _reason(
    condition: Mapping[str, Any], facts: Facts, path: str, *, wanted: bool
) -> tuple[str, Mapping[str, Any], bool, int]:
    """The leaf because of which a condition did not come out as `wanted`: its path, itself, whether it is met."""
    name = next((each for each in GROUPS if each in condition), "")
    members: Sequence[Mapping[str, Any]] = condition.get(name) or ()
    if not members:
        return path, condition, not wanted, 0
    of_member = wanted != (name == "not")
    answers = [decide(each, facts) for each in members]
    at = next((at for at, answer in enumerate(answers) if answer is not of_member and answer is not None), 0)
    found, leaf, met, others = _reason(members[at], facts, f"{path}.{name}.{at}", wanted=of_member)
    return found, leaf, met, others + (len(members) - 1 if wanted and name == "any" else 0)


def _at(condition: Any, path: str) -> Mapping[str, Any]:
    for step in path.strip(".").split("."):
        if isinstance(condition, Mapping):
            condition = condition.get(step)
        elif isinstance(condition, Sequence) and step.isdigit() and int(step) < len(condition):
            condition = condition[int(step)]
    return condition if isinstance(condition, Mapping) else {}


def _unknown(condition: Mapping[str, Any], facts: Facts) -> Iterable[str]:
    """The fields that nobody knows and on which the answer hangs."""
    if decide(condition, facts) is not None:
        return
    if "field" in condition:
        yield condition["field"]
    for name in GROUPS:
        for member in condition.get(name) or ():
            yield from _unknown(member, facts)
