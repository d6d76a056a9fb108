"""What a form sends becomes a document; nothing is guessed, and what it does not hold stays as it was."""

from typing import Any

import pytest

from server.console.form_read import FormReader
from server.console.form_shapes import shapes_of
from server.errors import Unreadable
from tests.server.console.drawing import clock
from tests.support.every_field import Everything


def read(pairs: dict[str, str], before: dict[str, Any] | None = None) -> dict[str, Any]:
    return FormReader(list(pairs.items()), clock()).document(shapes_of(Everything), "settings", before)


def test_what_is_not_in_the_form_stays_as_it_was() -> None:
    before = {"title": {"en": "Ring"}, "tags": ["a"], "look": {"round": False}, "odds": {"mug": 1}}
    assert read({}, before) == before
    assert read({}) == {}


def test_what_cannot_be_read_is_left_for_the_model_to_refuse_by_its_path() -> None:
    assert read({"settings.seconds": "soon", "settings.odds": "{", "settings.mode": "x", "settings.ends": "now"}) == {
        "seconds": "soon",
        "odds": "{",
        "mode": "x",
        "ends": "now",
    }


@pytest.mark.parametrize("odds", ["[" * 100_000, '{"mug": NaN}', '{"mug": 1, "mug": 2}'])
def test_json_that_the_strict_decoder_refuses_is_left_for_the_model_to_refuse(odds: str) -> None:
    assert read({"settings.odds": odds}) == {"odds": odds}


@pytest.mark.parametrize("said", ["nan", "inf", "1e999"])
def test_what_is_no_finite_number_is_left_for_the_model_to_refuse(said: str) -> None:
    assert read({"settings.share": said}) == {"share": said}


@pytest.mark.parametrize("path", ["settings" + ".a" * 11, "settings." + "a" * 300])
def test_a_path_that_no_field_has_is_refused_before_it_costs_anything(path: str) -> None:
    with pytest.raises(Unreadable):
        read({path: ""})


def test_the_usual_value_is_left_unsaid_unless_it_was_said_before() -> None:
    assert read({"settings.seconds": "5", "settings.is_loud": "no"}) == {}
    assert read({"settings.seconds": "5"}, {"seconds": 7}) == {"seconds": 5}


def test_things_of_a_list_come_in_the_order_of_their_places() -> None:
    pairs = {
        "settings.steps": "",
        "settings.steps.1.name": "B",
        "settings.steps.0.name": "A",
        "settings.steps.x.name": "C",
    }
    assert read(pairs) == {"steps": [{"name": "A"}, {"name": "B"}]}


def test_a_thing_that_was_moved_keeps_what_the_form_does_not_show_of_it() -> None:
    before = {"steps": [{"name": "one", "weight": 3}, {"name": "two"}]}
    form = {"settings.steps": "", "settings.steps.0._was": "1", "settings.steps.0.name": "two"}
    form |= {"settings.steps.1._was": "0", "settings.steps.1.name": "one"}
    form |= {"settings.steps.2._was": "", "settings.steps.2.name": "new"}
    assert read(form, before)["steps"] == [{"name": "two"}, {"name": "one", "weight": 3}, {"name": "new"}]
