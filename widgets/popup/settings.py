"""What an owner can change about the pop-up."""

from typing import Literal

from server.widget import (
    Field,
    Json,
    Line,
    LongText,
    PageAddress,
    Settings,
    ShortText,
    Text,
    Unfit,
    ValidationInfo,
    WebAddress,
    field_validator,
)

When = dict[str, Json]
FORM: When = {"offers": ["form"]}
WITH_CODE: When = {"offers": ["form", "code"]}
OUTWARD: When = {"offers": ["code", "text"]}
CLOSES: When = {"layout": ["dialog", "full_page", "slide_in", "bar"]}


class Step(Settings):
    """One page before the offer: something said, and a button that leads on."""

    title: ShortText = Field(ShortText(), validate_default=True, description="The heading of the step.")
    text: LongText = Field(LongText(), description="What it says, in a sentence or two.")
    picture: WebAddress = Field("", description="The address of a picture above the heading; none: words only.")
    button: ShortText = Field(ShortText(), description="The button that leads to the next step.")

    @field_validator("title")
    @classmethod
    def _says_something(cls, title: Text) -> Text:
        if not any(title.root.values()):
            raise Unfit("step_empty", "is required in one language at least")
        return title


class PopupSettings(Settings):
    """What an owner can change about the pop-up; words left empty are the widget's own."""

    layout: Literal["dialog", "full_page", "slide_in", "bar", "inline"] = Field(
        "dialog",
        description="A dialog or a full page over the page, a card that slides into a corner, a bar along an edge, or a"
        " place of the page's own.",
    )
    edge: Literal["bottom", "top"] = Field(
        "bottom", description="Where the bar lies.", json_schema_extra={"when": {"layout": ["bar"]}}
    )
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
    dismiss: ShortText = Field(
        ShortText(), description="The button that closes it.", json_schema_extra={"when": CLOSES}
    )
    ask_name: bool = Field(
        False, description="Ask for a name in the form (it stays voluntary).", json_schema_extra={"when": FORM}
    )
    ask_phone: bool = Field(
        False, description="Ask for a phone number in the form (it stays voluntary).", json_schema_extra={"when": FORM}
    )
    thanks: ShortText = Field(
        ShortText(), description="What is said once the address is kept.", json_schema_extra={"when": FORM}
    )
    code_source: Literal["fixed", "pool"] = Field(
        "fixed",
        description="One code for everybody, or one of a pool for each; beside a form it is given once the address is"
        " kept.",
        json_schema_extra={"when": WITH_CODE},
    )
    code: Line = Field(
        "",
        max_length=40,
        validate_default=True,
        description="The code to copy, the same for everybody who sees it; beside a form none is no code.",
        json_schema_extra={"when": WITH_CODE | {"code_source": ["fixed"]}},
    )
    pool: str = Field(
        "",
        pattern=r"^([0-9a-hjkmnp-tv-z]{26})?$",
        validate_default=True,
        description="The id of the pool that codes are taken from.",
        json_schema_extra={"control": "pool", "when": WITH_CODE | {"code_source": ["pool"]}},
    )
    link: PageAddress = Field(
        "",
        description="Where the button beside a code or words leads; none: there is no button.",
        json_schema_extra={"when": OUTWARD},
    )
    steps: tuple[Step, ...] = Field((), max_length=5, description="What is said before, one thing at a time.")
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
    confirm_by_mail: bool = Field(
        False,
        description="Ask them to confirm by a letter (double opt-in): what they ticked counts once they did.",
        json_schema_extra={"group": "consent", "when": FORM},
    )
    privacy_url: PageAddress = Field(
        "",
        description="The page that tells how personal data is used, linked beside the consent.",
        json_schema_extra={"group": "consent", "when": FORM},
    )

    @field_validator("code")
    @classmethod
    def _where_it_is_offered(cls, code: str, info: ValidationInfo) -> str:
        if info.data.get("offers") == "code" and info.data.get("code_source") == "fixed" and not code:
            raise Unfit("no_code", "is required where a code is offered")
        return code

    @field_validator("pool")
    @classmethod
    def _where_it_is_drawn_from(cls, pool: str, info: ValidationInfo) -> str:
        if info.data.get("code_source") == "pool" and info.data.get("offers") != "text" and not pool:
            raise Unfit("no_pool", "is required where codes come from a pool")
        return pool

    @property
    def draws_codes(self) -> bool:
        """Whether each visitor gets a code of their own."""
        return self.code_source == "pool" and self.offers != "text"
