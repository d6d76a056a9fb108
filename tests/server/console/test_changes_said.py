"""What differs in a list is told row by row, in the words of the form."""

import pytest

from server.console.changes_said import Change, RowChange
from server.console.widget_forms import WidgetForm
from server.registry import find_kinds
from tests.server.console.drawing import clock, words

CALL = {"kind": "call", "to": "+381 60 1234567"}
LINK = {"kind": "link", "to": "https://shop.example/prices"}
PATH = "settings.actions"


def rows(old: list, new: list, language: str = "en") -> tuple[RowChange, ...]:
    form = WidgetForm(find_kinds().kind("multibutton"), words(language), clock(language), ("en", "ru"))
    documents = ({"settings": {"actions": each}, "rules": {}} for each in (old, new))
    [change] = form.changes(*documents)
    return change.rows


def test_rows_are_added_taken_out_moved_and_changed_in_words() -> None:
    named = {**CALL, "label": {"en": "Ring us"}, "where": {"all": [{"field": "device", "op": "is", "value": "phone"}]}}
    found = rows([CALL, LINK, {"kind": "chat"}], [{"kind": "callback"}, LINK, named])
    assert [(each.became, each.name) for each in found] == [
        ("new", "1. Opens the callback"),
        ("moved: 1 → 3", "3. Calls a number · +381 60 1234567"),
        ("taken out", "3. Opens the chat"),
    ]
    assert found[0].fields == (
        Change("actions.kind", "What a press does", "as usual", "Opens the callback", side="new"),
    )
    assert [(each.label, each.old, each.new) for each in found[1].fields] == [
        ("Words, English", "as usual", "Ring us"),
        ("Where it is offered", "on every page", "to visitors on a phone"),
    ]


@pytest.mark.parametrize(("language", "became"), [("en", "changed"), ("ru", "изменено")])
def test_a_changed_row_tells_its_fields_only(language: str, became: str) -> None:
    [row] = rows([CALL], [{**CALL, "to": "+381 60 7654321"}], language)
    assert row.became == became
    assert [(each.old, each.new) for each in row.fields] == [("+381 60 1234567", "+381 60 7654321")]


def test_long_words_are_cut_in_names_and_in_fields() -> None:
    long = "word " * 100
    [row] = rows([{**LINK, "note": {"en": f"{long}old"}}], [{**LINK, "note": {"en": f"{long}new"}}])
    assert len(row.name) <= 64
    assert row.fields[0].new.endswith("word new")
