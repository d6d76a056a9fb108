"""One condition in words that stand in a sentence: from Serbia, on weekdays, whose path is /coffee.

Each language puts its own together: no word here is made by adding to another.
"""

from collections.abc import Collection, Sequence
from typing import Any

from server.console.conditions_plain import Leaf
from server.console.words import Words
from server.rule_fields import field_of

FROM, WHO, PAGES, DAYS, HOURS, WHILE, WHERE = "from", "who", "pages", "days", "hours", "while", "where"
ATTRIBUTE = "set."
WEEKDAYS, WEEKEND, WEEK = {1, 2, 3, 4, 5}, {6, 7}, {1, 2, 3, 4, 5, 6, 7}
MOST_LISTED, LONGEST = 6, 60
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
SLOTS = {
    "country": FROM,
    "device": FROM,
    "address": PAGES,
    "path": PAGES,
    "day": DAYS,
    "hour": HOURS,
    "online": WHILE,
}


def slot(leaf: Leaf) -> str:
    """Which part of the sentence it belongs to."""
    return WHERE if leaf.field.startswith(ATTRIBUTE) else SLOTS.get(leaf.field, WHO)


def said(leaf: Leaf, t: Words) -> str:
    """The condition in words, without the beginning that its part of the sentence shares."""
    name = leaf.field
    if name.startswith(ATTRIBUTE):
        return t("said.attribute", name=t("quote", words=name.removeprefix(ATTRIBUTE)), compared=compared(leaf, t))
    if name.startswith("utm_"):
        return _campaign(leaf, t)
    field = field_of(name)
    match name:
        case "country":
            return _after_one_word([t.known(f"from.{each}") or t("said.country", code=each) for each in leaf.values], t)
        case "language":
            names = [t.known(f"speaks.{each}") or t("said.language.code", code=each) for each in leaf.values]
            return t("said.language", names=either(names, t))
        case "day":
            return said_days(numbers(leaf), t)
        case "hour":
            return said_hours(numbers(leaf), t)
        case "visits" | "pages":
            return _counted(leaf, t)
        case "referrer" if leaf.values == ("",):
            return t("said.referrer.none")
        case "referrer" | "path" | "address":
            return t(f"said.{name}", compared=compared(leaf, t))
    if field is not None and field.takes == "choice":
        return _after_one_word([t.known(f"said.{name}.{each}") or str(each) for each in leaf.values], t)
    return t("said.attribute", name=name, compared=compared(leaf, t))


def compared(leaf: Leaf, t: Words) -> str:
    """How a field stands to the values: is /a or /b, begins with “x”, is at least 5."""
    if leaf.values == ("",):
        return t("compared.empty")
    return t(f"compared.{leaf.op}", values=either([shown(each, t) for each in leaf.values], t))


def shown(value: Any, t: Words) -> str:
    """A value as it was written: an address and a figure as they stand, words in quotation marks."""
    words = str(value)
    words = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    is_plain = not isinstance(value, str) or (words.startswith(("/", "http:", "https:")) and " " not in words)
    return words if is_plain else t("quote", words=words)


def either(words: Sequence[str], t: Words) -> str:
    """One of several: a, b or c; of many the first ones, and how many more there are."""
    if len(words) > MOST_LISTED:
        words = (*words[:MOST_LISTED], t("said.others", n=len(words) - MOST_LISTED))
    return t("said.or").join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def both(words: Sequence[str], t: Words) -> str:
    """Every one of several: a, b and c."""
    return t("said.and").join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)


def numbers(leaf: Leaf) -> set[int]:
    """The figures of its field that a leaf takes."""
    field = field_of(leaf.field)
    known = range(field.least, field.most + 1) if field else range(0)
    match leaf.op, leaf.values:
        case "at_least", (int(least),):
            return {number for number in known if number >= least}
        case "at_most", (int(most),):
            return {number for number in known if number <= most}
    return {number for number in known if number in leaf.values}


def said_days(days: Collection[int], t: Words) -> str:
    """On Mondays and Tuesdays, on weekdays."""
    match set(days):
        case found if not found:
            return t("said.days.none")
        case found if found == WEEK:
            return t("said.days.every")
        case found if found == WEEKDAYS:
            return t("said.days.weekdays")
        case found if found == WEEKEND:
            return t("said.days.weekend")
    return _after_one_word([t(f"said.day.{day}") for day in sorted(days)], t)


def said_hours(hours: Collection[int], t: Words) -> str:
    """From 9:00 to 18:00, with a gap from 9:00 to 12:00 or from 13:00 to 18:00."""
    if not hours:
        return t("said.hours.none")
    if len(hours) == 24:
        return t("said.hours.every")
    begins = [hour for hour in sorted(hours) if hour - 1 not in hours]
    ends = [hour + 1 for hour in sorted(hours) if hour + 1 not in hours]
    spans = zip(begins, ends, strict=True)
    return either([t("said.hours", begin=f"{begin}:00", end=f"{end}:00") for begin, end in spans], t)


def _campaign(leaf: Leaf, t: Words) -> str:
    if leaf.values == ("",):
        return t("said.utm.none", name=leaf.field)
    if leaf.op == "is":
        return t("said.utm.is", name=leaf.field, values=either([shown(each, t) for each in leaf.values], t))
    return t("said.utm", name=leaf.field, compared=compared(leaf, t))


def _counted(leaf: Leaf, t: Words) -> str:
    key = f"said.{leaf.field}.{leaf.op}"
    if leaf.field == "visits":
        return t(key, nth=either([ordinal(each, t) for each in leaf.values], t))
    return t(key, n=leaf.values[-1], numbers=either([str(each) for each in leaf.values], t))


def ordinal(number: int, t: Words) -> str:
    """The second, the 21st."""
    ending = "th" if number % 100 in (11, 12, 13) else ENDINGS.get(number % 10, "th")
    return t.known(f"nth.{number}") or t(f"nth.{ending}", n=number)


def _after_one_word(words: Sequence[str], t: Words) -> str:
    """From Serbia or Russia, instead of from Serbia or from Russia."""
    out: list[str] = []
    for each in words:
        first, _, rest = each.partition(" ")
        out.append(rest if out and rest and words[len(out) - 1].partition(" ")[0] == first and len(first) < 5 else each)
    return either(out, t)
