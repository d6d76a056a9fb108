"""The rules of a widget in plain sentences: to whom it shows and where, what opens it, and how often at most."""

import contextlib
from collections.abc import Mapping
from typing import Any

from server.console import conditions_said, triggers_said
from server.console.leaves_said import both
from server.console.times import Clock
from server.console.words import Words
from server.sites.instants import read_instant
from server.sites.rules import Rules
from server.widget import InvalidSettings, Settings, Widget

CAPS = ("visit", "day", "total")


def of_content(content: Mapping[str, Any], widget: Widget | None, clock: Clock) -> str:
    """The rules of a widget's `{settings, rules}`, which another release may have written."""
    settings = None
    if widget is not None:
        with contextlib.suppress(InvalidSettings):
            settings = widget.settings.read(content["settings"])
    return in_words(content["rules"], widget, settings, clock)


def in_words(document: Mapping[str, Any], widget: Widget | None, settings: Settings | None, clock: Clock) -> str:
    """Every sentence that a widget of this kind with these settings needs; of an unknown kind, where it shows.

    What is not said in the rules and holds as usual is said all the same: nobody has to know our defaults.
    """
    t = clock.words
    try:
        rules = Rules.read(document)
    except InvalidSettings:
        return t("said.shows", where=t("where.own"))
    stored = rules.document()
    found = [t("said.shows", where=conditions_said.in_words(stored.get("where", {}), t))]
    if widget is not None:
        is_inline = settings is not None and widget.is_inline(settings)
        found.append(t("said.stands") if is_inline else opens(stored.get("when", ()), widget, t))
        interrupts = settings is not None and widget.is_interrupting(settings)
        found.append("" if is_inline else how_often(rules, interrupts, t))
    found += [
        t(f"said.{name}", at=clock.moment(read_instant(at))) for name in ("start", "stop") if (at := stored.get(name))
    ]
    found.append(t("said.priority", n=rules.priority) if rules.priority else "")
    return " ".join(each for each in found if each)


def opens(triggers: Any, widget: Widget, t: Words) -> str:
    """What opens it: an owner's triggers, or what the kind does as usual; and its button, where it has one."""
    named = [triggers_said.in_words(each, t) for each in triggers]
    if not named and widget.trigger:
        named = [triggers_said.in_words(widget.trigger, t)]
    if named:
        when = t("said.or").join(named)
        return t("said.opens.button" if widget.launcher else "said.opens", when=when)
    return t("said.opens", when=t("trigger.none")) if widget.launcher else t("said.opens_by_page")


def how_often(rules: Rules, interrupts: bool, t: Words) -> str:
    """At most so often by itself; and how long what comes over the page rests once it was closed."""
    caps = rules.caps.published()
    times = [t(f"said.cap.{name}", times=_times(caps[name], t)) for name in CAPS if name in caps]
    most = t("said.most", caps=both(times, t)) if times else ""
    is_told = interrupts and (rules.after_closing is not None or 1 not in caps.values())  # once is once
    rest = t(f"said.rest.{rules.rest}") if is_told else ""
    words = "; ".join(part for part in (most, rest) if part)
    return f"{words[0].upper()}{words[1:]}." if words else ""


def _times(number: int, t: Words) -> str:
    return t.known(f"times.{number}") or t("times", n=number)
