"""The rules of a widget: where it shows, what opens it, how often, from when until when, and which one goes first."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from server.conditions import NEVER, Condition, Group, fields_asked
from server.sites.instants import Instant
from server.sites.triggers import OF_TRIGGER, Trigger
from server.widget import InvalidSettings, Json, Model

__all__ = ["OF_TRIGGER", "Caps", "Condition", "Rules", "Trigger", "check_new", "fields_asked", "never_met"]

AfterClosing = Literal["day", "visit", "ever", "again"]


class Caps(Model):
    """How often a widget may open by itself for one visitor; absent: as often as its triggers come."""

    visit: int | None = Field(None, strict=True, ge=1, le=1000)
    day: int | None = Field(None, strict=True, ge=1, le=1000, description="Within the last 24 hours.")
    total: int | None = Field(None, strict=True, ge=1, le=1000)

    def published(self) -> dict[str, int]:
        """The caps that are set."""
        return self.model_dump(exclude_none=True)


class Rules(Model):
    """The rules of one widget; `{}` means everywhere, with the kind's own default trigger."""

    where: Group = Field(default_factory=Condition)
    when: tuple[Trigger, ...] = Field((), max_length=10)
    caps: Caps = Field(default_factory=Caps)
    after_closing: AfterClosing | None = Field(
        None,
        description="How long what comes over the page rests once it was closed: a day, this visit, for ever, or not at"
        " all. Left out: a day, and where caps are set not at all, for these say how often.",
    )
    start: Instant | None = None
    stop: Instant | None = None
    priority: int = Field(0, strict=True, ge=-1000, le=1000)

    @field_validator("stop")
    @classmethod
    def _after_start(cls, stop: int | None, info: ValidationInfo) -> int | None:
        start = info.data.get("start")
        if stop is not None and start is not None and stop <= start:
            raise ValueError("later than start")
        return stop

    @property
    def rest(self) -> AfterClosing:
        """How long it rests once it was closed; where caps are set they alone say how often it comes."""
        return self.after_closing or ("again" if self.caps.published() else "day")

    def document(self) -> dict[str, Any]:
        """The rules as they are stored and as the API reads them: only what was set."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def published(self, default_trigger: Json = None) -> dict[str, Json]:
        """The rules as browsers read them: values as addresses spell them, instants in milliseconds."""
        default: list[Json] = [] if default_trigger is None else [default_trigger]
        caps = self.caps.published()
        said: dict[str, Json] = {
            "priority": self.priority,
            "where": self.where.published(),
            "when": [each.published() for each in self.when] or default,
            **({"caps": dict(caps)} if caps else {}),
            **({"after": self.rest} if self.rest != "day" else {}),
        }
        return said | {name: at for name in ("start", "stop") if (at := getattr(self, name)) is not None}


def never_met(rules: Rules, where: str) -> dict[str, str]:
    """The conditions that hold on no page, `{path: field}`: with one of them a widget is never where it was meant."""
    leaves = rules.where.paths(f"{where}.where")
    return {f"{path}.value": str(leaf.field) for path, leaf in leaves if not leaf.may_hold()}


def check_new(rules: Rules, kept: Mapping[str, Any]) -> None:
    """Refuse conditions that hold on no page, by their paths; those that were `kept` before stay as they are."""
    if rules.document().get("where") != kept.get("where") and (found := never_met(rules, "rules")):
        raise InvalidSettings(errors={path: NEVER[field] for path, field in found.items()})
