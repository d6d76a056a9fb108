"""The phone field's helper: the world's calling codes as libphonenumber has them, and numbers in readable groups."""

import re
from pathlib import Path

import phonenumbers
import pytest
from playwright.async_api import Page

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
        code, countries, _, trunk = re.fullmatch(r"(\d+)([A-Z]+)(\d+)-?(\d?)", line).groups()
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
        ("0601234567", "060 123 4567", "+381", "+381 60 123 4567"),
        ("601234567", "60 123 4567", "+381", "+381 60 123 4567"),
        ("+381601234567", "+381 60 123 4567", "+381", "+381 60 123 4567"),
        ("00381601234567", "+381 60 123 4567", "+381", "+381 60 123 4567"),
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
