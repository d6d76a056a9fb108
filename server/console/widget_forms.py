"""The form of one widget: its settings and rules drawn, read back, checked, and what changed told in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from server.console import labels, rule_said, triggers_said, where_shown
from server.console.changes_said import Change, RowChange, RowsSaid
from server.console.form_drawn import Drawer, Drawn
from server.console.form_read import FormReader, Pairs
from server.console.form_shapes import BY_LANGUAGE, OF_CONDITIONS, Shape, shapes_of
from server.console.mistakes import mistakes, shape_at
from server.console.rule_shapes import TRIGGERS, rule_shapes
from server.console.times import Clock
from server.console.tongues import tongue
from server.console.values_said import both_shortened, said
from server.console.words import Words
from server.registry import Kind
from server.sites.consent_texts import offered
from server.sites.differences import UNSAID, Difference, differences
from server.sites.meeting import ListField
from server.sites.references import KNOWN, references
from server.sites.rows import Was
from server.sites.rules import Rules, never_met
from server.sites.selectors import REASON, mistaken
from server.widget import Model, Settings

Document = dict[str, Any]
NOTHING_NAMED: Mapping[str, Mapping[str, str]] = {}
TEXTS, OPTIONS = "texts", "options"  # where a field stands that names no group


@dataclass(frozen=True, slots=True)
class Part:
    """Fields under one heading."""

    name: str
    label: str
    fields: tuple[Drawn, ...]


class WidgetForm:
    """One kind's settings, and the rules, in one reader's words and for one site's languages."""

    def __init__(
        self,
        kind: Kind,
        t: Words,
        clock: Clock,
        languages: tuple[str, ...],
        named: Mapping[str, Mapping[str, str]] = NOTHING_NAMED,
    ) -> None:
        self._kind = kind
        self._t = t
        self._clock = clock
        self._languages = languages
        self.named = {control: named.get(control, {}) for control in KNOWN}
        self.shapes: Mapping[str, tuple[Shape, ...]] = {
            "settings": shapes_of(kind.widget.settings),
            "rules": rule_shapes(),
        }
        self._labels = {"settings": labels.of_kind(kind, t), "rules": labels.of_rules(t)}
        self._lists = {each.name: each for each in self.shapes["settings"] if each.control == "objects"}
        self._rows = RowsSaid(
            self._labels["settings"], t, lambda value, key, shape: self._said(value, "settings", key, shape)
        )

    def parts(self, settings: object) -> list[Part]:
        """The settings by their groups, in the order in which the model names them first."""
        drawer = Drawer(self._labels["settings"], self._clock, self._languages, self._example, self.named)
        found: dict[str, list[Drawn]] = {}
        for field in drawer.fields(self.shapes["settings"], "settings", settings):
            usual = TEXTS if field.control in BY_LANGUAGE else OPTIONS
            found.setdefault(field.shape.group or usual, []).append(field)
        label = self._labels["settings"]
        return [Part(name, label(f"group.{name}") or labels.spelled(name), tuple(each)) for name, each in found.items()]

    def asks_by_mail(self, settings: Settings) -> set[str]:
        """The groups in which something stands that visitors are asked, with these settings, to confirm by a letter."""
        asked = {each.setting for each in offered(self._kind, settings) if each.needs_letter(settings)}
        return {shape.group or TEXTS for shape in self.shapes["settings"] if shape.name in asked}

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

    def in_words(self, document: Mapping[str, Any]) -> str:
        """The rules in plain sentences."""
        return rule_said.of_content(document, self._kind.widget, self._clock)

    def mistakes(self, document: Mapping[str, Any], pairs: Pairs = ()) -> dict[str, str]:
        """What is wrong, a sentence for each path; empty: nothing. Where a form said it, `pairs` tell how it did."""
        modes = {name: value for name, value in pairs if name.endswith(".mode")}
        models: dict[str, type[Model]] = {"settings": self._kind.widget.settings, "rules": Rules}
        found: dict[str, str] = {}
        for name, shapes in self.shapes.items():
            found |= mistakes(models[name], document[name], name, shapes, self._t, self._labels[name])
        if not any(path.startswith("settings") for path in found):
            settings = self._kind.widget.settings.read(document["settings"])
            for path, control, thing in references(settings, "settings"):
                if thing not in self.named[control]:
                    found[path] = self._t(f"mistake.{control}")
            found |= dict.fromkeys((path for path, _ in mistaken(settings, "settings")), self._t(f"mistake.{REASON}"))
        if not any(path.startswith("rules") for path in found):
            rules = Rules.read(document["rules"])
            found |= dict.fromkeys((path for path, _ in mistaken(rules, "rules")), self._t(f"mistake.{REASON}"))
            never = never_met(rules, "rules")
            found |= {path: self._t(f"mistake.never.{field}") for path, field in never.items()}
        return {self._place(path, document, modes): words for path, words in found.items()}

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
        rows = self.row_changes(found.path, found.old, found.new)
        return Change(found.path, name, *both_shortened(old, new), rows)

    def lists(self) -> dict[str, ListField]:
        """The settings that are lists of rows, by their paths."""
        return {f"settings.{name}": ListField(_usual_of(shape), _leading(shape)) for name, shape in self._lists.items()}

    def row_changes(self, path: str, old: Any, new: Any, was: Was | None = None) -> tuple[RowChange, ...]:
        """What became of each row of a list; nothing for what is no such list."""
        where, _, name = path.partition(".")
        shape = self._lists.get(name) if where == "settings" else None
        if shape is None:
            return ()
        old, new = (each if isinstance(each, list) else _usual_of(shape) for each in (old, new))
        return self._rows.changes(old, new, shape, name, was)

    def field_changes(self, path: str, old: Any, new: Any) -> tuple[Change, ...]:
        """The fields in which two states of one row of the list at this path differ."""
        name = path.partition(".")[2]
        return self._rows.fields(old, new, self._lists[name], name)

    def chosen_by_rules(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """The list of which visitors see what its rows' rules let through: its name, its rules' field, and where they
        see one row of it how each is called; empty: there is none, or nothing in it to choose from."""
        for name, shape in self._lists.items():
            for way, field in shape.shown.items():
                rows = settings.get(name, _usual_of(shape))
                names = [self._rows.name(row, at, shape, name) for at, row in enumerate(rows)] if way == "one" else []
                if len(names) > 1 or any(row.get(field) for row in rows):
                    return {"list": name, "field": field, "rows": names}
        return {}

    def row_name(self, path: str, row: Any, at: int) -> str:
        """A row of the list at this path, as people know it; `at` counts from 0."""
        name = path.partition(".")[2]
        return self._rows.name(row, at, self._lists[name], name)

    def _said(self, value: Any, where: str, key: str, shape: Shape | None) -> str:
        """A value in words; triggers that nobody has named are named as the kind has them."""
        if (where, key) == ("rules", TRIGGERS) and (value is UNSAID or not value):
            return self._t("changes.usual_is", words=self._usual())
        if shape and shape.control in KNOWN and isinstance(value, str) and value:
            return self.named[shape.control].get(value) or self._t(f"form.{shape.control}.gone")
        return said(value, shape, key, self._labels[where], self._clock, self._t)

    def _usual(self) -> str:
        return triggers_said.as_usual(self._kind.widget, self._t)

    def _place(self, path: str, document: Mapping[str, Any], modes: Mapping[str, str]) -> str:
        """Where the form shows what stands at this path of the document: conditions stand in rows of their own."""
        where, *parts = path.split(".")
        value: Any = document[where]
        for at, name in enumerate(parts):
            shape = shape_at(self.shapes[where], parts[: at + 1])
            value = value_at(value, name)
            if shape and shape.control in OF_CONDITIONS and at + 1 < len(parts):
                above = ".".join((where, *parts[: at + 1]))
                rest = ".".join(parts[at + 1 :])
                return f"{above}.{where_shown.form_path(rest, value, modes.get(f'{above}.mode', ''))}"
        return path

    def _example(self, key: str, language: str) -> str:
        purposes = {each.setting: each.text for each in self._kind.widget.purposes}
        if any(each.setting == key and not each.offered_by_default for each in self._kind.widget.purposes):
            return ""  # left empty it is not asked at all
        texts = self._kind.texts.get(language) or self._kind.texts.get(language.partition("-")[0])
        words = (texts or self._kind.texts["en"]).get(purposes.get(key, key), "")
        return labels.plain_pattern(words)


def value_at(value: Any, name: str) -> Any:
    """What stands under a name or at a place; None: nothing does."""
    if isinstance(value, Mapping):
        return value.get(name)
    is_place = isinstance(value, list | tuple) and name.isdigit() and int(name) < len(value)
    return value[int(name)] if is_place else None


def _usual_of(shape: Shape) -> list[Any]:
    return list(shape.default) if isinstance(shape.default, list | tuple) else []


def _leading(shape: Shape) -> tuple[str, ...]:
    """The fields of a row beside whose values others have a meaning."""
    fields = shape.items.fields if shape.items else ()
    return tuple(dict.fromkeys(name for each in fields for name in each.when))
