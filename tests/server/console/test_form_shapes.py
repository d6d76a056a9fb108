"""What a form asks for follows from the model: controls, ranges, lists and what has a meaning beside a choice only."""

from server.console.form_shapes import NOTHING, shapes_of
from server.sites.rules import Condition
from tests.support.every_field import Everything

SHAPES = {shape.name: shape for shape in shapes_of(Everything)}


def test_every_kind_of_field_has_its_control() -> None:
    assert {name: shape.control for name, shape in SHAPES.items()} == {
        "title": "text", "story": "long_text", "name": "line", "remark": "lines", "seconds": "number",
        "share": "number", "is_loud": "yes_no", "mode": "choice", "size": "choice", "ground": "colour",
        "ink": "colour", "link": "address", "links": "texts", "tags": "texts", "home": "choice",
        "countries": "choices", "days": "choices", "look": "group", "steps": "objects", "greetings": "objects",
        "ends": "moment", "odds": "raw", "later": "number",
    }  # fmt: skip


def test_ranges_lengths_hints_and_options_are_the_models_own() -> None:
    seconds, ink, size = SHAPES["seconds"], SHAPES["ink"], SHAPES["size"]
    assert (seconds.least, seconds.most, seconds.step, seconds.unit, seconds.default) == (0, 60, "1", "seconds", 5)
    assert (ink.against, ink.group, SHAPES["title"].length, SHAPES["countries"].longest) == ("ground", "looks", 60, 3)
    assert (size.options, size.optional, len(SHAPES["home"].options)) == ((1, 2, 3), True, 249)
    assert SHAPES["later"].when == {"mode": ["later"]}


def test_the_things_of_a_list_have_shapes_of_their_own() -> None:
    items = SHAPES["steps"].items
    assert items is not None
    assert [(each.name, each.control, each.default is NOTHING) for each in items.fields] == [
        ("name", "line", True),
        ("words", "text", False),
        ("weight", "number", False),
        ("answers", "objects", False),
    ]


def test_a_model_that_holds_itself_comes_to_an_end() -> None:
    assert {shape.name: shape.control for shape in shapes_of(Condition)}["all"] == "objects"
