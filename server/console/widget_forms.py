"""The form of one widget: its settings and rules drawn, read back, checked, and what changed told in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from server.console import labels, triggers_said, where_shown
from server.console.form_drawn import Drawer, Drawn
from server.console.form_read import FormReader, Pairs
from server.console.form_shapes import BY_LANGUAGE, Shape, shapes_of
from server.console.mistakes import mistakes, shape_at
from server.console.rule_shapes import CONDITIONS, TRIGGERS, rule_shapes
from server.console.times import Clock
from server.console.tongues import tongue
from server.console.values_said import said
from server.console.words import Words
from server.registry import Kind
from server.sites.differences import UNSAID, Difference, differences
from server.sites.rules import Rules, never_met
from server.widget import Model

Document = dict[str, Any]
TEXTS, OPTIONS = "texts", "options"  # where a field stands that names no group


@dataclass(frozen=True, slots=True)
class Part:
    """Fields under one heading."""

    name: str
    label: str
    fields: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs, in words."""

    path: str
    label: str
    old: str
    new: str


class WidgetForm:
    """One kind's settings, and the rules, in one reader's words and for one site's languages."""

    def __init__(self, kind: Kind, t: Words, clock: Clock, languages: tuple[str, ...]) -> None:
        self._kind = kind
        self._t = t
        self._clock = clock
        self._languages = languages
        self.shapes: Mapping[str, tuple[Shape, ...]] = {
            "settings": shapes_of(kind.widget.settings),
            "rules": rule_shapes(),
        }
        self._labels = {"settings": labels.of_kind(kind, t), "rules": labels.of_rules(t)}

    def parts(self, settings: object) -> list[Part]:
        """The settings by their groups, in the order in which the model names them first."""
        drawer = Drawer(self._labels["settings"], self._clock, self._languages, self._example)
        found: dict[str, list[Drawn]] = {}
        for field in drawer.fields(self.shapes["settings"], "settings", settings):
            usual = TEXTS if field.control in BY_LANGUAGE else OPTIONS
            found.setdefault(field.shape.group or usual, []).append(field)
        label = self._labels["settings"]
        return [Part(name, label(f"group.{name}") or labels.spelled(name), tuple(each)) for name, each in found.items()]

    def rules(self, rules: object) -> tuple[Drawn, ...]:
        """The rules: where, when, from when until when, and what goes first."""
        drawer = Drawer(self._labels["rules"], self._clock, self._languages)
        is_replaced = self._kind.widget.trigger is not None  # a button stays, whatever is added
        usual = self._t("rule.when.usual" if is_replaced else "rule.when.button", when=self._usual())
        return tuple(
            replace(each, usual=usual) if each.shape.name == TRIGGERS else each
            for each in drawer.fields(self.shapes["rules"], "rules", rules)
        )

    def read(self, pairs: Pairs, before: Mapping[str, Any]) -> Document:
        """`{settings, rules}` as the form says; `before` is what it was drawn from."""
        reader = FormReader(pairs, self._clock)
        return {name: reader.document(shapes, name, before.get(name)) for name, shapes in self.shapes.items()}

    def mistakes(self, document: Mapping[str, Any]) -> dict[str, str]:
        """What is wrong, a sentence for each path; empty: nothing."""
        models: dict[str, type[Model]] = {"settings": self._kind.widget.settings, "rules": Rules}
        found: dict[str, str] = {}
        for name, shapes in self.shapes.items():
            found |= mistakes(models[name], document[name], name, shapes, self._t, self._labels[name])
        if not any(path.startswith("rules") for path in found):
            never = never_met(Rules.read(document["rules"]), "rules")
            found |= {path: self._t(f"mistake.never.{field}") for path, field in never.items()}
        return {self._place(path, document): words for path, words in found.items()}

    def changes(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
        """Every field in which two states differ, old and new in words."""
        return [self.change(each) for each in differences(old, new)]

    def change(self, found: Difference) -> Change:
        """One difference in words."""
        where, *path = found.path.split(".")
        key = ".".join(path)
        shape = shape_at(self.shapes[where], path)
        label = self._labels[where]
        name = label(f"setting.{path[0]}") or labels.spelled(path[0])
        if shape and shape.control in BY_LANGUAGE and len(path) > 1:
            name += f", {tongue(path[1])}"
        elif len(path) > 1:
            name += f": {label(f'setting.{key}') or labels.spelled(path[1])}"
        old, new = (self._said(each, where, key, shape) for each in (found.old, found.new))
        return Change(found.path, name, old, new)

    def _said(self, value: Any, where: str, key: str, shape: Shape | None) -> str:
        """A value in words; triggers that nobody has named are named as the kind has them."""
        if (where, key) == ("rules", TRIGGERS) and (value is UNSAID or not value):
            return self._t("changes.usual_is", words=self._usual())
        return said(value, shape, key, self._labels[where], self._clock, self._t)

    def _usual(self) -> str:
        return triggers_said.as_usual(self._kind.widget, self._t)

    def _place(self, path: str, document: Mapping[str, Any]) -> str:
        """Where the form shows what stands at this path of the document."""
        above = f"rules.{CONDITIONS}."
        if not path.startswith(above):
            return path
        return above + where_shown.form_path(path.removeprefix(above), document["rules"].get(CONDITIONS))

    def _example(self, key: str, language: str) -> str:
        purposes = {each.setting: each.text for each in self._kind.widget.purposes}
        if any(each.setting == key and not each.offered_by_default for each in self._kind.widget.purposes):
            return ""  # left empty it is not asked at all
        texts = self._kind.texts.get(language) or self._kind.texts.get(language.partition("-")[0])
        words = (texts or self._kind.texts["en"]).get(purposes.get(key, key), "")
        return labels.plain_pattern(words)
