"""What opens a widget, in words: an owner's triggers with their figures, and what a kind does where there are none."""

from collections.abc import Mapping
from typing import Any

from server.console.words import Words
from server.widget import Widget


def in_words(trigger: Mapping[str, Any], t: Words) -> str:
    """One trigger: after 40 seconds on the page, once half of it was read."""
    match trigger:
        case {"kind": "delay", "seconds": int() | float() as seconds}:
            whole = float(seconds).is_integer()
            return t("trigger.delay", n=int(seconds)) if whole else t("trigger.delay.part", n=f"{seconds:g}")
        case {"kind": "scroll", "percent": percent}:
            return t("trigger.scroll", percent=percent)
        case {"kind": "click", "selector": selector}:
            return t("trigger.click", selector=selector)
        case {"kind": kind}:
            return t.known(f"trigger.{kind}") or str(kind)
    return ""


def as_usual(widget: Widget, t: Words) -> str:
    """What opens a kind for which nobody has named a trigger."""
    return in_words(widget.trigger, t) if widget.trigger else t("trigger.none")
