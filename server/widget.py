"""What a widget is: its settings, what its handlers are given, and what they may answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Any, Protocol
from unicodedata import category, normalize
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ConfigDict, RootModel, StringConstraints
from pydantic import Field as Field  # widgets lean on this module alone, so they find these here
from pydantic import ValidationInfo as ValidationInfo
from pydantic import field_validator as field_validator

from server.conditions import Condition as Condition
from server.conditions import Where as Where
from server.errors import Invalid as Invalid
from server.model import LANGUAGE as LANGUAGE
from server.model import InvalidSettings as InvalidSettings
from server.model import Json as Json
from server.model import Model as Model
from server.model import Unfit as Unfit


class Settings(Model):
    """What an owner can change about one kind of widget; each default is one a stranger would be happy with.

    The console's form is drawn from it. A field may say more in `json_schema_extra`: `control` where its type does
    not tell how it is filled in (`text long_text line lines address colour country pool condition widget selector`),
    `unit` of a number, `group` of the form it stands in, `against` for a colour that is read upon another field's,
    `when` (`{field: [values]}`) for one that has a meaning beside some values of another field only, `own` (`{field:
    {value: key}}`) for a text that, left empty, is said in other words of `texts/` beside some values of another
    field; an empty key: in none; `shown` (`{"one" or "every": field}`) for a list of which visitors see one row, or
    every row, whose condition in this field holds: the preview shows the others as well. What it is called stands in
    `texts/console/`, under `setting.<name>`.
    """


Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]


class Text(RootModel[dict[Language, str]]):
    """An owner's words by language; a language that is missing falls back to the widget's own `texts/`."""

    model_config = ConfigDict(frozen=True)

    def in_language(self, language: str) -> str | None:
        """The owner's words in this language, or None where the widget's own words are meant."""
        return self.root.get(language) or None

    def nearest(self, language: str) -> str:
        """The owner's words in this language or its plain form, else those written first; "" where there are none."""
        plain = self.root.get(language) or self.root.get(language.partition("-")[0])
        return plain or next(filter(None, self.root.values()), "")


class ShortText(Text):
    """A title or a button: at most 60 characters in each language."""

    model_config = ConfigDict(json_schema_extra={"control": "text"})

    root: dict[Language, Annotated[str, StringConstraints(max_length=60)]] = Field(default_factory=dict)


class LongText(Text):
    """A sentence or two: at most 600 characters in each language."""

    model_config = ConfigDict(json_schema_extra={"control": "long_text"})

    root: dict[Language, Annotated[str, StringConstraints(max_length=600)]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What a handler may know about the site that a widget stands on."""

    id: str
    country: str | None
    languages: tuple[str, ...]
    time_zone: str


_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters by their class, and nothing to see
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


MOST_MARKS = 30  # on one letter; no language writes more, and NFC sorts a tower of them in the square of its height


def _composed(value: str) -> str:
    """The words in NFC, with the first 30 marks of each letter."""
    if value.isascii():
        return value
    kept, marks = [], 0
    for sign in value:
        marks = marks + 1 if category(sign)[0] == "M" else 0
        if marks <= MOST_MARKS:
            kept.append(sign)
    return normalize("NFC", "".join(kept))


def one_line(value: Any) -> Any:
    """A person's words on one line: NFC, without control characters and marks that turn the reading direction."""
    if not isinstance(value, str):
        return value
    seen = _composed(value)
    if not seen.isprintable():  # most words are: only the others are looked at sign by sign
        seen = "".join(" " if sign.isspace() else sign for sign in seen)
        seen = "".join(sign for sign in seen if sign not in _DIRECTIONS and category(sign) not in ("Cc", "Cs"))
    return " ".join(seen.split())


def clean_name(value: Any) -> Any:
    """A name on one line; one in which nothing can be seen, such as a space of no width, is no name at all."""
    name = one_line(value)
    if isinstance(name, str) and all(category(sign)[0] in "CZM" or sign in _BLANK for sign in name):
        return ""
    return name


def some_lines(value: Any) -> Any:
    """A person's words on several lines: NFC, without control characters other than the line's end."""
    if not isinstance(value, str):
        return value
    lines = _composed(value)
    if lines.isprintable():
        return lines
    lines = lines.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(sign for sign in lines if sign == "\n" or category(sign) not in ("Cc", "Cs"))


@cache
def countries() -> Mapping[str, str]:
    """Every country's English name by its ISO 3166 code."""
    lines = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8").splitlines()
    return MappingProxyType(dict(line.split("\t", 1) for line in lines if line and not line.startswith("#")))


def _known_country(value: str) -> str:
    if value not in countries():
        raise ValueError("a country's code of two capital letters, for example RS")
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        plain = parts.scheme in ("http", "https") and parts.hostname and value.isprintable() and " " not in value
        tells_a_password = "@" in parts.netloc
    except ValueError:
        plain = tells_a_password = False
    if tells_a_password:
        raise ValueError("an address without user and password: every visitor would read them")
    if value and not plain:
        raise ValueError("an address that begins with http:// or https://, or nothing")
    return value


def _page_address(value: str) -> str:
    """The same, or an address within the page's own site; what browsers would read as another site's is none."""
    if value.startswith(("/", "#", "?")):
        if value.startswith("//") or "\\" in value or " " in value or not value.isprintable():
            raise Unfit("not_an_address", NO_ADDRESS)
        return value
    try:
        return _web_address(value)
    except ValueError as error:
        raise Unfit("not_an_address", NO_ADDRESS) from error


NO_ADDRESS = (
    "an address that begins with http:// or https://, without user and password, or on the same site with /, # or ?"
)
Line = Annotated[str, BeforeValidator(one_line)]
Lines = Annotated[str, BeforeValidator(some_lines)]
Name = Annotated[str, BeforeValidator(clean_name)]  # of a person, a site, a widget, a place that news goes to
WebAddress = Annotated[
    str, Field(max_length=500, json_schema_extra={"control": "address"}), AfterValidator(_web_address)
]
Department = Annotated[  # the id of one of the site's departments; "": anybody
    str, Field(max_length=26, json_schema_extra={"control": "department"})
]
PageAddress = Annotated[  # where a page of the site leads: as WebAddress, or /delivery, #prices, ?page=2 of its own
    str,
    Field(max_length=500, json_schema_extra={"control": "address"}),
    AfterValidator(_page_address),
]
Country = Annotated[
    str, AfterValidator(_known_country), Field(json_schema_extra={"pattern": "^[A-Z]{2}$", "control": "country"})
]
Colour = Annotated[
    str,
    Field(pattern=r"^#[0-9A-Fa-f]{6}$", json_schema_extra={"control": "colour"}),
    AfterValidator(lambda value: value.lower()),
]


class ReadPhone(Protocol):
    """Reads a telephone number as E.164, or refuses it by name with a reason.

    `countries` are ISO 3166 codes a number may belong to; empty means every country's ordinary numbers.
    Raises `Invalid` with `errors[field]` and `reasons[field]`, one of `not_a_number too_short too_long
    country_not_allowed not_ordinary`.
    """

    def __call__(self, value: str, countries: tuple[str, ...] = (), field: str = "phone") -> str: ...


class ReadEmail(Protocol):
    """Reads an e-mail address in its normal form, or raises `Invalid` with `errors[field]`."""

    def __call__(self, value: str, field: str = "email") -> str: ...


@dataclass(frozen=True, slots=True)
class Visit:
    """Everything a handler is given; nothing here reads a clock, a socket or a database."""

    site: SiteFacts
    widget: str
    settings: Any
    language: str
    now: int
    phone: ReadPhone
    email: ReadEmail

    def written_phone(self, words: str) -> str:
        """A number that is kept and not dialled: with its country's code from anywhere, else of the site's country.

        Raises `Invalid` as `phone` does; nothing written is no number.
        """
        is_whole = words.startswith(("+", "00"))
        country = self.site.country
        return self.phone(words, (country,) if country and not is_whole else ()) if words else ""


@dataclass(frozen=True, slots=True)
class CallWanted:
    """An effect: somebody wants to be called; kept in the same unit of work as the lead.

    `promise_seconds` is what the widget promised the visitor; 0: nothing was promised. `corrects` is the lead whose
    number was wrong: where this very visitor left it and nobody has taken its call yet, that call ends as corrected.
    """

    phone: str
    question: str = ""
    promise_seconds: int = 0
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class CodeWanted:
    """An effect: a code of one's own is given, out of the pool that the owner has chosen in the settings.

    `source` is the pool's id. The same visitor or person gets the same code again from this widget and this pool. The
    answer says `code` and `code_ends` (RFC 3339, or null), or `code: null` with a `code_reason`: `none_left ended
    redeemed needs_manager`.
    """

    source: str


@dataclass(frozen=True, slots=True)
class MeantFor:
    """An effect: what was left is meant for this member, who looks after the person from now on if nobody did.

    `member` is an id as the page sent it: it counts only where somebody who works at this very site may answer leads.
    """

    member: str


@dataclass(frozen=True, slots=True)
class MessageWanted:
    """An effect: what was left is said in the visitor's conversation, which begins with it if there is none yet.

    `department` is who should answer, an id ("": anybody). The answer says `conversation`, its id. A browser that may
    not be remembered has none: then it is the lead alone.
    """

    text: str
    department: str = ""


Effect = CallWanted | CodeWanted | MeantFor | MessageWanted


@dataclass(frozen=True, slots=True)
class Lead:
    """What a visitor left: kept with its person, timeline, consents and deliveries in one unit of work.

    `values` is what the team reads (already checked); `facts` are things known about the person from now on. Where
    somebody only takes a code and leaves no contact, it is not `listed`: it is kept once, but it makes no person,
    stands in no list, and nobody is told of it; no purpose is required for it.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    listed: bool = True

    def __post_init__(self) -> None:
        """Whoever left a contact or a message, or wants to be called, is listed: else its handler is broken."""
        is_awaited = any(isinstance(each, CallWanted | MessageWanted) for each in self.effects)
        is_left = self.name or self.phone or self.email or is_awaited
        if is_left and not self.listed:
            raise ValueError("what leaves a contact is listed")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a visitor may agree to. `text` is the key of its words in `texts/`.

    `setting` names the field of the settings in which the owner may write other words; a purpose that is
    `offered` only when the owner has written something is left out of the form otherwise, and so is one that is not
    `asked` beside these settings (None: beside all).

    Where `confirmed` says so of the settings, ticking it is not enough: a letter with a link goes to the address of the
    same submission, and the consent is recorded at the press behind that link (None: ticking is enough). The handler
    must then leave an `email`.
    """

    name: str
    text: str
    setting: str
    required: bool = False
    offered_by_default: bool = True
    asked: Callable[[Any], bool] | None = None
    confirmed: Callable[[Any], bool] | None = None

    def needs_letter(self, settings: Settings) -> bool:
        """Whether it counts only once a letter to the visitor's address was answered by a press."""
        return self.confirmed is not None and self.confirmed(settings)


@dataclass(frozen=True, slots=True)
class Widget:
    """One kind of widget, as its room declares it: `WIDGET = Widget(...)` in its `__init__.py`.

    `needs` are the capabilities its effects use (`"calls"`, `"codes"`); `trigger` is how it opens by itself when the
    owner set no trigger (None: it never does, its launcher waits); `launcher` whether a button of its own
    waits on the page, so that it has a closed state to be seen in; `interrupts` tells that it opens over the
    page by itself and so is subject to the politeness budget, with these settings where it is a function;
    `live` that it needs the live line before any interaction, with these settings where it is a function.

    `sender` tells with which settings visitors are told who of the team is here to speak to them: a first name and a
    picture. `speaks` gives conditions one of which must hold so that it has something to say at all (none: it always
    has); they are part of where it is shown.

    A kind that shows itself in several ways has a file for each, and a page fetches one: `entry` says which
    `widget-<name>.js` draws these settings ("": `widget.js`), `bar` which one stands in for what must not open
    over a page that a phone found by a search engine ("": none), `inline` whether they are drawn in the place
    that the page keeps for the widget, where nothing has to open it.

    `opening` gives the owner's words to which a visitor answers in the chat: from the settings, the number of the words
    from 1 on, what the page had put into them, and the language; "" for words that are there no more.

    `department` tells who answers a topic that a visitor chose before their first words: an id, from the settings and
    the topic's number, counted from 1; "" for anybody, and for a topic that is there no more.

    `articles` tells with which settings visitors find the site's articles in it (None: with none).
    `files` tells with which settings visitors may send files into their conversation (None: with none).

    `presses` are the codes that its browser part may tell as the `action` of `pressed`: these are counted one by one,
    and each is called what `pressed.<code>` says in `texts/console/`.
    """

    settings: type[Settings]
    submission: type[Model]
    on_submit: Callable[[Any, Visit], Lead]
    purposes: tuple[Purpose, ...] = ()
    needs: frozenset[str] = frozenset()
    trigger: Mapping[str, Json] | None = None
    launcher: bool = True
    interrupts: bool | Callable[[Any], bool] = False
    live: bool | Callable[[Any], bool] = False
    sender: Callable[[Any], bool] | None = None
    speaks: Callable[[Any], Sequence[Condition]] | None = None
    entry: Callable[[Any], str] | None = None
    bar: Callable[[Any], str] | None = None
    inline: Callable[[Any], bool] | None = None
    opening: Callable[[Any, int, Mapping[str, str], str], str] | None = None
    department: Callable[[Any, int], str] | None = None
    files: Callable[[Any], bool] | None = None
    articles: Callable[[Any], bool] | None = None
    presses: tuple[str, ...] = ()
    extra: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))

    def is_interrupting(self, settings: Any) -> bool:
        """Whether it opens over the page by itself, set up like this."""
        return self.interrupts(settings) if callable(self.interrupts) else self.interrupts

    def is_live(self, settings: Any) -> bool:
        """Whether it needs the live line on every page, set up like this."""
        return self.live(settings) if callable(self.live) else self.live

    def asks_sender(self, settings: Any) -> bool:
        """Whether its visitors are told who of the team is here, set up like this."""
        return self.sender is not None and self.sender(settings)

    def takes_files(self, settings: Any) -> bool:
        """Whether visitors may send files with it, set up like this."""
        return self.files is not None and self.files(settings)

    def is_inline(self, settings: Any) -> bool:
        """Whether it stands in a place of the page's own, set up like this."""
        return self.inline is not None and self.inline(settings)
