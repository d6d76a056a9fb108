"""A condition: a group of conditions, or one field of `rule_fields` compared with a value.

Only what somebody can decide is taken; everything else is refused by its path, so that no rule is silently in vain.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticKnownError

from server.model import Json, Model, Unfit
from server.rule_fields import ATTRIBUTE, FIELDS, RuleField, field_of, ops_of, told

DEEPEST = 8
MOST_LEAVES = 100
MOST_IN = 50
LONGEST_VALUE = 500
GROUPS = ("all", "any", "not")
LEAF = "a condition: a group, or field, op and value together"
GROUP = "a group: one of all, any, not with a list of conditions"
BEGINS = {"address": ("https://", "http://"), "path": ("/",)}  # what every address and every path of a page begins with
NEVER = {
    "address": "no whole address begins so, but with https:// or http://: for /coffee the field is path",
    "path": "no path begins so, but with /: for https://shop.example the field is address",
}
SPELLED = ("address", "path", "referrer")  # fields whose values browsers write as addresses
OF_NUMBERS = ("at_least", "at_most")
MOST_NUMBER = 1e15


def _known_field(name: str) -> str:
    if field_of(name) is None:
        raise Unfit("unknown_field", f"one of {', '.join(FIELDS)}, or set. and an attribute's name")
    return name


FieldName = Annotated[
    str,
    AfterValidator(_known_field),
    Field(
        max_length=60,
        json_schema_extra={"anyOf": [{"enum": list(FIELDS)}, {"pattern": f"^{ATTRIBUTE.pattern}$"}]},
    ),
]
Op = Literal["is", "not", "contains", "prefix", "glob", "in", "at_least", "at_most"]
_ONE: list[Json] = [{"type": "string", "maxLength": LONGEST_VALUE}, {"type": "number"}]
_VALUE: dict[str, Json] = {
    "anyOf": [*_ONE, {"type": "array", "items": {"anyOf": _ONE}, "minItems": 1, "maxItems": MOST_IN}]
}


class Condition(Model):
    """A group of conditions, or one leaf: a field, an operator and a value."""

    all: tuple["Condition", ...] | None = None
    any: tuple["Condition", ...] | None = None
    none: tuple["Condition", ...] | None = Field(None, alias="not", description="None of them holds.")
    field: FieldName | None = Field(None, description=told())
    op: Op | None = None
    value: Any = Field(
        None,
        description="Words; a whole number for fields of numbers, any number for `at_least` and `at_most` of an"
        f" attribute; for `in` a list of 1 to {MOST_IN} of these.",
        json_schema_extra=_VALUE,
    )

    @field_validator("op")
    @classmethod
    def _that_the_field_takes(cls, op: Op | None, info: ValidationInfo) -> Op | None:
        field = info.data.get("field")
        if op and field and op not in ops_of(field):
            raise Unfit("op_not_taken", f"for {field} one of {', '.join(ops_of(field))}")
        return op

    @field_validator("value")
    @classmethod
    def _that_fits(cls, value: Any, info: ValidationInfo) -> Any:
        field, op = info.data.get("field"), info.data.get("op")
        return read_value(field, op, value) if field and op else value

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        named = self.model_fields_set
        if named and named not in ({"all"}, {"any"}, {"none"}, {"field", "op", "value"}):
            raise ValueError(LEAF)
        if any(getattr(self, name) is None for name in named):
            raise ValueError(LEAF)
        return self

    @field_validator("all", "any", "none")
    @classmethod
    def _nothing_empty(cls, members: tuple["Condition", ...] | None) -> tuple["Condition", ...] | None:
        if any(not member.model_fields_set for member in members or ()):
            raise ValueError(LEAF)
        return members

    def leaves(self) -> Iterator["Condition"]:
        """Every leaf under this condition."""
        return (leaf for _, leaf in self.paths("where"))

    def paths(self, path: str) -> Iterator[tuple[str, "Condition"]]:
        """Every leaf under this condition with its path."""
        if self.field is not None:
            yield path, self
        for name, group in zip(GROUPS, (self.all, self.any, self.none), strict=True):
            for at, member in enumerate(group or ()):
                yield from member.paths(f"{path}.{name}.{at}")

    def may_hold(self) -> bool:
        """Whether a leaf holds on any page: no whole address begins with `/coffee`, and no path with `https:`."""
        if self.field not in BEGINS or self.op in ("contains", "not"):
            return True
        return any(self._may_begin(value) for value in (self.value if self.op == "in" else (self.value,)))

    def _may_begin(self, value: str) -> bool:
        head = value.partition("*")[0] if self.op == "glob" else value
        is_begun = self.op not in ("is", "in") and not (self.op == "glob" and head == value)
        begins = BEGINS[self.field or ""]
        return any(head.startswith(each) or (is_begun and each.startswith(head)) for each in begins)

    def published(self) -> dict[str, Any]:
        """The condition as browsers compare it: addresses are spelled as browsers write them."""
        return _spelled(self.model_dump(by_alias=True, exclude_unset=True))


def a_group(condition: Condition) -> Condition:
    """A condition that stands for itself is a group, or empty: then it always holds."""
    if condition.field is not None:
        raise ValueError(GROUP)
    return condition


def met_somewhere(condition: Condition) -> Condition:
    """Refuse a condition with a leaf that holds on no page."""
    for leaf in condition.leaves():
        if not leaf.may_hold():
            raise Unfit(f"never.{leaf.field}", NEVER[str(leaf.field)])
    return condition


def fields_asked(condition: Condition) -> set[str]:
    """Every field that this condition asks about, by its name in `rule_fields`; attributes as they are written."""
    return {leaf.field for leaf in condition.leaves() if leaf.field}


def refuse_too_much(raw: object) -> object:
    """Refuse a tree that is too deep or too wide before anything walks down it."""
    level, leaves = [raw], 0
    for depth in range(DEEPEST + 2):
        leaves += sum(isinstance(each, dict) and "field" in each for each in level)
        level = [member for each in level for member in _members(each)]
        if depth >= DEEPEST and level:
            raise Unfit("too_deep", f"at most {DEEPEST} groups within each other")
        if leaves > MOST_LEAVES or len(level) > MOST_LEAVES * 2:
            raise Unfit("too_many_conditions", f"at most {MOST_LEAVES} conditions")
    return raw


Group = Annotated[Condition, BeforeValidator(refuse_too_much), AfterValidator(a_group)]
Where = Annotated[Group, AfterValidator(met_somewhere), Field(json_schema_extra={"control": "condition"})]


def read_value(name: str, op: str, value: Any) -> Any:
    """The value in the form that this field and operator compare with, or a `ValueError` that says what is expected."""
    field = field_of(name)
    if field is None or op not in ops_of(name):
        return value
    if op != "in":
        return _one(field, op, value)
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_IN:
        raise Unfit("not_a_list", f"a list of 1 to {MOST_IN} values")
    return tuple(dict.fromkeys(_one(field, op, each) for each in value))


def _one(field: RuleField, op: str, value: Any) -> Any:
    if op in OF_NUMBERS and field.takes == "words":
        return _number(value, -MOST_NUMBER, MOST_NUMBER, is_whole=False)
    if field.takes == "number":
        return _number(value, field.least, field.most, is_whole=True)
    return _words(field, op, value)


def _number(value: Any, least: float, most: float, *, is_whole: bool) -> int | float:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    taken = isinstance(value, int) if is_whole else isinstance(value, int | float)
    if isinstance(value, bool) or not taken or not least <= value <= most:
        words = f"a whole number from {least:g} to {most:g}" if is_whole else "a number"
        raise Unfit("not_such_a_number", words)
    return value  # type: ignore[no-any-return]


def _words(field: RuleField, op: str, value: Any) -> str:
    if not isinstance(value, str):
        raise Unfit("not_words", "must be a text")
    words = value.strip()
    return _fitting(field, op, words)


def _fitting(field: RuleField, op: str, value: str) -> str:
    if len(value) > LONGEST_VALUE:
        raise PydanticKnownError("string_too_long", {"max_length": LONGEST_VALUE})
    if field.takes == "choice" and value not in field.choices:
        raise Unfit("not_a_choice", f"one of {', '.join(field.choices)}")
    if field.takes == "code" and not re.fullmatch(field.code, value):
        raise Unfit(f"not_a_{field.name}", CODES[field.name])
    if not value and (field.takes != "words" or op not in ("is", "not")):
        raise Unfit("empty", "must not be empty")
    return value


CODES = {
    "language": "a language's code of two or three small letters, for example ru",
    "country": "a country's code of two capital letters, for example RS",
}


def _members(raw: object) -> list[object]:
    if not isinstance(raw, dict):
        return []
    return [member for name in GROUPS if isinstance(raw.get(name), list) for member in raw[name]]


def _spelled(condition: Mapping[str, Any]) -> dict[str, Any]:
    """Write what an address cannot hold the way browsers put it there, so that browsers only compare."""
    said = {name: [_spelled(each) for each in condition[name]] for name in GROUPS if name in condition}
    if "field" in condition:
        value = condition["value"]
        if condition["field"] in SPELLED:
            value = [_of_address(each) for each in value] if condition["op"] == "in" else _of_address(value)
        said = {**condition, "value": list(value) if isinstance(value, tuple) else value}
    return said


def _of_address(value: str) -> str:
    return "".join(sign if "!" <= sign <= "~" else quote(sign) for sign in value)
