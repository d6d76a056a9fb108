"""The rules are asked for as their model has them: each trigger with its own fields, and no list of ours beside it."""

from server.console.rule_shapes import rule_shapes
from server.sites.rules import OF_TRIGGER, Rules


def test_every_rule_and_every_trigger_of_the_model_is_asked_for() -> None:
    shapes = {shape.name: shape for shape in rule_shapes()}
    triggers = shapes["when"].items
    assert triggers is not None
    fields = {field.name: field for field in triggers.fields}
    assert list(shapes) == list(Rules.model_fields)
    assert fields["kind"].options == tuple(OF_TRIGGER)
    assert {name: field.when["kind"] for name, field in fields.items() if field.exact} == {
        name: [kind for kind, names in OF_TRIGGER.items() if name in names]
        for names in OF_TRIGGER.values()
        for name in names
    }
