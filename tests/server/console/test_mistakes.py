"""A mistake is found by its path, in lists and texts too."""

from server.console.form_shapes import shapes_of
from server.console.mistakes import mistakes, shape_at
from tests.server.console.drawing import words
from tests.support.every_field import Everything

SHAPES = shapes_of(Everything)


def test_a_path_leads_to_the_shape_of_what_stands_there() -> None:
    found = [
        shape_at(SHAPES, path.split(".")) for path in ("title.en", "steps.1.name", "look.ink", "links.0", "nothing")
    ]
    assert [each and each.control for each in found] == ["text", "line", "colour", "address", None]


def test_what_no_word_of_ours_fits_is_said_as_the_model_says_it() -> None:
    found = mistakes(Everything, {"nonsense": 1, "name": "x" * 41}, "settings", SHAPES, words())
    assert found == {"settings.name": "At most 40 characters.", "settings.nonsense": "is not a known field"}


def test_a_document_without_mistakes_has_none() -> None:
    assert mistakes(Everything, {}, "settings", SHAPES, words()) == {}
