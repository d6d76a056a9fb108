"""How a widget stands in the page, as browsers are told: what draws it, over the page or in a place of its own."""

from server.registry import Kind
from server.widget import Json, Settings


def standing(kind: Kind, settings: Settings, *, is_guarded: bool) -> dict[str, Json]:
    """Only what is other than usual: `entry` and `bar` name modules, `inline` and `interrupts` are flags.

    What stands in its place is there at once, so that no trigger is left to wait for. `bar` is told where the site is
    `is_guarded`, for then something may have to stand in for it.
    """
    widget = kind.widget
    entry = widget.entry(settings) if widget.entry else ""
    bar = widget.bar(settings) if widget.bar and is_guarded else ""
    return {
        **({"entry": f"{kind.name}-{entry}"} if entry else {}),
        **({"bar": f"{kind.name}-{bar}"} if bar else {}),
        **({"inline": 1, "when": []} if widget.is_inline(settings) else {}),
        **({"interrupts": 1} if widget.is_interrupting(settings) else {}),
    }
