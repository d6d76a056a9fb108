"""What opens a widget, in words: an owner's triggers with their figures, and what a kind does where there are none."""

from collections.abc import Mapping
from typing import Any

from server.console.words import Words
from server.widget import Widget


def in_words(trigger: Mapping[str, Any], t: Words) -> str:
    """One trigger: after 40 seconds on the page, once half of it was read."""
    match trigger:
        case {"kind": "delay" | "time" | "idle" as kind, "seconds": int() | float() as seconds}:
            whole = float(seconds).is_integer()
            return t(f"trigger.{kind}", n=int(seconds)) if whole else t(f"trigger.{kind}.part", n=f"{seconds:g}")
        case {"kind": "scroll", "percent": percent}:
            return t("trigger.scroll", percent=percent)
        case {"kind": "click" | "seen" as kind, "selector": selector}:
            return t(f"trigger.{kind}", selector=selector)
        case {"kind": "page", "number": number}:
            return t("trigger.page", number=number)
        case {"kind": "event", "name": name}:
            return _of_event(trigger, name, t)
        case {"kind": "param", "name": name}:
            value = trigger.get("value")
            return t("trigger.param", parameter=name if value is None else f"{name}={value}")
        case {"kind": kind}:
            return t.known(f"trigger.{kind}") or str(kind)
    return ""


def _of_event(trigger: Mapping[str, Any], name: str, t: Words) -> str:
    times, within = trigger.get("times") or 1, trigger.get("within")
    said = t("trigger.event.times", name=name, n=times) if times > 1 else t("trigger.event", name=name)
    return t("trigger.within", trigger=said, n=within) if within else said


def as_usual(widget: Widget, t: Words) -> str:
    """What opens a kind for which nobody has named a trigger."""
    return in_words(widget.trigger, t) if widget.trigger else t("trigger.none")
