"""What an owner can change about the greeter."""

from typing import Literal

from server.widget import (
    Condition,
    Field,
    Json,
    LongText,
    PageAddress,
    Settings,
    ShortText,
    Unfit,
    ValidationInfo,
    WebAddress,
    Where,
    field_validator,
)

When = dict[str, Json]
BUTTON: When = {"answer": ["button"]}


class Message(Settings):
    """One thing the greeter may say, where it says it, and how it can be answered."""

    text: LongText = Field(
        LongText(),
        description="A sentence or two. {name}, {source} and {page} are what is known; {name|friend} says friend where"
        " it is not. A sentence that names what is not known is left out.",
    )
    where: Where = Field(Condition(), description="On which pages and for whom; the first message that fits is said.")
    answer: Literal["reply", "button", "none"] = Field(
        "reply", description="A field to write in, a button, or nothing but the words."
    )
    button: ShortText = Field(ShortText(), description="The button.", json_schema_extra={"when": BUTTON})
    link: PageAddress = Field("", description="The page that the button leads to.", json_schema_extra={"when": BUTTON})
    opens: str = Field(
        "",
        pattern=r"^([0-9a-hjkmnp-tv-z]{26})?$",
        validate_default=True,
        description="The widget that the button opens, where it leads to no page.",
        json_schema_extra={"control": "widget", "when": BUTTON},
    )
    points_at: str = Field(
        "",
        max_length=200,
        description="A CSS selector of the part of the page that it speaks of, such as #delivery. The card stands near"
        " it; where there is none it stands in the corner.",
        json_schema_extra={"control": "selector"},
    )

    @field_validator("opens")
    @classmethod
    def _leads_somewhere(cls, opens: str, info: ValidationInfo) -> str:
        if info.data.get("answer") == "button" and not opens and not info.data.get("link"):
            raise Unfit("button_leads_nowhere", "a page in `link`, or a widget to open")
        return opens


class GreeterSettings(Settings):
    """What an owner can change about the greeter; words left empty are the widget's own."""

    messages: tuple[Message, ...] = Field(
        (Message(),),
        max_length=10,
        description="What it says: the first message whose conditions hold. Where none does it does not come.",
        json_schema_extra={"default": [{}], "shown": {"one": "where"}},
    )
    senders: Literal["online", "named"] = Field(
        "online",
        description="Whose face it shows: somebody of the team who is online at that moment, or always the one below.",
    )
    fallback_name: ShortText = Field(
        ShortText(), description="Who speaks while nobody of the team is online, or always."
    )
    fallback_role: ShortText = Field(
        ShortText(),
        description="What they do, under the name.",
    )
    fallback_picture: WebAddress = Field(
        "", description="The address of a square picture of them; none: the first letter of the name."
    )
    thanks: ShortText = Field(ShortText(), description="What is said once a reply is kept.")
    consent_contact: LongText = Field(
        LongText(),
        description="What the visitor agrees to so that you may answer.",
        json_schema_extra={"group": "consent"},
    )
    consent_marketing: LongText = Field(
        LongText(),
        description="A further, voluntary consent to news and offers; it is asked only when written here.",
        json_schema_extra={"group": "consent"},
    )
    privacy_url: PageAddress = Field(
        "",
        description="The page that tells how personal data is used, linked beside the consent.",
        json_schema_extra={"group": "consent"},
    )

    @field_validator("messages")
    @classmethod
    def _has_one(cls, messages: tuple[Message, ...]) -> tuple[Message, ...]:
        if not messages:
            raise Unfit("no_messages", "is required: one message at least")
        return messages

    @property
    def takes_replies(self) -> bool:
        """Whether some message can be answered in words."""
        return any(each.answer == "reply" for each in self.messages)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """One of these must hold so that there is something to say; empty: there always is."""
        found = tuple(each.where for each in self.messages)
        return found if all(each.model_fields_set for each in found) else ()
