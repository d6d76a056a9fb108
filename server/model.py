"""What comes from outside is read into models, and refused by name: each mistake a path and a sentence for people."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from server.errors import Invalid

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
    r"^([0-9]{1,12})?$": "1 to 12 digits, or nothing",
    r"^[!-~]{1,64}$": "from 1 to 64 visible ASCII characters",
    r"^[A-Za-z0-9_-]{22,64}$": "from 22 to 64 letters a to z, digits, - and _",
    r"^[a-z][a-z0-9_:]{0,39}$": "from 1 to 40 small letters a to z, digits, _ and :, a letter first",
    r"^[a-z][a-z0-9_]{0,39}$": "from 1 to 40 small letters a to z, digits and _, a letter first",
    r"^[a-z][a-z0-9_]{0,30}$": "from 1 to 31 small letters a to z, digits and _, a letter first",
    r"^[a-z_]{1,40}$": "from 1 to 40 small letters a to z and _",
    r"^([a-z]{2})?$": "a language of two small letters, or nothing",
    r"^[a-z]{2}$": "a language of two small letters",
    r"^([1-9][0-9]{0,8})?$": "the number of a version, or nothing",
    r"^[0-9a-z]{1,26}$": "an id of ours",
    r"^[0-9a-hjkmnp-tv-z]{26}$": "an id of ours",
    r"^([0-9a-hjkmnp-tv-z]{26}|none)$": "an id of ours, or none",
    r"^([0-9a-hjkmnp-tv-z]{26})?$": "an id of ours, or nothing",
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
