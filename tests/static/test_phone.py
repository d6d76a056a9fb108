"""The phone field's helper: the world's calling codes as libphonenumber has them, and numbers in readable groups."""

import re
from pathlib import Path
from typing import Any

import phonenumbers
import pytest
from playwright.async_api import Page

from server.clients.phones import LONGEST, read_phone
from server.console.faces import readable_phone
from server.errors import Invalid
from static.linker import link_module

ROOT = Path(__file__).parents[2]
FIELD = """<label>P <input id="p" type="tel"></label><span id="s"></span><select id="c"><option>RS</option></select>"""
DRESS = """async ([source, countries, language]) => {
  const { dress } = await import("data:text/javascript," + encodeURIComponent(source));
  window.helper = dress(p, c, s, countries, language);
}"""


async def dressed(page: Page, countries: tuple[str, ...] = ("RS", "RU", "DE"), language: str = "en") -> None:
    """A page with one phone field that is helped."""
    await page.set_content(FIELD)
    await page.evaluate(DRESS, [link_module(ROOT / "static/runtime/phone.js"), list(countries), language])


def test_every_country_has_its_calling_code_and_the_digit_dialled_at_home() -> None:
    text = "".join(re.findall(r'"([^"]*)"', (ROOT / "static/runtime/phone_codes.js").read_text("utf-8")))
    said = {}
    for line in text.split():
        code, countries, _, trunk = re.fullmatch(r"(\d+)([A-Z]+)(\d+)-?(\d?)(?:\.\d)?", line).groups()
        said[int(code)] = (re.findall("..", countries), trunk)

    expected = {}
    for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items():
        if regions[0] != "001":
            trunk = phonenumbers.PhoneMetadata.metadata_for_region(regions[0]).national_prefix or ""
            expected[code] = (list(regions), trunk if len(trunk) == 1 and code != 1 else "")
    assert said == expected


@pytest.mark.parametrize(
    ("typed", "seen", "code", "whole"),
    [
        ("0601234567", "060 1234567", "+381", "+381 60 1234567"),
        ("601234567", "60 1234567", "+381", "+381 60 1234567"),
        ("+381601234567", "+381 60 1234567", "+381", "+381 60 1234567"),
        ("00381601234567", "+381 60 1234567", "+381", "+381 60 1234567"),
        ("+79161234567", "+7 916 123 45 67", "+7", "+7 916 123 45 67"),
        ("+4915123456789", "+49 1512 3456789", "+49", "+49 1512 3456789"),
        ("+442079460018", "+44 2079 460018", "+381", "+44 2079 460018"),
        ("call me", "call me", "+381", "call me"),
        ("", "", "+381", ""),
    ],
)
async def test_a_number_is_grouped_while_it_is_typed_and_given_with_its_country(
    typed: str, seen: str, code: str, whole: str, page: Page
) -> None:
    await dressed(page)

    await page.locator("#p").press_sequentially(typed)

    assert await page.evaluate("[p.value, s.textContent, helper.whole().trim()]") == [seen, code, whole]


async def test_the_eight_dialled_in_russia_is_left_out_and_a_number_that_begins_with_eight_is_not(page: Page) -> None:
    await dressed(page, ("RU",))
    said = []

    for typed in ("89161234567", "8001234567"):
        await page.locator("#p").fill(typed)
        said.append(await page.evaluate("helper.whole()"))

    assert said == ["+7 916 123 45 67", "+7 800 123 45 67"]


async def test_taking_digits_away_and_writing_in_the_middle_are_left_alone(page: Page) -> None:
    await dressed(page)
    await page.locator("#p").press_sequentially("60123")

    await page.keyboard.press("Backspace")
    shorter = await page.input_value("#p")
    await page.keyboard.press("Home")
    await page.keyboard.type("9")

    assert (shorter, await page.input_value("#p")) == ("60 12", "960 12")


async def test_countries_are_named_in_the_visitors_language_and_choosing_one_shows_its_code(page: Page) -> None:
    await dressed(page, language="ru")
    await page.select_option("#c", "DE")

    assert await page.locator("option").all_inner_texts() == ["Сербия +381", "Россия +7", "Германия +49"]
    assert await page.inner_text("#s") == "+49"


async def test_without_a_list_every_country_is_there_in_the_order_of_its_name(page: Page) -> None:
    await dressed(page, ())

    names = await page.locator("option").all_inner_texts()

    assert len(names) == len(phonenumbers.SUPPORTED_REGIONS)
    assert names[0] == "Afghanistan +93"
    assert await page.inner_text("#s") == "+381"


@pytest.mark.parametrize(
    ("language", "chosen"),
    [("en-GB", ["GB", "+44"]), ("ru", ["RU", "+7"]), ("ca-AD", ["AD", "+376"]), ("eo", ["", "+"])],
)
async def test_where_nobody_has_said_which_country_the_browsers_own_stands_there_and_never_the_alphabets_first(
    language: str, chosen: list[str], page: Page
) -> None:
    await page.add_init_script(f"Object.defineProperty(navigator, 'language', {{ value: '{language}' }})")
    await page.goto("about:blank")
    await page.set_content(FIELD.replace("<option>RS</option>", "<option></option>"))
    await page.evaluate(DRESS, [link_module(ROOT / "static/runtime/phone.js"), [], "en"])

    assert await page.evaluate("[c.value, s.textContent]") == chosen


async def test_nobody_can_write_more_than_the_server_reads(page: Page) -> None:
    await dressed(page)
    await page.locator("#p").press_sequentially("1" * 45)

    assert await page.evaluate("p.maxLength") == LONGEST
    assert len((await page.input_value("#p")).replace(" ", "")) <= LONGEST


@pytest.mark.parametrize(
    ("typed", "reason", "hint"),
    [
        ("060 12 34", "too_short", {}),
        ("+79161234", "too_short", {"country": "RU", "digits": 3}),
        ("+442079460018", "country_not_allowed", {"countries": ["RS", "RU", "DE"]}),
    ],
)
async def test_a_number_that_the_server_would_surely_refuse_is_known_before(
    typed: str, reason: str, hint: dict[str, Any], page: Page
) -> None:
    await dressed(page)
    await page.locator("#p").fill(typed)

    assert await page.evaluate("helper.refusal()") == {
        "errors": {"phone": ""},
        "reasons": {"phone": reason},
        "hints": {"phone": hint},
    }
    with pytest.raises(Invalid) as refused:
        read_phone(await page.evaluate("helper.whole()"), ("RS", "RU", "DE"))
    assert refused.value.reasons == {"phone": reason}


async def test_no_countrys_ordinary_number_is_held_back_in_the_browser(page: Page) -> None:
    await dressed(page, ())
    numbers = [number for country in phonenumbers.SUPPORTED_REGIONS for number in ordinary(country)]

    held = await page.evaluate(
        "numbers => numbers.filter(number => { p.value = number; return helper.refusal().reasons; })", numbers
    )

    assert (len(numbers) > 400, held) == (True, [])


def ordinary(country: str) -> list[str]:
    """Example numbers of a country that may be called, and the shortest there can be."""
    known = phonenumbers.PhoneMetadata.metadata_for_region(country)
    code = phonenumbers.country_code_for_region(country)
    kinds = [kind for kind in (known.fixed_line, known.mobile, known.voip) if kind]
    examples = [f"+{code}{kind.example_number}" for kind in kinds if kind.example_number]
    lengths = [length for kind in kinds for length in kind.possible_length if length > 0]
    return [*examples, f"+{code}{'2' * min(lengths)}"]


def test_mobile_numbers_stand_in_the_groups_in_which_the_team_reads_them() -> None:
    text = "".join(re.findall(r'"([^"]*)"', (ROOT / "static/runtime/phone_codes.js").read_text("utf-8")))
    said, expected = {}, {}
    for line in text.split():
        code, countries, groups = re.fullmatch(r"(\d+)([A-Z]+)(\d+)(?:-\d)?(?:\.\d)?", line).groups()
        example = phonenumbers.example_number_for_type(countries[:2], phonenumbers.PhoneNumberType.MOBILE)
        written = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
        said[code] = groups
        expected[code] = "".join(str(len(group)) for group in readable_phone(written).split(" ")[1:])

    assert said == expected
