"""What an owner can change about the chat."""

from server.widget import Field, LongText, PageAddress, Settings, ShortText


class ChatSettings(Settings):
    """What an owner can change about the chat; words left empty are the widget's own."""

    title: ShortText = Field(ShortText(), description="The heading, until somebody of the team has taken the talk.")
    greeting: LongText = Field(LongText(), description="The first line, before anything was said.")
    nobody: LongText = Field(LongText(), description="What is said while nobody of the team is there.")
    launcher: ShortText = Field(
        ShortText(), description="Words beside the icon of the button in the corner; without them it is round."
    )
    ask_name: bool = Field(True, description="Ask for a name where a message is left (it stays voluntary).")
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
