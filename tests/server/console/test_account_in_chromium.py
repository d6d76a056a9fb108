"""The account's page in a real browser: two-factor from the picture to the next log-in, a token, another role."""

import re

import pytest
from playwright.async_api import expect
from sqlalchemy import update

from server.sites import members
from server.sites.tables import memberships
from tests.server.console.at_work import OUTPUT, PASSWORD, SEALER
from tests.server.console.every_page import too_wide, violations
from tests.server.console.lively import PHONE, WIDE
from tests.server.sites.authenticator import Authenticator

LOOKS = [("light", WIDE, "en"), ("dark", PHONE, "ru")]


@pytest.mark.parametrize(("scheme", "size", "language"), LOOKS)
async def test_r4_two_factor_from_the_picture_to_the_next_log_in(console, browser, scheme, size, language):
    owner = await console.database.read(members.by_email, console.owner)
    phone = Authenticator(console.database, SEALER, owner.id)
    seen, found = f"{size['width']}-{scheme}-{language}", {}
    OUTPUT.mkdir(exist_ok=True)
    locale = "ru-RU" if language == "ru" else "en-GB"
    context = {"color_scheme": scheme, "viewport": size, "locale": locale}
    page = await console.at_desk(browser, console.owner, "/console/account", **context)

    async def look(name, place):
        await page.locator(place).screenshot(path=OUTPUT / f"console-account-{name}-{seen}.png")
        found[name] = [*(await violations(page)), await too_wide(page)]

    await page.fill("#two-password", "not this one")
    await page.keyboard.press("Enter")
    await expect(page.locator("#two-factor .error")).to_be_visible()
    await page.fill("#two-password", PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.locator("#first-code")).to_be_focused()
    assert await page.evaluate("document.querySelector('.qr').decode().then(() => true)")
    await look("learn", "#two-factor")
    await page.keyboard.type(await phone.shows(-1))
    await page.keyboard.press("Enter")
    await expect(page.locator("#recovery li")).to_have_count(10)
    recovery = (await page.locator("#recovery li").first.inner_text()).strip()
    await look("codes", "#two-factor")
    await page.locator("#two-factor .card .row button").last.click()
    await page.locator("#two-factor details summary").last.click()
    await look("on", "#two-factor")

    await page.context.clear_cookies()
    await page.goto(f"{console.address}/console/login")
    await page.fill("#email", console.owner)
    await page.fill("#password", PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.locator("#code")).to_be_focused()
    await page.keyboard.type("000000")
    await page.keyboard.press("Enter")
    await expect(page.locator("#code-said")).to_be_visible()
    await look("login-code", "body")
    await page.keyboard.type(recovery)
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"{console.address}/console/")
    assert found == {name: [0] for name in found}
    assert [each for each in console.troubles if "401" not in each and "422" not in each] == []


@pytest.mark.parametrize(("scheme", "size", "language"), LOOKS)
async def test_i1_a_token_is_made_copied_revoked_and_let_work_again(console, browser, scheme, size, language):
    await console.hire("Dmitri Orlov")
    seen, found = f"{size['width']}-{scheme}-{language}", {}
    locale = "ru-RU" if language == "ru" else "en-GB"
    context = {"color_scheme": scheme, "viewport": size, "locale": locale}
    async with console.program() as elsewhere:
        elsewhere.client.headers["user-agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_1) CriOS/142.0 Safari/604.1"
        await elsewhere.log_in(console.owner)
    page = await console.at_desk(browser, console.owner, "/console/account", **context)
    OUTPUT.mkdir(exist_ok=True)

    async def look(name):
        await page.screenshot(path=OUTPUT / f"console-account-{name}-{seen}.png", full_page=True)
        found[name] = [*(await violations(page)), await too_wide(page)]

    await page.locator("#tokens details summary").click()
    await page.fill("#token-name", "Warehouse")
    await page.fill("#token-password", PASSWORD)
    await page.locator("#tokens form .btn-main").click()
    await expect(page.locator("#tokens .error")).to_be_visible()  # nothing is ticked yet
    await look("token-form")
    await page.locator("[name=scope][value='leads:read']").check()
    await page.locator("[name=scope][value='clients:read']").check()
    await page.locator("#tokens form .btn-main").click()
    await expect(page.locator("#token-text")).to_have_text(re.compile("^fd_"))
    await look("token-made")
    await page.locator("#tokens .access .btn-bad").click()
    await expect(page.locator("#tokens .badge.bad")).to_be_visible()
    await look("token-revoked")
    await page.locator("#tokens .access .btn").click()
    await expect(page.locator("#tokens .badge.bad")).to_have_count(0)
    await page.locator("#sessions .access form .btn").click()
    await expect(page.locator("#sessions .access li")).to_have_count(1)
    assert found == {name: [0] for name in found}
    assert [each for each in console.troubles if "422" not in each] == []


async def test_r4_a_page_that_is_open_says_that_the_role_has_changed_and_keeps_what_is_half_written(console, browser):
    page = await console.at_desk(browser, console.owner, "/console/account")
    await page.fill("#own-name", "Half writ")
    owner = await console.database.read(members.by_email, console.owner)
    await console.database.write(lower, console.site.id, owner.id)
    await expect(page.locator("#changed")).to_be_visible(timeout=5_000)
    await page.wait_for_selector("body[data-line=well]")
    assert await page.input_value("#own-name") == "Half writ"
    await page.screenshot(path=OUTPUT / "console-changed-1280.png")
    await page.locator("[data-afresh]").click()
    await expect(page.locator("#changed")).to_be_hidden()
    await expect(page.locator(".me small").first).to_have_text("Manager")


def lower(tx, site, member):
    """Somebody gives the owner another role."""
    here = (memberships.c.site == site) & (memberships.c.member == member)
    tx.run(update(memberships).where(here).values(role="manager"))
