"""What an owner can change about the multibutton."""

from typing import Literal, get_args

from server.widget import (
    Condition,
    Field,
    Json,
    Line,
    LongText,
    PageAddress,
    Settings,
    ShortText,
    Unfit,
    ValidationInfo,
    Where,
    field_validator,
)
from widgets.multibutton import targets

When = dict[str, Json]
LEADS: When = {"kind": list(targets.READERS)}
WITHIN = ("callback", "chat", "subscribe", "widget")  # nothing has to be written for these: they are the site's own


class Action(Settings):
    """One way to reach the shop; words left empty are the widget's own."""

    kind: Literal[
        "call",
        "callback",
        "chat",
        "telegram",
        "whatsapp",
        "viber",
        "vk",
        "max",
        "email",
        "subscribe",
        "download",
        "section",
        "link",
        "widget",
    ] = Field(description="What a press does.")
    to: Line = Field(
        "",
        max_length=500,
        validate_default=True,
        description="Where it leads: a number, a name in the messenger, an address, the id of a part of the page.",
        json_schema_extra={
            "control": "line",
            "when": LEADS,
            "own": {"kind": {kind: f"to_{kind}" for kind in targets.READERS}},
        },
    )
    widget: str = Field(
        "",
        pattern=r"^([0-9a-hjkmnp-tv-z]{26})?$",
        validate_default=True,
        description="The id of the widget of this site that it opens.",
        json_schema_extra={"control": "widget", "when": {"kind": ["widget"]}},
    )
    label: ShortText = Field(
        ShortText(),
        description="What it is called.",
        json_schema_extra={"own": {"kind": {kind: f"label_{kind}" for kind in (*targets.READERS, *WITHIN)}}},
    )
    note: ShortText = Field(ShortText(), description="A small second line; none: one line only.")
    where: Where = Field(Condition(), description="It is offered where this holds, and left out everywhere else.")
    order: Literal["own", "first"] = Field(
        "own", description="In its own place, or before all others wherever `first_where` holds."
    )
    first_where: Where = Field(
        Condition(),
        description="Where it stands before all others.",
        json_schema_extra={"when": {"order": ["first"]}},
    )

    @field_validator("to")
    @classmethod
    def _leads_somewhere(cls, to: str, info: ValidationInfo) -> str:
        return targets.read(str(info.data.get("kind", "")), to)

    @field_validator("widget")
    @classmethod
    def _opens_something(cls, widget: str, info: ValidationInfo) -> str:
        is_meant = info.data.get("kind") == "widget"
        if is_meant and not widget:
            raise Unfit("no_widget", "is required where a widget is opened")
        return widget if is_meant else ""


USUAL: list[Json] = [{"kind": "callback"}, {"kind": "subscribe"}]


class MultibuttonSettings(Settings):
    """What an owner can change about the multibutton; words left empty are the widget's own."""

    title: ShortText = Field(ShortText(), description="The heading of the panel.")
    launcher: ShortText = Field(ShortText(), description="The button in the corner that opens the panel.")
    actions: tuple[Action, ...] = Field(
        tuple(Action.model_validate(each) for each in USUAL),
        max_length=12,
        description="What is offered, in this order. A callback, a chat or another widget is offered only where the"
        " site has it, a part of the page only where the page has it.",
        json_schema_extra={"default": USUAL, "shown": {"every": "where"}},
    )
    source: bool = Field(
        True,
        description="Links into messengers and letters say from which page, and by which campaign or site, the visitor"
        " has come; nothing is stored for it.",
    )
    greeting: ShortText = Field(
        ShortText(),
        description="The first words in the messenger; `{page}` is the page's address, `{source}` where the visitor"
        " came from.",
    )
    thanks: ShortText = Field(ShortText(), description="What is said once an address is kept.")
    consent_newsletter: LongText = Field(
        LongText(),
        description="What the visitor agrees to so that we may send letters.",
        json_schema_extra={"group": "consent"},
    )
    privacy_url: PageAddress = Field(
        "",
        description="The page that tells how personal data is used, linked beside the consent.",
        json_schema_extra={"group": "consent"},
    )

    @field_validator("actions")
    @classmethod
    def _offers_something(cls, actions: tuple[Action, ...]) -> tuple[Action, ...]:
        if not actions:
            raise Unfit("no_action", "at least one action")
        return actions


PRESSES: tuple[str, ...] = get_args(Action.model_fields["kind"].annotation)


def takes_addresses(settings: MultibuttonSettings) -> bool:
    """Whether some action takes an e-mail address for the shop's letters."""
    return any(each.kind == "subscribe" for each in settings.actions)
