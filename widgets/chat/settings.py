"""What an owner can change about the chat."""

from typing import Literal

from server.widget import (
    Department,
    Field,
    Json,
    LongText,
    PageAddress,
    Settings,
    ShortText,
    Unfit,
    ValidationInfo,
    field_validator,
)

LINKS = "links"
ONLY_LINKS: dict[str, Json] = {"nobody_offers": [LINKS]}


def _said(words: ShortText) -> ShortText:
    if not any(words.root.values()):
        raise Unfit("no_words", "words in one language at least")
    return words


class Link(Settings):
    """Another way to the team, a messenger for example."""

    name: ShortText = Field(ShortText(), description="What it is called.")
    address: PageAddress = Field(description="Where it leads.")


class Question(Settings):
    """Something that many ask; one press asks it."""

    text: ShortText = Field(ShortText(), description="The question, as the visitor would ask it.")


class Topic(Settings):
    """What a visitor may write about, and who answers that."""

    text: ShortText = Field(ShortText(), validate_default=True, description="The topic, as the visitor chooses it.")
    department: Department = Field("", description="Who answers; empty: anybody.")

    _is_said = field_validator("text")(_said)


class Ask(Settings):
    """Something that is asked before the first words."""

    label: ShortText = Field(ShortText(), validate_default=True, description="What is asked.")
    choices: LongText = Field(LongText(), description="Answers to choose from, one a line; empty: words of their own.")
    required: bool = Field(False, description="Without an answer nothing is sent.")
    topic: int = Field(0, ge=0, le=8, description="Asked only of whoever chose this topic, counted from 1; 0: always.")

    _is_said = field_validator("label")(_said)


class ChatSettings(Settings):
    """What an owner can change about the chat; words left empty are the widget's own."""

    title: ShortText = Field(ShortText(), description="The heading, until somebody of the team has taken the talk.")
    greeting: LongText = Field(LongText(), description="The first line, before anything was said.")
    questions: tuple[Question, ...] = Field(
        (), max_length=4, description="Questions that can be asked by one press, until something was said."
    )
    topics: tuple[Topic, ...] = Field(
        (),
        max_length=8,
        description="What it is about: a visitor chooses one before they write, and it says who answers.",
    )
    asks: tuple[Ask, ...] = Field(
        (), max_length=6, description="What else is asked before the first words; the answers stand before them."
    )
    contact_first: Literal["no", "voluntary", "required"] = Field(
        "no", description="Whether name and contact are asked before the first words, of whoever is not known yet."
    )
    nobody: LongText = Field(LongText(), description="What is said while nobody of the team is there.")
    nobody_offers: Literal["form", "callback", "links", "hide"] = Field(
        "form",
        description="What is offered while nobody of the team is there: a form for a message, a call back (where the"
        " site has one), other ways to the team, or nothing, not even the launcher.",
    )
    links: tuple[Link, ...] = Field(
        (),
        max_length=6,
        validate_default=True,
        description="The other ways to the team.",
        json_schema_extra={"when": ONLY_LINKS},
    )
    call_after: int = Field(
        3,
        ge=0,
        le=120,
        description="A call back is offered to whoever is likely to wait at least so many minutes (where the site has"
        " one); 0: never.",
    )
    launcher: ShortText = Field(
        ShortText(), description="Words beside the icon of the button in the corner; without them it is round."
    )
    articles: bool = Field(
        False, description="Before anything was said, articles of the site are found while a visitor types."
    )
    files: bool = Field(True, description="Visitors may send files and pictures, up to 10 MB each.")
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

    @field_validator("asks")
    @classmethod
    def _of_topics(cls, asks: tuple[Ask, ...], info: ValidationInfo) -> tuple[Ask, ...]:
        if any(each.topic > len(info.data.get("topics", ())) for each in asks):
            raise Unfit("no_topic", "the number of a topic, or 0")
        return asks

    @field_validator("links")
    @classmethod
    def _lead_somewhere(cls, links: tuple[Link, ...], info: ValidationInfo) -> tuple[Link, ...]:
        if info.data.get("nobody_offers") == LINKS and not links:
            raise Unfit("no_links", "at least one, where other ways are offered")
        return links
