"""A form with its values and words, ready for the templates of `templates/fields/`: one for each kind of field."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from server.console import conditions_form, where_shown
from server.console.form_shapes import BY_LANGUAGE, NOTHING, OF_CONDITIONS, Shape
from server.console.labels import Label, of_rules, spelled
from server.console.times import Clock
from server.console.tongues import tongue
from server.sites.instants import read_instant

PLACE = "__place{}__"  # where a new thing of a list has its number; the page puts it in
Example = Callable[[str, str], str]
NOBODY: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Spoken:
    """One language of a text: the words, and the widget's own as an example; of a language that the site no longer
    speaks the words are only carried along.

    `examples` are the widget's own words beside each value of a neighbour, as JSON; empty: always the same.
    """

    language: str
    name: str
    value: str
    example: str
    is_spoken: bool = True
    examples: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One field of a form; `path` is where its value stands in the document, and the name it is sent under.

    `value` is as the control shows it, `values` are the lines of a list of choices, `spoken` the languages of a text,
    `fields` the fields of a group, `items` the things of a list, and `blank` a new one; `usual` tells what holds while
    a list is empty; `tree` are the conditions of a rule; `example` and `examples` are a line's, as a text has them in
    each language.
    """

    path: str
    control: str
    label: str
    help: str
    shape: Shape
    value: str = ""
    values: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    spoken: tuple[Spoken, ...] = ()
    fields: tuple["Drawn", ...] = ()
    items: tuple["Drawn", ...] = ()
    blank: "Drawn | None" = None
    usual: str = ""
    tree: conditions_form.Tree | None = None
    example: str = ""
    examples: str = ""

    @property
    def id(self) -> str:
        """The id of its element."""
        return f"f-{self.path.replace('.', '-')}"

    @property
    def when(self) -> str:
        """Beside which values of its neighbours it is shown, as JSON; empty: always."""
        return json.dumps(dict(self.shape.when)) if self.shape.when else ""

    @property
    def is_on(self) -> bool:
        """Whether a yes-or-no is yes."""
        return self.value == "yes"


@dataclass(frozen=True, slots=True)
class Drawer:
    """Draws the fields of one model in one language; `example` gives the widget's own words for a text, `named` what
    a field may name of the site's, such as its pools of codes: by the field's control names by id."""

    label: Label
    clock: Clock
    languages: tuple[str, ...]
    example: Example = lambda key, language: ""
    named: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def fields(self, shapes: Iterable[Shape], path: str, document: object, key: str = "") -> tuple[Drawn, ...]:
        """Every field of a group, with what the document says or else the default."""
        known: Mapping[str, Any] = document if isinstance(document, dict) else {}
        shapes = tuple(shapes)
        beside = {each.name: known.get(each.name, each.default) for each in shapes}
        return tuple(
            self._field(each, f"{path}.{each.name}", known.get(each.name, each.default), f"{key}{each.name}", beside)
            for each in shapes
        )

    def _field(self, shape: Shape, path: str, value: Any, key: str, beside: Mapping[str, Any] = NOBODY) -> Drawn:
        words = self.label(f"setting.{key}") or spelled(shape.name)
        drawn = Drawn(path, shape.control, words, self.label(f"setting.{key}.help") or shape.help, shape)
        value = None if value is NOTHING else value
        if shape.control in OF_CONDITIONS:
            return self._where(drawn, value)
        if shape.control in BY_LANGUAGE:
            return replace(drawn, spoken=self._spoken(shape, key, value if isinstance(value, dict) else {}, beside))
        if shape.control == "group":
            return replace(drawn, fields=self.fields(shape.fields, path, value, f"{key}."))
        if shape.control == "objects":
            return self._objects(drawn, value if isinstance(value, list) else [], key)
        options = tuple((str(each), self._option(key, str(each))) for each in shape.options)
        options = tuple(self.named[shape.control].items()) if shape.control in self.named else options
        if shape.control == "choices":
            return replace(drawn, options=options, values=tuple(str(each) for each in value or ()))
        now, all_of_them = self._pattern(shape, beside)
        return replace(drawn, options=options, value=self._said(shape, value), example=now, examples=all_of_them)

    def _pattern(self, shape: Shape, beside: Mapping[str, Any]) -> tuple[str, str]:
        """What stands in grey where a line is empty: how it is written beside the present value of its neighbour, and
        beside each of them, as JSON."""
        for neighbour, keys in shape.own.items():
            said = {value: self.label(f"example.{own}") or "" for value, own in keys.items()}
            examples = json.dumps({neighbour: {"": ""} | said}, ensure_ascii=False)
            return said.get(str(beside.get(neighbour)), ""), examples
        return "", ""

    def _objects(self, drawn: Drawn, values: list[Any], key: str) -> Drawn:
        item = drawn.shape.items
        if item is None:
            return drawn
        place = PLACE.format(drawn.path.count("__place"))
        items = tuple(self._field(item, f"{drawn.path}.{at}", each, key) for at, each in enumerate(values))
        blank = self._field(item, f"{drawn.path}.{place}", item.default, key)
        return replace(drawn, items=items, blank=blank)

    def _where(self, drawn: Drawn, value: Any) -> Drawn:
        where = where_shown.where_of(value)
        said = {"mode": where.mode, "list": list(where.leaves), "own": where.own}
        tree = conditions_form.tree(f"{drawn.path}.{where_shown.ROWS.name}", where.rows)
        asked = replace(self, label=of_rules(self.clock.words)).fields(where_shown.SHAPES, drawn.path, said, "where.")
        return replace(drawn, fields=asked, tree=tree)

    def _spoken(
        self, shape: Shape, key: str, words: Mapping[str, str], beside: Mapping[str, Any]
    ) -> tuple[Spoken, ...]:
        here = [self._in(each, shape, key, words.get(each, ""), beside) for each in self.languages]
        others = [each for each in words if each not in self.languages]
        return (*here, *(Spoken(each, tongue(each), words[each], "", is_spoken=False) for each in others))

    def _in(self, language: str, shape: Shape, key: str, words: str, beside: Mapping[str, Any]) -> Spoken:
        """One language of a text, with what the widget says of its own beside the present value of its neighbour."""
        usual = self.example(key, language)
        for neighbour, keys in shape.own.items():
            said = {value: self.example(own, language) if own else "" for value, own in keys.items()}
            now = said.get(str(beside.get(neighbour)), usual)
            examples = json.dumps({neighbour: {"": usual} | said}, ensure_ascii=False)
            return Spoken(language, tongue(language), words, now, examples=examples)
        return Spoken(language, tongue(language), words, usual)

    def _option(self, key: str, value: str) -> str:
        return self.label(f"choice.{key}.{value}") or spelled(value)

    def _said(self, shape: Shape, value: Any) -> str:
        """A value as its control shows it."""
        match shape.control, value:
            case "yes_no", _:
                return "yes" if value else "no"
            case "raw", _:
                return "" if value is None else json.dumps(value, ensure_ascii=False, indent=1)
            case "texts", list():
                return "\n".join(str(each) for each in value)
            case "number", float() if value.is_integer():
                return str(int(value))
            case "moment", str() | int():
                return self._moment(value)
        return "" if value is None else str(value)

    def _moment(self, value: str | int) -> str:
        try:
            return f"{self.clock.local(read_instant(value)):%Y-%m-%dT%H:%M}"
        except ValueError:
            return str(value)
