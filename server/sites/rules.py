"""The rules of a widget: where it shows, what opens it, from when until when, and which one goes first.

Only what acts today is taken; everything else is refused by its path, so that no rule is ever silently without effect.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self
from urllib.parse import quote

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from server.sites.instants import Instant
from server.widget import InvalidSettings, Json, Model, Unfit

DEEPEST = 8
MOST_LEAVES = 100
GROUPS = ("all", "any", "not")
GROUP = "a group: one of all, any, not with a list of conditions"
OF_TRIGGER = {"delay": ("seconds",), "click": ("selector",), "scroll": ("percent",), "exit": ()}
LEAF = "a condition: a group, or field, op and value together"
BEGINS = {"address": ("https://", "http://"), "path": ("/",)}  # what every address and every path of a page begins with
NEVER = {
    "address": "no whole address begins so, but with https:// or http://: for /coffee the field is path",
    "path": "no path begins so, but with /: for https://shop.example the field is address",
}


Seconds = Annotated[
    float,
    Field(strict=True, ge=0, le=3600, allow_inf_nan=False),
    AfterValidator(lambda seconds: int(seconds) if seconds.is_integer() else seconds),  # 5 is shorter to send than 5.0
]


class Condition(Model):
    """A group of conditions, or one leaf: a field of the page, an operator and a value."""

    all: tuple["Condition", ...] | None = None
    any: tuple["Condition", ...] | None = None
    none: tuple["Condition", ...] | None = Field(None, alias="not", description="None of them holds.")
    field: Literal["address", "path"] | None = None
    op: Literal["is", "contains", "prefix", "glob"] | None = None
    value: str | None = Field(None, min_length=1, max_length=500)

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
        if self.field is None or self.op == "contains":
            return True
        head = (self.value or "").partition("*")[0] if self.op == "glob" else self.value or ""
        is_begun = self.op != "is" and not (self.op == "glob" and head == self.value)
        return any(head.startswith(each) or (is_begun and each.startswith(head)) for each in BEGINS[self.field])


class Trigger(Model):
    """What opens the widget: some seconds on the page, a click on something of it, how far it was scrolled, leaving."""

    kind: Literal["delay", "click", "scroll", "exit"]
    seconds: Seconds | None = None
    selector: str | None = Field(None, min_length=1, max_length=200)
    percent: int | None = Field(None, strict=True, ge=1, le=100)

    @model_validator(mode="after")
    def _its_own_fields(self) -> Self:
        needed = OF_TRIGGER[self.kind]
        if self.model_fields_set != {"kind", *needed} or any(getattr(self, name) is None for name in needed):
            more = f"exactly one more field: {needed[0]}" if needed else "no more fields"
            raise ValueError(f"{'an' if self.kind[0] in 'aeiou' else 'a'} {self.kind} has {more}")
        return self


class Rules(Model):
    """The rules of one widget; `{}` means everywhere, with the kind's own default trigger."""

    where: Condition = Field(default_factory=Condition)
    when: tuple[Trigger, ...] = Field((), max_length=10)
    start: Instant | None = None
    stop: Instant | None = None
    priority: int = Field(0, strict=True, ge=-1000, le=1000)

    @field_validator("where", mode="before")
    @classmethod
    def _not_too_much(cls, raw: object) -> object:
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

    @field_validator("where")
    @classmethod
    def _a_group(cls, where: Condition) -> Condition:
        if where.field is not None:
            raise ValueError(GROUP)
        return where

    @field_validator("stop")
    @classmethod
    def _after_start(cls, stop: int | None, info: ValidationInfo) -> int | None:
        start = info.data.get("start")
        if stop is not None and start is not None and stop <= start:
            raise ValueError("later than start")
        return stop

    def document(self) -> dict[str, Any]:
        """The rules as they are stored and as the API reads them: only what was set."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def published(self, default_trigger: Json = None) -> dict[str, Json]:
        """The rules as browsers read them: values as addresses spell them, instants in milliseconds."""
        default: list[Json] = [] if default_trigger is None else [default_trigger]
        said: dict[str, Json] = {
            "priority": self.priority,
            "where": _spelled(self.where.model_dump(by_alias=True, exclude_unset=True)),
            "when": self._triggers() or default,
        }
        return said | {name: at for name in ("start", "stop") if (at := getattr(self, name)) is not None}

    def _triggers(self) -> list[Json]:
        return [each.model_dump(exclude_unset=True) for each in self.when]


def never_met(rules: Rules, where: str) -> dict[str, str]:
    """The conditions that hold on no page, `{path: field}`: with one of them a widget is never where it was meant."""
    leaves = rules.where.paths(f"{where}.where")
    return {f"{path}.value": str(leaf.field) for path, leaf in leaves if not leaf.may_hold()}


def check_new(rules: Rules, kept: Mapping[str, Any]) -> None:
    """Refuse conditions that hold on no page, by their paths; those that were `kept` before stay as they are."""
    if rules.document().get("where") != kept.get("where") and (found := never_met(rules, "rules")):
        raise InvalidSettings(errors={path: NEVER[field] for path, field in found.items()})


def _members(raw: object) -> list[object]:
    if not isinstance(raw, dict):
        return []
    return [member for name in GROUPS if isinstance(raw.get(name), list) for member in raw[name]]


def _spelled(condition: dict[str, Any]) -> dict[str, Any]:
    """Write what an address cannot hold the way browsers put it there, so that browsers only compare."""
    said = {name: [_spelled(each) for each in condition[name]] for name in GROUPS if name in condition}
    if "field" in condition:
        said = condition | {"value": "".join(c if "!" <= c <= "~" else quote(c) for c in condition["value"])}
    return said
