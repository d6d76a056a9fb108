"""Telephone numbers as E.164, and each reason for which one is refused."""

import time

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.clients import phones
from server.clients.phones import ORDINARY, read_phone, search_forms, trunk_prefixes
from server.errors import Invalid
from server.widget import one_line

SERBIA, RUSSIA_TOO = ("RS",), ("RS", "RU")


@pytest.mark.parametrize(
    ("typed", "countries", "expected"),
    [
        ("+381 64 123 4567", RUSSIA_TOO, "+381641234567"),
        ("064/123-45-67", SERBIA, "+381641234567"),
        ("(+381) 64 123.45.67", SERBIA, "+381641234567"),
        ("00381641234567", SERBIA, "+381641234567"),
        ("00381641234567", (), "+381641234567"),
        ("tel:+381-64-123-4567", SERBIA, "+381641234567"),
        ("+٣٨١ ٦٤ ١٢٣ ٤٥٦٧", SERBIA, "+381641234567"),
        ("\u202a+381 64 123 4567\u202c", SERBIA, "+381641234567"),
        ("+381 64 123 4567 ext. 9", SERBIA, "+381641234567"),
        ("+7 916 123-45-67 доб. 12", RUSSIA_TOO, "+79161234567"),
        ("8 (916) 123-45-67", ("RU",), "+79161234567"),
        ("79161234567", ("RU",), "+79161234567"),
        ("+44 (0)20 7946 0018", ("GB",), "+442079460018"),
        ("(202) 555-0123", ("US", "CA"), "+12025550123"),
        ("+39 06 1234 5678", (), "+390612345678"),
    ],
)
def test_c1_a_number_is_stored_as_e164_however_it_was_typed(typed: str, countries: tuple[str, ...], expected: str):
    assert read_phone(typed, countries) == expected


@pytest.mark.parametrize(
    ("typed", "countries", "reason", "words"),
    [
        ("+381 64 12 34", SERBIA, "too_short", "This number is two digits short for Serbia."),
        ("+381 64 12345", SERBIA, "too_short", "This number is one digit short for Serbia."),
        ("112", SERBIA, "too_short", "This number is four digits short for Serbia."),
        ("8 (916) 123-45-6", ("RU",), "too_short", "This number is one digit short for Russia."),
        ("+381 6", SERBIA, "too_short", "This number is too short."),
        ("+381641234567890", SERBIA, "too_long", "This number is three digits too long for Serbia."),
        ("+381 89 123456", SERBIA, "not_a_number", "There is no such number in Serbia."),
        ("0641234567", (), "not_a_number", "Write the number with a plus and the country's code."),
        ("", SERBIA, "not_a_number", "This is not a telephone number."),
        ("²²²²²²²²²", SERBIA, "not_a_number", "This is not a telephone number."),
        ("+999123456789", (), "not_a_number", "This is not a telephone number."),
        ("+44 20 7946 0018", SERBIA, "country_not_allowed", "We can call numbers of this country only: Serbia."),
        (
            "+1 809 555 1234",
            ("US",),
            "country_not_allowed",
            "We can call numbers of this country only: United States.",
        ),
        ("+7 701 123 4567", ("RU",), "country_not_allowed", "We can call numbers of this country only: Russia."),
        (
            "+380441234567",
            RUSSIA_TOO,
            "country_not_allowed",
            "We can call numbers of these countries only: Serbia, Russia.",
        ),
        ("+381 900 123456", SERBIA, "not_ordinary", "This is not an ordinary telephone number."),
        ("+7 800 123-45-67", ("RU",), "not_ordinary", "This is not an ordinary telephone number."),
    ],
)
def test_c1_a_number_that_cannot_be_called_is_refused_with_its_reason(
    typed: str, countries: tuple[str, ...], reason: str, words: str
):
    with pytest.raises(Invalid) as refused:
        read_phone(typed, countries, "number")

    assert (refused.value.reasons, refused.value.errors) == ({"number": reason}, {"number": words})


@pytest.mark.parametrize(
    "typed",
    [
        "+870 773 111 632",  # satellites
        "+881 6 1234 5678",
        "+882 16 123 456",
        "+883 5100 1234 5678",
        "+979 123 456 789",  # international premium, shared cost and toll-free
        "+808 1234 5678",
        "+800 1234 5678",
        "+878 10 1234 56789",
        "+1 900 555 1234",
        "+44 909 879 1234",
        "+44 70 1234 5678",  # personal numbers, dear to call
        "+44 76 4012 3456",  # pagers
        "+33 836 12 34 56",
    ],
)
@pytest.mark.parametrize("countries", [(), RUSSIA_TOO])
def test_c1_numbers_that_cost_are_refused_whatever_is_allowed(typed: str, countries: tuple[str, ...]):
    with pytest.raises(Invalid) as refused:
        read_phone(typed, countries)

    assert refused.value.reasons["phone"] in ("not_ordinary", "country_not_allowed", "not_a_number")


@pytest.mark.parametrize(
    "typed",
    [
        "+381641234567,,9",
        "+381641234567;9",
        "+381641234567p9",
        "+381641234567w9#",
        "+381641234567#9",
        "*#06#",
        "*21*+381641234567#",
        "sip:anna@example.com",
        "sip:+381641234567@trunk",
        "tel:+381641234567;phone-context=x",
        "1-800-FLOWERS",
        "+381 64 CALL ME",
        "+381641234567\n+381641234568",
        "++381641234567",
        "+381641234567+",
        "+" + "3" * 60,
        "‮+381641234567<script>",
    ],
)
def test_c1_codes_pauses_letters_and_sip_are_not_numbers(typed: str):
    with pytest.raises(Invalid) as refused:
        read_phone(typed, SERBIA)

    assert refused.value.reasons["phone"] in ("not_a_number", "too_long")


def test_what_a_browser_needs_to_say_it_in_its_own_language_comes_along():
    with pytest.raises(Invalid) as short:
        read_phone("+381 64 12 34", SERBIA)
    with pytest.raises(Invalid) as foreign:
        read_phone("+44 20 7946 0018", RUSSIA_TOO)

    assert short.value.body()["hints"] == {"phone": {"country": "RS", "digits": 2}}
    assert foreign.value.body()["hints"] == {"phone": {"countries": ["RS", "RU"]}}


def test_c1_every_countrys_ordinary_numbers_pass_where_no_country_is_set():
    for region in phonenumbers.SUPPORTED_REGIONS:
        for kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE):
            number = phonenumbers.example_number_for_type(region, kind)
            if number and phonenumbers.number_type(number) in ORDINARY:
                written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
                assert read_phone(written) == written


HOSTILE = st.one_of(
    st.text(max_size=60),
    st.text("+＋0123456789٠١٢²()-./ ,;#*xpwext\u202e\x00", max_size=45),
    st.tuples(
        st.sampled_from(["+381", "+7", "+1", "+870", "+44", "00381", "8"]), st.text("0123456789 -,x", max_size=20)
    ).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(HOSTILE, st.sampled_from([(), SERBIA, RUSSIA_TOO, ("US", "CA"), ("IT",)]))
def test_c1_whatever_is_typed_is_an_e164_number_or_a_refusal_by_name(typed: str, countries: tuple[str, ...]):
    read = _read(one_line(typed), countries)

    assert isinstance(read, dict) or (read[0] == "+" and read[1:].isascii() and read[1:].isdigit() and len(read) <= 16)
    assert isinstance(read, dict) or read_phone(read, countries) == read
    assert isinstance(read, str) or set(read) == {"phone"}


def _read(typed: str, countries: tuple[str, ...]) -> str | dict[str, str]:
    """The number, or the reasons of the refusal; any other exception fails the test."""
    try:
        return read_phone(typed, countries)
    except Invalid as refusal:
        return refusal.reasons


def test_reading_a_number_is_quick():
    for _ in range(200):
        read_phone("+381 64 123 4567", RUSSIA_TOO)
    started = time.process_time()
    for _ in range(1000):
        read_phone("+381 64 123 4567", RUSSIA_TOO)

    assert (time.process_time() - started) / 1000 < 0.000_5  # about 0.04 ms alone; the rest is for busy machines


def test_a_number_somebody_looks_for_is_found_in_any_form():
    assert search_forms("064 123 4567", SERBIA) == ["+381641234567"]
    assert search_forms("381641234567", ()) == ["+381641234567"]
    assert search_forms("+381 64 123 4567", ()) == ["+381641234567"]
    assert search_forms("Jovana", SERBIA) == []
    assert "+79000000112" in search_forms("8 900 000-01-12", RUSSIA_TOO)


def test_what_is_dialled_first_at_home_is_eight_in_russia_and_nought_nearly_everywhere():
    assert trunk_prefixes(()) == ("0",)
    assert trunk_prefixes(("RS", "RU", "KZ", "XX")) == ("0", "8")


COUNTRIES = sorted(phonenumbers.SUPPORTED_REGIONS)


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(COUNTRIES), st.text("0123456789", min_size=1, max_size=13))
def test_a_number_in_full_is_read_as_the_library_reads_it(country: str, own: str):
    typed = f"+{phonenumbers.country_code_for_region(country)}{own}"

    if read := phones._in_full(typed, (country,)):
        assert str(read) == str(phonenumbers.parse(typed, country))


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_countrys_examples_are_read_as_the_library_reads_them(country: str):
    for kind in ORDINARY:
        if example := phonenumbers.example_number_for_type(country, kind):
            typed = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
            assert str(phones._in_full(typed, (country,)) or example) == str(example)


def test_what_leaves_something_to_guess_is_left_to_the_library():
    for typed in ("+381 641234567", "0641234567", "+3810641234567", "+79161234567", "+٣٨١٦٤١٢٣٤٥٦٧", "+78001234567"):
        assert phones._in_full(typed, ("RS",)) is None
    assert phones._in_full("+78001234567", ("RU",)) is None  # an 8 may be Russia's own prefix
    assert phones._in_full("+381641234567", ("RU", "RS")) is not None
