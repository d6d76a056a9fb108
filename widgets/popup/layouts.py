"""How the pop-up stands in the page: which file draws it, and whether it comes over what is read there."""

from widgets.popup.settings import PopupSettings

SHELLS = {"dialog": "", "full_page": "full", "slide_in": "slide", "inline": "inline"}


def is_form(settings: PopupSettings) -> bool:
    """Whether it takes an address."""
    return settings.offers == "form"


def is_confirmed(settings: PopupSettings) -> bool:
    """Whether what was ticked counts only once a letter to that address was answered."""
    return is_form(settings) and settings.confirm_by_mail


def entry_of(settings: PopupSettings) -> str:
    """Which `widget-<entry>.js` draws it: by the layout, and by what is first in it: a step, a form or words."""
    if settings.layout == "bar":
        return "bar"
    first = "step" if settings.steps else "" if is_form(settings) else "word"
    return SHELLS[settings.layout] + first


def bar_of(settings: PopupSettings) -> str:
    """What stands in for it where nothing may come over the page: a bar, which opens the same at a press."""
    return "bar" if is_over_the_page(settings) else ""


def is_inline(settings: PopupSettings) -> bool:
    """Whether it stands in the place that the page keeps for it."""
    return settings.layout == "inline"


def is_over_the_page(settings: PopupSettings) -> bool:
    """Whether it interrupts; a bar lies along an edge, and a place is the page's own."""
    return settings.layout not in ("bar", "inline")
