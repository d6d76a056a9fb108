"""The till: a code is checked, and redeemed once."""

import json
import re

import pytest
from playwright.async_api import expect

from server.codes import guesses
from server.codes.tables import codes
from server.sites.policy import Role
from tests.server.console.every_page import offer


def verdict(answer):
    return re.search(r'data-verdict="(\w+)"', answer.text)[1]


@pytest.fixture
async def till(console):
    """A manager at the till of a site with codes."""
    await offer(console)
    async with console.program(await console.hire("Mira Manager", Role.MANAGER)) as mira:
        yield mira


async def test_o2_a_manager_checks_a_code_however_it_is_typed_and_redeems_it_once(till):
    checked = await till.act("/console/codes/check", code=" spring 001 ")
    key = re.search(r'name="key" value="([^"]+)"', checked.text)[1]
    done = await till.act("/console/codes/redeem", code="SPRING-001", key=key, order="A-7")
    twice = await till.act("/console/codes/redeem", code="SPRING-001", key=key, order="A-7")
    later = await till.act("/console/codes/redeem", code="SPRING-001", key="another")

    assert [verdict(each) for each in (checked, done, twice, later)] == ["good", "done", "done", "redeemed"]
    assert "10 % off" in checked.text
    assert "order A-7" in later.text
    assert json.loads(done.headers["hx-trigger"])["frontdesk:told"]["words"] == "Redeemed."


async def test_o2_what_is_over_or_unknown_is_said_and_offers_no_redeeming(console, till):
    await console.database.write(
        lambda tx: tx.run(codes.update().where(codes.c.code == "SPRING-002").values(ends_at=1))
    )
    answers = [await till.act("/console/codes/check", code=code) for code in ("SPRING-002", "SPRING-000", "NONE-1")]
    late = await till.act("/console/codes/redeem", code="SPRING-002", key="k")

    assert [verdict(each) for each in (*answers, late)] == ["expired", "redeemed", "unknown", "expired"]
    assert ["/console/codes/redeem" in each.text for each in answers] == [False, False, False]


async def test_an_empty_field_asks_for_a_code(till):
    answer = await till.act("/console/codes/check", code=" ")
    assert json.loads(answer.headers["hx-trigger"])["frontdesk:refused"]["errors"] == {"code": "Type a code first."}


async def test_o2_whoever_guesses_at_the_till_has_to_wait(till):
    for number in range(guesses.MOST):
        assert verdict(await till.act("/console/codes/check", code=f"GUESS-{number}")) == "unknown"
    assert (await till.act("/console/codes/check", code="SPRING-001")).status_code == 429


async def test_o2_the_till_works_by_keyboard_on_a_phone(console, browser):
    await offer(console)
    phone = {"width": 390, "height": 844}
    page = await console.at_desk(browser, console.owner, "/console/codes", viewport=phone)
    await page.focus("#till-code")
    await page.keyboard.type("spring 001")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("[data-verdict=good]")
    assert await page.input_value("#till-code") == ""  # ready for the next one
    await page.focus("#till-order")
    await page.keyboard.type("A-7")
    await page.keyboard.press("Enter")
    await page.wait_for_selector("[data-verdict=done]")
    await page.wait_for_selector(".pool-figure >> text=2")
    assert console.troubles == []


async def test_o2_a_file_is_read_into_the_field_before_anything_is_sent(console, browser, tmp_path):
    pool = await offer(console)
    page = await console.at_desk(browser, console.owner, f"/console/codes/{pool}")
    (tmp_path / "codes.csv").write_text("code\nFILE-1\nFILE-2\n")
    await page.set_input_files("input[type=file]", tmp_path / "codes.csv")
    await expect(page.locator("#codes")).to_have_value("code\nFILE-1\nFILE-2")
    await page.click(".codes-in .btn-main")
    await page.wait_for_selector("#added >> text=2 codes added.")
    assert console.troubles == []
