"""What an owner can change about the pop-up."""

from typing import Literal

from server.widget import (
    Field,
    Json,
    Line,
    LongText,
    Settings,
    ShortText,
    Unfit,
    ValidationInfo,
    WebAddress,
    field_validator,
)

When = dict[str, Json]
FORM: When = {"offers": ["form"]}
CODE: When = {"offers": ["code"]}
OUTWARD: When = {"offers": ["code", "text"]}


class PopupSettings(Settings):
    """What an owner can change about the pop-up; words left empty are the widget's own."""

    offers: Literal["form", "code", "text"] = Field(
        "form", description="A form that takes an e-mail address, a code to copy, or words only."
    )
    title: ShortText = Field(
        ShortText(),
        description="The heading.",
        json_schema_extra={"own": {"offers": {"code": "title_code", "text": "title_text"}}},
    )
    text: LongText = Field(
        LongText(),
        description="What it says, in a sentence or two.",
        json_schema_extra={"own": {"offers": {"code": "text_code", "text": ""}}},
    )
    picture: WebAddress = Field("", description="The address of a picture above the heading; none: words only.")
    button: ShortText = Field(
        ShortText(),
        description="The button that sends the form, or leads to the page of `link`.",
        json_schema_extra={"own": {"offers": {"code": "go", "text": "go"}}},
    )
    dismiss: ShortText = Field(ShortText(), description="The button that closes it.")
    ask_name: bool = Field(
        False, description="Ask for a name in the form (it stays voluntary).", json_schema_extra={"when": FORM}
    )
    thanks: ShortText = Field(
        ShortText(), description="What is said once the address is kept.", json_schema_extra={"when": FORM}
    )
    code: Line = Field(
        "",
        max_length=40,
        validate_default=True,
        description="The code to copy, the same for everybody who sees it.",
        json_schema_extra={"when": CODE},
    )
    link: WebAddress = Field(
        "",
        description="Where the button beside a code or words leads; none: there is no button.",
        json_schema_extra={"when": OUTWARD},
    )
    consent_contact: LongText = Field(
        LongText(),
        description="What the visitor agrees to so that we may write.",
        json_schema_extra={"group": "consent", "when": FORM},
    )
    consent_marketing: LongText = Field(
        LongText(),
        description="A further, voluntary consent to news and offers; it is asked only when written here.",
        json_schema_extra={"group": "consent", "when": FORM},
    )
    privacy_url: WebAddress = Field(
        "",
        description="The page that tells how personal data is used, linked beside the consent.",
        json_schema_extra={"group": "consent", "when": FORM},
    )

    @field_validator("code")
    @classmethod
    def _where_it_is_offered(cls, code: str, info: ValidationInfo) -> str:
        if info.data.get("offers") == "code" and not code:
            raise Unfit("no_code", "is required where a code is offered")
        return code
