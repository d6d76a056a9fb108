"""What defines a field, checked at the door."""

import pytest

from server.clients.field_input import FieldChange, NewField
from server.errors import Invalid


def test_a_label_is_enough():
    assert NewField.read({"label": {"en": "Roast"}}).model_dump() == {
        "label": {"en": "Roast"}, "kind": "text", "key": None, "choices": (),
    }  # fmt: skip


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"label": {}},
        {"label": {"en": ""}},
        {"label": {"en": "x" * 61}},
        {"label": {"english": "x"}},
        {"label": {"en": "x"}, "kind": "choice"},
        {"label": {"en": "x"}, "choices": ["a"]},
        {"label": {"en": "x"}, "kind": "choice", "choices": ["=1", " =1"]},
        {"label": {"en": "x"}, "key": "Key"},
        {"label": {"en": "x"}, "kind": "picture"},
    ],
    ids=str,
)
def test_what_makes_no_field_is_refused(said: dict[str, object]):
    with pytest.raises(Invalid):
        NewField.read(said)


def test_a_change_names_what_it_replaces():
    assert FieldChange.read({"place": 3}).model_dump() == {"label": None, "choices": None, "place": 3}
