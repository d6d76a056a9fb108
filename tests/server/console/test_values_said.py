"""Values are told in words where something has changed."""

from server.console.form_shapes import Shape
from server.console.labels import Label
from server.console.values_said import both_shortened, said, shortened
from server.sites.differences import UNSAID
from tests.server.console.drawing import clock, words

LABEL: Label = {"choice.mode.now": "At once", "choice.days.mon": "Monday"}.get


def test_each_kind_of_value_has_its_words() -> None:
    cases = [
        (UNSAID, None, "x"), (True, None, "x"), (28, Shape("x", "number", unit="seconds"), "x"), ("", None, "x"),
        ("now", Shape("mode", "choice"), "mode"), (["mon", "tue"], Shape("days", "choices"), "days"), ([], None, "x"),
        ([{"a": 1}, {"b": 2}], None, "steps"), ({"mug": 1}, None, "odds"), ("x" * 200, None, "x"),
        ("2026-05-01T09:00:00Z", Shape("ends", "moment"), "ends"), ("soon", Shape("ends", "moment"), "ends"),
    ]  # fmt: skip
    assert [said(value, shape, key, LABEL, clock(), words()) for value, shape, key in cases] == [
        "as usual", "yes", "28 seconds", "nothing", "At once", "Monday, tue", "nothing", "2 things", '{"mug": 1}',
        "x" * 200, "1 May, 11:00", "soon",
    ]  # fmt: skip


def test_long_texts_are_cut_between_words_and_from_where_they_begin_to_differ() -> None:
    assert shortened("one two three", 9) == "one two…"
    assert shortened("x" * 200) == "x" * 160 + "…"
    assert both_shortened("short", "also short") == ("short", "also short")
    same = "word " * 60
    assert both_shortened(f"{same}before", f"{same}after") == (f"…{'word ' * 7}before", f"…{'word ' * 7}after")
    assert both_shortened(same, f"other {same}")[0].startswith("word word")
