"""Turns what a form sends back into the document it was drawn from; what was left as it is by itself stays unsaid."""

import contextlib
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from server.console import where_shown
from server.console.form_shapes import BY_LANGUAGE, NOTHING, OF_CONDITIONS, Shape
from server.console.times import Clock
from server.errors import Refusal, Unreadable
from server.hub.decoder import read_json
from server.sites.instants import read_instant, written
from server.widget import LANGUAGE

Document = dict[str, Any]
Pairs = Iterable[tuple[str, str]]
PLACE = re.compile(r"[0-9]{1,4}")
WAS = "_was"  # of a thing of a list: where it stood when the form was drawn; empty for a new one
LANGUAGE_CODE = re.compile(LANGUAGE)
LONGEST_PATH, MOST_DOTS = 300, 10  # no field of ours is named longer or lies deeper


class FormReader:
    """The values of one form by their paths; nothing here is checked, the model does that afterwards.

    A value that equals its default is left out, unless the document before had said it: then a later release may give a
    better default, and nothing changes by merely looking at the form. A path longer than 300 characters or with more
    than 10 dots is `unreadable`: each path costs as much as all that lies above it.
    """

    def __init__(self, pairs: Pairs, clock: Clock) -> None:
        self._values: dict[str, list[str]] = defaultdict(list)
        self._below: dict[str, dict[str, None]] = defaultdict(dict)  # what comes after a path, in the form's order
        self._clock = clock
        for path, value in pairs:
            if len(path) > LONGEST_PATH or path.count(".") > MOST_DOTS:
                raise Unreadable("This is not a form that we read.")
            self._values[path].append(value)
            parts = path.split(".")
            for at in range(1, len(parts)):
                self._below[".".join(parts[:at])][parts[at]] = None

    def document(self, shapes: Iterable[Shape], path: str, before: object = None) -> Document:
        """The fields of a group under this path."""
        known: Mapping[str, Any] = before if isinstance(before, dict) else {}
        read: Document = {}
        shapes = tuple(shapes)
        for shape in shapes:
            value = self._value(shape, f"{path}.{shape.name}", known.get(shape.name, NOTHING))
            as_usual = value == shape.default or (value == {} and shape.default is not NOTHING)
            if value is not NOTHING and (shape.name in known or not as_usual):
                read[shape.name] = value
        for shape in shapes:
            if shape.exact and any(str(read.get(name)) not in values for name, values in shape.when.items()):
                read.pop(shape.name, None)
        return read

    def _value(self, shape: Shape, path: str, before: Any) -> Any:
        if shape.control == "group":
            return self.document(shape.fields, path, before) if path in self._below else before
        if shape.control in OF_CONDITIONS:
            form = self.document((*where_shown.SHAPES, where_shown.ROWS), path)
            return where_shown.read(form, before) if form else before
        if shape.control in BY_LANGUAGE:
            said = {each: self._last(f"{path}.{each}") for each in self._below[path] if LANGUAGE_CODE.fullmatch(each)}
            return {language: words for language, words in said.items() if words} if said else before
        if path not in self._values:
            return before
        if shape.items is not None:
            return self._list(shape, shape.items, path, before)
        return self._single(shape, self._last(path), before)

    def _list(self, shape: Shape, item: Shape, path: str, before: Any) -> list[Any]:
        if shape.control == "texts":
            return [line.strip() for line in self._last(path).split("\n") if line.strip()]
        if shape.control == "choices":
            return [_option(shape, value) for value in self._values[path] if value]
        were = before if isinstance(before, list) else []
        places = sorted(int(each) for each in self._below[path] if PLACE.fullmatch(each))
        found = [self._value(item, f"{path}.{at}", self._was(f"{path}.{at}", at, were)) for at in places]
        return [each for each in found if each is not NOTHING]

    def _was(self, path: str, at: int, were: list[Any]) -> Any:
        """What a thing of a list was before: it may have been moved since, and says itself where it stood."""
        said = f"{path}.{WAS}"
        was = self._last(said) if said in self._values else str(at)
        return were[int(was)] if PLACE.fullmatch(was) and int(was) < len(were) else NOTHING

    def _single(self, shape: Shape, value: str, before: Any) -> Any:
        if shape.control == "yes_no":
            return value == "yes"
        if not value and shape.control not in ("line", "lines", "address", "selector"):
            return None if shape.optional and before is None else NOTHING
        if not value and shape.optional:
            return None if before is None else NOTHING
        match shape.control:
            case "number":
                return _number(value)
            case "choice":
                return _option(shape, value)
            case "moment":
                return self._moment(value, before)
            case "raw":
                with contextlib.suppress(Refusal):  # what the strict decoder refuses, the model refuses by its path
                    return read_json(value)
        return value

    def _moment(self, value: str, before: Any) -> str:
        """The moment in UTC; one that stands in the form as it was drawn is the very same, to the millisecond."""
        read = self._clock.read(value)
        if read is None:
            return value
        with contextlib.suppress(ValueError):
            if read_instant(before) // 60_000 == read // 60_000:
                return str(before)
        return written(read)

    def _last(self, path: str) -> str:
        return self._values[path][-1].replace("\r\n", "\n").strip() if self._values.get(path) else ""


def stood(pairs: Pairs, path: str) -> list[int | None]:
    """For each thing of the list at this path where it stood when the form was drawn; None: it is new."""
    found: dict[int, int | None] = {}
    for name, value in pairs:
        place, _, last = name.removeprefix(f"{path}.").partition(".")
        if name.startswith(f"{path}.") and last == WAS and PLACE.fullmatch(place):
            found[int(place)] = int(value) if PLACE.fullmatch(value) else None
    return [found[at] for at in sorted(found)]


def _number(value: str) -> Any:
    """A number, with a comma or a point; whatever else is left for the model to refuse by its path."""
    for read in (int, float):
        with contextlib.suppress(ValueError):
            number = read(value.replace(",", ".").replace("\u2212", "-"))
            return number if math.isfinite(number) else value
    return value


def _option(shape: Shape, value: str) -> Any:
    return next((each for each in shape.options if str(each) == value), value)
