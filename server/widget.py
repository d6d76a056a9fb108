"""What a widget is: its settings, what its handlers are given, and what they may answer."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated, Any, Protocol, Self
from unicodedata import category, normalize
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    RootModel,
    StringConstraints,
    ValidationError,
)
from pydantic import Field as Field  # widgets lean on this module alone, so they find these here
from pydantic import ValidationInfo as ValidationInfo
from pydantic import field_validator as field_validator

from server.errors import Invalid as Invalid

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$"


class InvalidSettings(Invalid):
    """A widget's settings, or what a visitor sent, do not fit its model; `errors` names each path."""

    @property
    def problems(self) -> dict[str, str]:
        """One sentence per path, for example `{"title.en": "at most 60 characters"}`."""
        return self.errors


class Unfit(ValueError):
    """What a validator of a room or of ours raises where several fields do not go together: the reason is stable.

    The programs' interface says the words; the console says `mistake.<reason>` of `texts/console/` in the reader's own.
    """

    def __init__(self, reason: str, words: str) -> None:
        super().__init__(words)
        self.reason = reason


class Model(BaseModel):
    """A frozen model that refuses unknown fields and reports every error with its path."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @classmethod
    def read(cls, raw: object, where: str = "") -> Self:
        """Turn what came from outside into a typed, frozen value, or refuse it with every reason."""
        try:
            return cls.model_validate(raw)
        except ValidationError as error:
            raise InvalidSettings(errors=problems(error, where)) from error


MOST_PROBLEMS = 100  # whoever sends thousands of mistakes is not answered at their length


def problems(error: ValidationError, where: str = "") -> dict[str, str]:
    """The errors of a model, 100 at most, as `{path: sentence}`, without the values that were sent."""
    said: dict[str, str] = {}
    for each in error.errors(include_url=False)[:MOST_PROBLEMS]:
        full = ".".join(part for part in (where, *_path(each["loc"])) if part) or "body"
        of_words = isinstance(each["input"], str)
        said.setdefault(full, _sentence(each["type"], each.get("ctx", {}), each["msg"], of_words=of_words))
    return said


def _path(place: tuple[int | str, ...]) -> Iterator[str]:
    """The names on the way to a field; of a name that the sender made up only one that can be read."""
    is_of_a_name = place[-1:] == ("[key]",)
    for part in place[:-2] if is_of_a_name else place:
        yield str(part)
    if is_of_a_name and READABLE.fullmatch(str(place[-2])):
        yield str(place[-2])


READABLE = re.compile(r"[\w-]{1,40}")
PLAIN = {
    "missing": "is required",
    "extra_forbidden": "is not a known field",
    "string_type": "must be a text",
    "string_sub_type": "must be a text",
    "string_unicode": "must be a text",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "finite_number": "must be a number",
    "none_required": "must be null",
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), "must be a list"),
    **dict.fromkeys(("dict_type", "model_type", "model_attributes_type", "mapping_type"), "must be an object"),
}
NUMBERS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}
WRITTEN = {  # what our patterns stand for; of any other one it is only said that it does not fit
    LANGUAGE: "a language like en, sr or sr-Latn",
    r"^#[0-9A-Fa-f]{6}$": "a colour like #0b6478",
    r"^[!-~]{1,64}$": "from 1 to 64 visible ASCII characters",
    r"^[A-Za-z0-9_-]{22,64}$": "from 22 to 64 letters a to z, digits, - and _",
    r"^[a-z][a-z0-9_:]{0,39}$": "from 1 to 40 small letters a to z, digits, _ and :, a letter first",
    r"^[a-z][a-z0-9_]{0,39}$": "from 1 to 40 small letters a to z, digits and _, a letter first",
    r"^[a-z][a-z0-9_]{0,30}$": "from 1 to 31 small letters a to z, digits and _, a letter first",
    r"^[a-z_]{1,40}$": "from 1 to 40 small letters a to z and _",
    r"^([a-z]{2})?$": "a language of two small letters, or nothing",
    r"^([1-9][0-9]{0,8})?$": "the number of a version, or nothing",
    r"^[0-9a-z]{1,26}$": "an id of ours",
    r"^[0-9a-hjkmnp-tv-z]{26}$": "an id of ours",
    r"^([0-9a-hjkmnp-tv-z]{26}|none)$": "an id of ours, or none",
}


def _sentence(kind: str, context: Mapping[str, Any], message: str, *, of_words: bool) -> str:
    """What is expected, in words for people: pydantic's own speak of Python."""
    if kind in PLAIN:
        return PLAIN[kind]
    if kind in NUMBERS:
        limit, words = NUMBERS[kind]
        return f"{words} {context[limit]}"
    match kind:
        case "string_too_long" | "too_long":
            return f"at most {context['max_length']} {'characters' if of_words else 'of them'}"
        case "string_too_short" | "too_short":
            least = context["min_length"]
            return f"at least {least} {'characters' if of_words else 'of them'}" if least > 1 else "must not be empty"
        case "string_pattern_mismatch":
            return WRITTEN.get(context["pattern"], "is not written as this is")
        case "literal_error" | "enum":
            return f"must be {context['expected']}"
        case "value_error":
            return str(context.get("error", message))
        case _:
            return message[:1].lower() + message[1:]


class Settings(Model):
    """What an owner can change about one kind of widget; each default is one a stranger would be happy with.

    The console's form is drawn from it. A field may say more in `json_schema_extra`: `control` where its type does not
    tell how it is filled in (`text long_text line lines address colour country`), `unit` of a number, `group` of the
    form it stands in, `against` for a colour that is read upon another field's, `when` (`{field: [values]}`) for one
    that has a meaning beside some values of another field only, `own` (`{field: {value: key}}`) for a text that, left
    empty, is said in other words of `texts/` beside some values of another field; an empty key: in none. What it is
    called stands in `texts/console/`, under `setting.<name>`.
    """


Language = Annotated[str, StringConstraints(pattern=LANGUAGE)]


class Text(RootModel[dict[Language, str]]):
    """An owner's words by language; a language that is missing falls back to the widget's own `texts/`."""

    model_config = ConfigDict(frozen=True)

    def in_language(self, language: str) -> str | None:
        """The owner's words in this language, or None where the widget's own words are meant."""
        return self.root.get(language) or None


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


Line = Annotated[str, BeforeValidator(one_line)]
Lines = Annotated[str, BeforeValidator(some_lines)]
Name = Annotated[str, BeforeValidator(clean_name)]  # of a person, a site, a widget, a place that news goes to
WebAddress = Annotated[
    str, Field(max_length=500, json_schema_extra={"control": "address"}), AfterValidator(_web_address)
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


Effect = CallWanted


@dataclass(frozen=True, slots=True)
class Lead:
    """What a visitor left: kept with its person, timeline, consents and deliveries in one unit of work.

    `values` is what the team reads (already checked); `facts` are things known about the person from now on.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a visitor may agree to. `text` is the key of its words in `texts/`.

    `setting` names the field of the settings in which the owner may write other words; a purpose that is
    `offered` only when the owner has written something is left out of the form otherwise.
    """

    name: str
    text: str
    setting: str
    required: bool = False
    offered_by_default: bool = True


@dataclass(frozen=True, slots=True)
class Widget:
    """One kind of widget, as its room declares it: `WIDGET = Widget(...)` in its `__init__.py`.

    `needs` are the capabilities its effects use (`"calls"`); `trigger` is how it opens by itself when the
    owner set no trigger (None: it never does, its launcher waits); `launcher` whether a button of its own
    waits on the page, so that it has a closed state to be seen in; `interrupts` tells that it opens over the
    page by itself and so is subject to the politeness budget; `live` that it needs the live line before any
    interaction.
    """

    settings: type[Settings]
    submission: type[Model]
    on_submit: Callable[[Any, Visit], Lead]
    purposes: tuple[Purpose, ...] = ()
    needs: frozenset[str] = frozenset()
    trigger: Mapping[str, Json] | None = None
    launcher: bool = True
    interrupts: bool = False
    live: bool = False
    extra: Mapping[str, Json] = field(default_factory=lambda: MappingProxyType({}))
