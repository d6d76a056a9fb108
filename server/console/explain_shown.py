"""A verdict on a widget in plain words: shown or not, why, and which of its conditions decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from server.console import triggers_said
from server.console.kinds_shown import Kinds
from server.console.times import Clock
from server.console.words import Words
from server.sites.explain import Culprit, Verdict
from server.widget import Json

HIDDEN = ("address", "path")  # they stand in the question
ATTRIBUTE = "set."


@dataclass(frozen=True, slots=True)
class Shown:
    """One widget with its verdict: `state` is `shown`, `waits` or `held`."""

    id: str
    title: str
    kind: str
    state: str
    gate: str
    reason: str


def shown(verdicts: Sequence[Verdict], kinds: Kinds, clock: Clock, t: Words) -> list[Shown]:
    """Every verdict in words, in the same order."""
    titles = {each.widget.id: kinds.widget(each.widget.kind, each.widget.name) for each in verdicts}
    return [
        Shown(
            id=each.widget.id,
            title=titles[each.widget.id],
            kind=kinds.name(each.widget.kind),
            state="shown" if each.is_shown else "waits" if each.gate == "waits" else "held",
            gate=each.gate,
            reason=reason(each, titles, clock, t),
        )
        for each in verdicts
    ]


def reason(verdict: Verdict, titles: Mapping[str, str], clock: Clock, t: Words) -> str:
    """Why, in a sentence."""
    document = verdict.widget.document
    if verdict.condition:
        return condition(verdict.condition, t)
    match verdict.gate:
        case "":
            return t(f"explain.shown.{_how(verdict)}")
        case "not_yet":
            return t("explain.gate.not_yet", at=clock.moment(document["start"]))
        case "over":
            return t("explain.gate.over", at=clock.moment(document["stop"]))
        case "unknown":
            return t("explain.gate.unknown", names=_listed(field_name(each, t) for each in verdict.missing))
        case "another_first":
            return t("explain.gate.another_first", name=titles.get(verdict.first, ""))
        case "waits":
            triggers = t("explain.or").join(triggers_said.in_words(each, t) for each in verdict.triggers)
            waits = t("explain.gate.waits", when=triggers) if triggers else t("explain.gate.waits_for_page")
            return f"{waits} {t('explain.shown.bar')}" if verdict.as_bar else waits
    return t(f"explain.gate.{verdict.gate}")


def condition(found: Culprit, t: Words) -> str:
    """The condition that decided, with what the page had instead."""
    name = field_name(found.field, t)
    said = t(f"explain.op.{found.op}", field=name, value=value_said(found.field, found.value, t))
    if found.met:
        return t("explain.not_where", condition=said)
    here = t("explain.nothing") if found.found in (None, "") else value_said(found.field, found.found, t)
    told = t("explain.wanted", condition=said, here=here)
    return told if not found.others else f"{told} {t('explain.others', n=found.others)}"


def known_of(facts: Mapping[str, Json], t: Words) -> list[tuple[str, str]]:
    """What was known of the visitor and the moment, for whoever wonders on what the answer rests."""
    return [
        (field_name(name, t), value_said(name, value, t))
        for name, value in facts.items()
        if name not in HIDDEN and value not in (None, "")
    ]


def field_name(name: str, t: Words) -> str:
    """What a field of the rules is called; an attribute of the page by the name that the page gives it."""
    if name.startswith(ATTRIBUTE):
        return t("explain.field.set", name=name.removeprefix(ATTRIBUTE))
    return t.known(f"explain.field.{name}") or name


def value_said(name: str, value: Json, t: Words) -> str:
    """A value as people read it; several with commas between them."""
    if isinstance(value, list):
        return _listed(value_said(name, each, t) for each in value)
    key = f"explain.day.{value}" if name == "day" else f"explain.value.{value}"
    return (t.known(key) if name not in HIDDEN else None) or str(value)


def _how(verdict: Verdict) -> str:
    if verdict.as_bar:
        return "bar"
    if verdict.widget.has_launcher:
        return "button"
    return "place" if verdict.widget.stands else "opens"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
