"""What an owner sends about a widget, checked as a whole: its own fields, its kind's settings and its rules."""

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, GetJsonSchemaHandler

from server.registry import Kind
from server.sites.rules import Rules
from server.widget import InvalidSettings, Model, Name, Settings

WidgetName = Annotated[Name, Field(min_length=1, max_length=80)]


class _ToldAs:
    """Marks what is read later, with its kind's settings, and is told to programs as this model all the same."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model

    def __get_pydantic_json_schema__(self, _: Any, schema_of: GetJsonSchemaHandler) -> dict[str, Any]:
        return schema_of(self.model.__pydantic_core_schema__)


RulesSaid = Annotated[dict[str, Any], _ToldAs(Rules)]


class NewWidget(Model):
    """A widget to be placed on a site: published at once, unless it is a draft."""

    kind: Annotated[str, Field(min_length=1, max_length=40)]
    name: WidgetName | None = None
    enabled: bool = Field(True, strict=True)
    settings: dict[str, Any] = Field(default_factory=dict)
    rules: RulesSaid = Field(default_factory=dict)
    draft: bool = Field(False, strict=True)


class WidgetChange(Model):
    """The fields that are named replace what was, and are published at once, unless it is a draft.

    `version` is the version that the change was made from; where another is published by now, nothing is changed.
    `revision` is stricter: nothing is changed where anything of the widget was, a draft or its name among it.
    """

    name: WidgetName = ""
    enabled: bool = Field(True, strict=True)
    settings: dict[str, Any] = Field(default_factory=dict)
    rules: RulesSaid = Field(default_factory=dict)
    draft: bool = Field(False, strict=True)
    version: int | None = Field(None, strict=True, ge=0)
    revision: int | None = Field(None, strict=True, ge=0)

    def without_draft(self) -> dict[str, Any]:
        """What holds at once: the name and the switch, where they were named."""
        return {name: getattr(self, name) for name in ("name", "enabled") if name in self.model_fields_set}


@dataclass(frozen=True, slots=True)
class Content:
    """What is published of a widget, checked."""

    settings: Settings
    rules: Rules

    def document(self) -> dict[str, Any]:
        """The content as it is stored and read back: only what the owner has set."""
        return {
            "settings": self.settings.model_dump(mode="json", by_alias=True, exclude_unset=True),
            "rules": self.rules.document(),
        }


def read_content(kind: Kind, settings: object, rules: object) -> Content:
    """Check settings and rules together; one refusal names every mistake of both by its path."""
    errors: dict[str, str] = {}
    read: list[Any] = []
    for model, raw, where in ((kind.widget.settings, settings, "settings"), (Rules, rules, "rules")):
        try:
            read.append(model.read(raw, where))
        except InvalidSettings as refused:
            errors |= refused.errors
    if errors:
        raise InvalidSettings(errors=errors)
    return Content(*read)
