"""The registry finds rooms by their folder alone, and names what a broken one lacks."""

import json
import sys
from pathlib import Path

import pytest

from server.errors import UnknownKind
from server.registry import BrokenRoom, Registry, find_kinds

ROOM = """
from server.widget import Lead, Model, Settings, Widget
class Sent(Model):
    pass
WIDGET = Widget(settings=Settings, submission=Sent, on_submit=lambda values, visit: Lead())
"""


@pytest.fixture
def rooms(tmp_path: Path, monkeypatch):
    """A `widgets` package of our own with one good room called `bell`."""
    room = tmp_path / "widgets" / "bell"
    (room / "texts").mkdir(parents=True)
    (tmp_path / "widgets" / "__init__.py").write_text("")
    (room / "__init__.py").write_text(ROOM)
    (room / "texts" / "en.json").write_text(json.dumps({"ring": "Ring"}))
    (room / "texts" / "ru.json").write_text(json.dumps({"ring": "Звонить"}))
    (room / "widget.js").write_text("export function mount() {}")
    (room / "widget.css").write_text("")
    (room / "examples.json").write_text(json.dumps([{"name": "bell", "settings": {}, "submissions": []}]))
    kept = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "widgets"}
    for name in kept:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    yield room
    for name in [name for name in sys.modules if name.split(".")[0] == "widgets"]:
        del sys.modules[name]


def test_a_room_is_found_by_its_folder_alone(rooms):
    registry = find_kinds()

    assert [kind.name for kind in registry] == ["bell"]
    assert registry.kind("bell").words("ring", "ru") == "Звонить"
    assert registry.kind("bell").words("ring", "de") == "Ring"


def test_a_kind_that_is_not_built_is_refused_and_the_others_are_named(rooms):
    with pytest.raises(UnknownKind) as refused:
        find_kinds().kind("gong")

    assert refused.value.errors == {"kind": "one of: bell"}


@pytest.mark.parametrize(
    ("break_it", "words"),
    [
        (lambda room: (room / "texts" / "ru.json").write_text("{}"), "texts/ru.json: differs from en.json in ['ring']"),
        (lambda room: (room / "texts" / "en.json").rename(room / "texts" / "de.json"), "texts"),
        (lambda room: (room / "widget.css").unlink(), "widget.js or widget.css is missing"),
        (lambda room: (room / "examples.json").write_text("[]"), "examples.json: empty"),
        (lambda room: (room / "__init__.py").write_text("WIDGET = 1"), "WIDGET is not a Widget"),
    ],
)
def test_a_broken_room_is_named_with_its_file(rooms, break_it, words):
    break_it(rooms)

    with pytest.raises(BrokenRoom) as broken:
        find_kinds()

    assert "widgets/bell" in str(broken.value)
    assert words in str(broken.value)


def test_kinds_are_listed_by_name():
    assert list(Registry({})) == []


def test_the_teams_words_for_settings_are_read_apart_from_the_visitors(rooms):
    console = rooms / "texts" / "console"
    console.mkdir()
    (console / "en.json").write_text(json.dumps({"setting.ring": "Ring tone"}))
    (console / "ru.json").write_text(json.dumps({"setting.ring": "Звонок"}))

    bell = find_kinds().kind("bell")

    assert [bell.label("setting.ring", language) for language in ("ru", "de")] == ["Звонок", "Ring tone"]
    assert (bell.label("setting.nothing", "en"), set(bell.texts["en"])) == (None, {"ring"})


def test_a_room_whose_settings_ask_for_a_file_that_is_not_there_is_named(rooms):
    manners = "on_submit=lambda values, visit: Lead(), entry=lambda settings: 'small'"
    (rooms / "__init__.py").write_text(ROOM.replace("on_submit=lambda values, visit: Lead()", manners))

    with pytest.raises(BrokenRoom) as broken:
        find_kinds()

    assert str(broken.value) == "widgets/bell/widget-small.js: missing, and asked for by its settings"


def test_a_room_may_have_several_entries(rooms):
    manners = "on_submit=lambda values, visit: Lead(), entry=lambda settings: 'small'"
    (rooms / "__init__.py").write_text(ROOM.replace("on_submit=lambda values, visit: Lead()", manners))
    (rooms / "widget-small.js").write_text("export function mount() {}")

    assert [kind.name for kind in find_kinds()] == ["bell"]
