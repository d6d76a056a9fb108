"""How well chosen colours are read, in figures and words: what owners are told before visitors squint."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from server.console.form_shapes import Shape
from server.console.words import Words
from server.sites.colours import READABLE, contrast, palette

LIGHT, DARK = "#ffffff", "#1a2020"  # the grounds of widgets' panels in both themes, as in static/parts/base.css
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
TO_BE_SEEN = 3.0  # what is large or only a sign is still made out (WCAG 1.4.11)


@dataclass(frozen=True, slots=True)
class Contrast:
    """One pair of colours: what it is, its ratio as `4.6:1`, and whether it is `good`, `large` only, or `bad`."""

    words: str
    ratio: str
    state: str


def pairs(brand: str) -> dict[str, tuple[str, str]]:
    """What is read where of the site's one colour: words upon it, and its links on light and on dark panels."""
    made = palette(brand)
    on = {"#fff": "#ffffff", "#000": "#000000"}[made["on"]]
    return {"upon": (on, brand), "light": (made["link"], LIGHT), "dark": (made["link_dark"], DARK)}


def figure(one: str, other: str) -> float:
    """The contrast of two colours with one decimal, never more than it is."""
    return int(contrast(one, other) * 10) / 10


def of_brand(brand: str, t: Words) -> list[Contrast]:
    """The site's one colour: words upon it, and the links that are made of it for light and for dark panels."""
    return [_judged(one, other, t(f"contrast.{name}"), t) for name, (one, other) in pairs(brand).items()]


def of_field(colour: str, against: str, t: Words) -> list[Contrast]:
    """A colour of a widget's own: against the field it is read upon, or else as words on light and on dark panels."""
    if against:
        return [_judged(colour, against, t("contrast.pair"), t)]
    return [_judged(colour, LIGHT, t("contrast.light"), t), _judged(colour, DARK, t("contrast.dark"), t)]


def of_form(shapes: Iterable[Shape], settings: Mapping[str, Any], t: Words) -> dict[str, list[dict[str, str]]]:
    """Every colour that a form names, by its path; one that is no colour yet is left out."""
    shapes = tuple(shapes)
    values = {each.name: settings.get(each.name, each.default) for each in shapes}
    colours = {name: value for name, value in values.items() if isinstance(value, str) and COLOUR.fullmatch(value)}
    return {
        f"settings.{each.name}": [asdict(one) for one in of_field(colours[each.name], colours.get(each.against, ""), t)]
        for each in shapes
        if each.control == "colour" and each.name in colours
    }


def _judged(one: str, other: str, what: str, t: Words) -> Contrast:
    ratio = contrast(one, other)
    state = "good" if ratio >= READABLE else "large" if ratio >= TO_BE_SEEN else "bad"
    ground_is_light = contrast(other, "#000000") > contrast(other, "#ffffff")
    advice = "" if state == "good" else t("contrast.darker") if ground_is_light else t("contrast.lighter")
    words = " ".join(part for part in (f"{what}:", t(f"contrast.{state}"), advice) if part)
    return Contrast(words, f"{figure(one, other):g}:1", state)
