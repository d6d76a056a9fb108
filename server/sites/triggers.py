"""What opens a widget besides its launcher: each kind of trigger with exactly its own fields."""

from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from server.widget import Model

Kind = Literal["delay", "time", "scroll", "idle", "click", "seen", "page", "event", "param", "exit"]
OF_TRIGGER: dict[str, tuple[str, ...]] = {  # the fields of each kind, those first that it cannot do without
    "delay": ("seconds",),
    "time": ("seconds",),
    "scroll": ("percent",),
    "idle": ("seconds",),
    "click": ("selector",),
    "seen": ("selector",),
    "page": ("number",),
    "event": ("name", "times", "within"),
    "param": ("name", "value"),
    "exit": (),
}
OPTIONAL = {"times", "within", "value"}
LONGEST = 86_400
SECONDS = {"delay": (0, 3600), "time": (0, LONGEST), "idle": (1, 3600)}


def shortest(seconds: float) -> float:
    """5 is shorter to send than 5.0."""
    return int(seconds) if seconds.is_integer() else seconds


Seconds = Annotated[float, Field(strict=True, ge=0, le=LONGEST, allow_inf_nan=False), AfterValidator(shortest)]


class Trigger(Model):
    """One trigger. `seconds` on this page (`delay`), in this visit (`time`) or without a move of the visitor (`idle`);
    `percent` of the page scrolled; a click on (`click`) or the sight of (`seen`) what `selector` names; the `number`-th
    page of the visit; an event `name` that the page tells `times` times, all `within` so many seconds; an address
    parameter `name`, with a `value` or any; leaving (`exit`).
    """

    kind: Kind
    seconds: Seconds | None = None
    percent: int | None = Field(None, strict=True, ge=1, le=100)
    selector: str | None = Field(None, min_length=1, max_length=200, json_schema_extra={"control": "selector"})
    number: int | None = Field(None, strict=True, ge=1, le=1000)
    name: str | None = Field(None, min_length=1, max_length=60)
    times: int | None = Field(None, strict=True, ge=1, le=100)
    within: int | None = Field(None, strict=True, ge=1, le=3600)
    value: str | None = Field(None, max_length=200)

    @field_validator("seconds")
    @classmethod
    def _within_its_bounds(cls, seconds: float | None, info: ValidationInfo) -> float | None:
        least, most = SECONDS.get(info.data.get("kind", ""), (0, LONGEST))
        if seconds is not None and not least <= seconds <= most:
            raise ValueError(f"from {least} to {most}")
        return seconds

    @model_validator(mode="after")
    def _its_own_fields(self) -> Self:
        own = OF_TRIGGER[self.kind]
        needed = [name for name in own if name not in OPTIONAL]
        given = {name for name in self.model_fields_set if name != "kind" and getattr(self, name) is not None}
        unset = self.model_fields_set - given - {"kind"} - OPTIONAL
        if not set(needed) <= given <= set(own) or unset:
            raise ValueError(f"{'an' if self.kind[0] in 'aeiou' else 'a'} {self.kind} has {_said(needed, own)}")
        return self

    def published(self) -> dict[str, Any]:
        """The trigger as browsers read it."""
        return self.model_dump(exclude_none=True)


def _said(needed: list[str], own: tuple[str, ...]) -> str:
    voluntary = [name for name in own if name in OPTIONAL]
    if not own:
        return "no more fields"
    rest = f", and if wanted {' and '.join(voluntary)}" if voluntary else ""
    return f"exactly one more field: {needed[0]}{rest}"
