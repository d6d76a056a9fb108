"""Telephone numbers as E.164: read as a country's own, refused with a reason a person understands.

libphonenumber calls satellite numbers (+870, +881, +882) and premium ones valid, so a number passes only when its
country is allowed and its type is an ordinary one.
"""

import re
from functools import cache
from typing import Never
from unicodedata import category

from phonenumbers import (
    NumberParseException,
    PhoneMetadata,
    PhoneNumber,
    PhoneNumberType,
    country_code_for_region,
    national_significant_number,
    number_type,
    parse,
    region_code_for_number,
    region_codes_for_country_code,
)

from server.clients.countries import country_name, country_names
from server.errors import Invalid

ORDINARY = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
    }
)
LONGEST = 40
COUNTED = 4  # so many digits missing or too many are looked for one by one

_EXTENSION = re.compile(r"\s*[,;]?\s*(?:extension|ext|доб|вн|x|х)\s*[.:]?\s*\d{1,7}$", re.IGNORECASE)
_TYPED = re.compile(r"\(?[+＋]?[\d\s()./‐-―−-]+")  # signs people write numbers with; no letters, pauses, codes
_FULL = re.compile(r"\+[0-9]{7,15}")  # in full, as browsers send it
_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def read_phone(value: str, countries: tuple[str, ...] = (), field: str = "phone") -> str:
    """The number as E.164; without a plus it is read in the first of `countries`.

    `countries` empty: every country's ordinary numbers. Raises `Invalid` with the field's reason: `not_a_number
    too_short too_long country_not_allowed not_ordinary`.
    """
    number = _parse(value, countries, field)
    regions = region_codes_for_country_code(number.country_code or 0)
    if countries and not set(regions) & set(countries):
        _foreign(field, countries)
    if regions[0] == "001":  # no country's: satellites, international premium and shared-cost numbers
        _refuse(field, "not_ordinary", "This is not an ordinary telephone number.")
    kind = number_type(number)
    if kind == PhoneNumberType.UNKNOWN:
        _unused(number, next((code for code in countries if code in regions), regions[0]), field)
    if countries and region_code_for_number(number) not in countries:
        _foreign(field, countries)
    if kind not in ORDINARY:
        _refuse(field, "not_ordinary", "This is not an ordinary telephone number.")
    return f"+{number.country_code}{national_significant_number(number)}"


def search_forms(typed: str, countries: tuple[str, ...]) -> list[str]:
    """What a number somebody looks for may be kept as: read as each country's own, or with the plus left out."""
    forms: list[str] = []
    for value, country in [(typed, each) for each in countries or ("",)] + [(f"+{typed}", "")]:
        try:
            number = _parse(value, (country,) if country else (), "q")
        except Invalid:
            continue
        forms.append(f"+{number.country_code}{national_significant_number(number)}")
    return list(dict.fromkeys(forms))


def trunk_prefixes(countries: tuple[str, ...]) -> tuple[str, ...]:
    """What is dialled before a number inside these countries: 8 in Russia, 0 nearly everywhere, and so always."""
    known = [PhoneMetadata.metadata_for_region(country) for country in countries]
    return tuple(dict.fromkeys(["0", *(each.national_prefix for each in known if each and each.national_prefix)]))


def _parse(value: str, countries: tuple[str, ...], field: str) -> PhoneNumber:
    typed = value[: LONGEST * 2]
    if not typed.isprintable():  # most are: only the others are looked at sign by sign
        typed = "".join(sign for sign in typed if category(sign) not in ("Cc", "Cf", "Cs"))
    typed = typed.strip().removeprefix("tel:").strip()
    if typed.lower() != typed.upper():  # an extension needs letters
        typed = _EXTENSION.sub("", typed).strip()
    if not _TYPED.fullmatch(typed):
        _refuse(field, "not_a_number", "This is not a telephone number.")
    if len(typed) > LONGEST:
        _refuse(field, "too_long", "This number is too long.")
    if not countries and typed.startswith("00"):
        typed = f"+{typed[2:]}"
    if written := _in_full(typed, countries):
        return written
    try:
        return parse(typed, countries[0] if countries else None)
    except NumberParseException as error:
        _unread(error, typed, countries, field)


def _in_full(typed: str, countries: tuple[str, ...]) -> PhoneNumber | None:
    """What `parse` makes of a number with the plus and the code of one of these countries, at a fifth of its cost.

    None where anything is left to guess: other signs, or a number that may begin with a prefix of its country's.
    """
    if not _FULL.fullmatch(typed):
        return None
    for country in countries:
        code, prefix = _dialling(country)
        if code and typed.startswith(code, 1):
            own = typed[1 + len(code) :]
            plain = len(own) > 1 and own[0] != "0" and not prefix.match(own)
            return PhoneNumber(int(code), int(own)) if plain else None
    return None


@cache
def _dialling(country: str) -> tuple[str, re.Pattern[str]]:
    """The country's code, empty for none, and what `parse` takes away from the beginning of a number of that code."""
    code = country_code_for_region(country)
    known = PhoneMetadata.metadata_for_region(region_codes_for_country_code(code)[0]) if code else None
    return (str(code), re.compile(known.national_prefix_for_parsing or "(?!)")) if known else ("", re.compile(""))


def _unread(error: NumberParseException, typed: str, countries: tuple[str, ...], field: str) -> Never:
    if error.error_type == NumberParseException.TOO_LONG:
        _refuse(field, "too_long", "This number is too long.")
    if error.error_type in (NumberParseException.TOO_SHORT_NSN, NumberParseException.TOO_SHORT_AFTER_IDD):
        _refuse(field, "too_short", "This number is too short.")
    if not countries and typed[:1] not in ("+", "＋", "("):
        _refuse(field, "not_a_number", "Write the number with a plus and the country's code.")
    _refuse(field, "not_a_number", "This is not a telephone number.")


def _unused(number: PhoneNumber, region: str, field: str) -> Never:
    """Nobody has this number: say how far its length is off, where that can be known."""
    off = _off(number, region)
    hints = {field: {"country": region, "digits": abs(off)}}
    if off < 0:
        words = f"This number is {_digits(-off)} short for {country_name(region)}."
        raise Invalid(errors={field: words}, reasons={field: "too_short"}, hints=hints)
    if off > 0:
        words = f"This number is {_digits(off)} too long for {country_name(region)}."
        raise Invalid(errors={field: words}, reasons={field: "too_long"}, hints=hints)
    _refuse(field, "not_a_number", f"There is no such number in {country_name(region)}.")


def _off(number: PhoneNumber, region: str) -> int:
    """How many digits are missing (below nought) or too many; 0: that cannot be known."""
    known = PhoneMetadata.metadata_for_region(region)
    digits = national_significant_number(number)
    if known and known.national_prefix and len(digits) > 1:
        digits = digits.removeprefix(known.national_prefix)
    for count in range(1, COUNTED + 1):
        if any(_exists(number, digits + filler * count) for filler in "15"):
            return -count
        if _exists(number, digits[:-count]):
            return count
    lengths = _lengths(known)
    return min(0, len(digits) - min(lengths)) or max(0, len(digits) - max(lengths))


def _exists(like: PhoneNumber, digits: str) -> bool:
    if not digits:
        return False
    zeros = len(digits) - len(digits.lstrip("0"))
    other = PhoneNumber(
        like.country_code,
        int(digits),
        italian_leading_zero=zeros > 0,
        number_of_leading_zeros=zeros or None,
    )
    return number_type(other) in ORDINARY


def _lengths(known: PhoneMetadata | None) -> list[int]:
    kinds = (known.fixed_line, known.mobile) if known else ()
    return [length for kind in kinds if kind for length in kind.possible_length if length > 0] or [0]


def _digits(count: int) -> str:
    words = _WORDS[count] if count < len(_WORDS) else str(count)
    return f"{words} digit{'' if count == 1 else 's'}"


def _foreign(field: str, countries: tuple[str, ...]) -> Never:
    of_these = "this country" if len(countries) == 1 else "these countries"
    words = f"We can call numbers of {of_these} only: {country_names(countries)}."
    reasons, hints = {field: "country_not_allowed"}, {field: {"countries": list(countries)}}
    raise Invalid(errors={field: words}, reasons=reasons, hints=hints)


def _refuse(field: str, reason: str, words: str) -> Never:
    raise Invalid(errors={field: words}, reasons={field: reason})
