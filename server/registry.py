"""Finds the rooms under `widgets/` at start and checks them; names no widget."""

import importlib
import json
import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from server.errors import UnknownKind
from server.widget import Json, Settings, Widget
from static.serbian import in_both_scripts


class BrokenRoom(Exception):
    """A widget's room lacks something every room has; the message names the room and the file."""


@dataclass(frozen=True, slots=True)
class Example:
    """One of a room's `examples.json`: settings and what visitors send, for tests, previews and the demo."""

    name: str
    settings: Mapping[str, Json]
    submissions: tuple[Mapping[str, Json], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of widget as it was found: its declaration, its words by language, its examples.

    `labels` are the words that only the team reads: what each setting is called. They are never sent to a visitor.
    """

    name: str
    folder: Path
    widget: Widget
    texts: Mapping[str, Mapping[str, str]]
    examples: tuple[Example, ...]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def label(self, key: str, language: str) -> str | None:
        """The team's word for `key` in this language, or in English, or None where the room has none."""
        return self.labels.get(language, {}).get(key) or self.labels.get("en", {}).get(key)

    def words(self, key: str, language: str) -> str:
        """The widget's own words for `key` in this language, in English where the language is missing."""
        return self.texts.get(language, self.texts["en"]).get(key) or self.texts["en"][key]


class Registry:
    """Every kind this server can deliver, by its name."""

    def __init__(self, kinds: Mapping[str, Kind]) -> None:
        self._kinds = dict(sorted(kinds.items()))

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    def kind(self, name: str) -> Kind:
        """The kind of this name, or the refusal `unknown_kind`."""
        try:
            return self._kinds[name]
        except KeyError:
            raise UnknownKind(errors={"kind": f"one of: {', '.join(self._kinds)}"}) from None


def find_kinds() -> Registry:
    """Import every room under `widgets/` and read what belongs to it; raises `BrokenRoom` by name."""
    rooms = importlib.import_module("widgets")
    names = [found.name for found in pkgutil.iter_modules(rooms.__path__) if found.ispkg]
    return Registry({name: _read(name, importlib.import_module(f"widgets.{name}")) for name in names})


def _read(name: str, room: ModuleType) -> Kind:
    folder = Path(str(room.__file__)).parent
    widget = getattr(room, "WIDGET", None)
    if not isinstance(widget, Widget):
        raise BrokenRoom(f"widgets/{name}/__init__.py: WIDGET is not a Widget")
    texts = in_both_scripts(_texts(folder, "texts"))
    labels = _texts(folder, "texts/console")
    if "en" not in texts:
        raise BrokenRoom(f"widgets/{name}/texts/en.json: missing")
    if not (folder / "widget.js").exists() or not (folder / "widget.css").exists():
        raise BrokenRoom(f"widgets/{name}: widget.js or widget.css is missing")
    return Kind(name, folder, widget, texts, _examples(name, folder, widget), labels)


def _texts(folder: Path, within: str) -> dict[str, dict[str, str]]:
    """A folder of words, a file for each language; all of them have the same keys."""
    texts = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((folder / within).glob("*.json"))}
    for language, words in texts.items():
        if missing := set(texts.get("en", {})) ^ set(words):
            raise BrokenRoom(
                f"widgets/{folder.name}/{within}/{language}.json: differs from en.json in {sorted(missing)}"
            )
    return texts


def _examples(name: str, folder: Path, widget: Widget) -> tuple[Example, ...]:
    found = json.loads((folder / "examples.json").read_text("utf-8"))
    examples = tuple(Example(each["name"], each["settings"], tuple(each["submissions"])) for each in found)
    if not examples:
        raise BrokenRoom(f"widgets/{name}/examples.json: empty")
    for example in examples:
        _has_entries(name, folder, widget, widget.settings.read(example.settings))
    return examples


def _has_entries(name: str, folder: Path, widget: Widget, settings: Settings) -> None:
    """What draws these settings is there; raises `BrokenRoom` with the file that is missing."""
    for entry in (each(settings) for each in (widget.entry, widget.bar) if each):
        file = f"widget-{entry}.js" if entry else "widget.js"
        if not (folder / file).exists():
            raise BrokenRoom(f"widgets/{name}/{file}: missing, and asked for by its settings")
