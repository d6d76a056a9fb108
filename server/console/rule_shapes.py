"""What a form asks about a widget's rules: drawn from their model, with a short form for the conditions."""

from dataclasses import replace
from functools import cache

from server.console.form_shapes import Shape, shapes_of
from server.sites.rules import OF_TRIGGER, Rules

CONDITIONS, TRIGGERS, CAPS, WHICH = "where", "when", "caps", "kind"


@cache
def rule_shapes() -> tuple[Shape, ...]:
    """The fields of the rules: each trigger's own fields stand beside its kind only."""
    return tuple(_shape(each) for each in shapes_of(Rules))


def _shape(shape: Shape) -> Shape:
    if shape.name == CONDITIONS:
        return replace(shape, control="where", default={}, fields=())
    if shape.name == CAPS:
        return replace(shape, default={})
    if shape.name == TRIGGERS and shape.items is not None:
        fields = tuple(_of_trigger(each) for each in shape.items.fields)
        return replace(shape, items=replace(shape.items, fields=fields), ordered=False)
    return shape


def _of_trigger(field: Shape) -> Shape:
    kinds = [kind for kind, names in OF_TRIGGER.items() if field.name in names]
    if field.name == "seconds":
        field = replace(field, least=None, most=None)  # each kind has bounds of its own
    return replace(field, when={WHICH: kinds}, exact=True) if field.name != WHICH else field
