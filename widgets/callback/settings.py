"""What an owner can change about the callback widget."""

from server.widget import Country, Field, LongText, PageAddress, Settings, ShortText


class CallbackSettings(Settings):
    """What an owner can change about the callback widget; words left empty are the widget's own."""

    title: ShortText = Field(ShortText(), description="The heading of the panel.")
    promise: ShortText = Field(ShortText(), description="The sentence under the heading: how soon we call.")
    button: ShortText = Field(ShortText(), description="The button that sends.")
    launcher: ShortText = Field(ShortText(), description="The button in the corner that opens the panel.")
    thanks: ShortText = Field(ShortText(), description="What is said once the number is kept.")
    consent_contact: LongText = Field(
        LongText(),
        description="What the visitor agrees to so that we may call.",
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
    promise_seconds: int = Field(
        28,
        ge=10,
        le=600,
        description="Within how many seconds we call, as promised.",
        json_schema_extra={"unit": "seconds"},
    )
    ask_name: bool = Field(True, description="Ask for a name (it stays voluntary).")
    ask_question: bool = Field(True, description="Ask what the call is about (it stays voluntary).")
    countries: tuple[Country, ...] = Field(
        (),
        max_length=60,
        description="Countries whose numbers we call, the first for numbers without a plus; none: the site's country.",
    )
