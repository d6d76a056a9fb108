"""Deliveries in a real browser: by keyboard alone, with every dialog, live, and inert whatever people wrote."""

from playwright.async_api import expect

from server.deliveries import targets
from server.deliveries.channels import Failed
from server.deliveries.mail_server import UNREACHABLE
from tests.server.console.at_work import OUTPUT
from tests.server.console.delivering import TEAM, settle, told
from tests.server.console.every_page import too_wide, violations
from tests.server.console.lively import PHONE
from tests.server.console.test_payloads_in_chromium import PAYLOADS, watched
from tests.server.console.test_targets import sending
from tests.support.mailbox import open_mailbox

PAGE = "/console/deliveries"
REFUSED = "Failed to load resource: the server responded with a status of 422"


async def test_an_address_is_added_tested_removed_and_put_back_by_keyboard_alone(console, browser):
    page = await console.at_desk(browser, console.owner, PAGE, viewport={"width": 1280, "height": 900})
    OUTPUT.mkdir(exist_ok=True)
    await page.screenshot(path=OUTPUT / "console-deliveries-empty-1280.png", full_page=True)
    found = {"empty": [*(await violations(page)), await too_wide(page)]}
    await page.get_by_role("button", name="Add e-mail").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("textbox", name="E-mail address").fill("team")
    await page.keyboard.press("Enter")
    await expect(page.locator(".error").first).to_have_text("An e-mail address like anna@shop.example.")
    await expect(page.get_by_role("textbox", name="E-mail address")).to_be_focused()
    await page.screenshot(path=OUTPUT / "console-deliveries-form-1280.png")
    found["form"] = await violations(page)
    await page.keyboard.type(f"@{TEAM.partition('@')[2]}")
    await page.keyboard.press("Enter")
    await expect(page.locator(".target h3")).to_have_text(TEAM)
    await expect(page.locator("dialog[open]")).to_have_count(0)
    async with open_mailbox() as mailbox, sending(console, mailbox.url):
        await page.get_by_role("button", name="Send a test now").focus()
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("dialog")).to_contain_text("It was accepted there.")
        found["test"] = await violations(page)
        await page.screenshot(path=OUTPUT / "console-deliveries-test-1280.png")
        await page.keyboard.press("Escape")
    assert mailbox.recipients == [TEAM]
    await page.get_by_role("button", name="Remove").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Put it back").focus()
    found["removed"] = await violations(page)
    await page.keyboard.press("Enter")
    await expect(page.locator(".target .badge")).to_have_text("on")
    assert found == {"empty": [0], "form": [], "test": [], "removed": []}
    assert [
        trouble for trouble in console.troubles if not trouble.startswith(REFUSED)
    ] == []  # the one that was refused


async def test_a_webhooks_secret_is_shown_once_and_copied_on_a_phone(console, browser):
    context = {"viewport": PHONE, "color_scheme": "dark", "permissions": ["clipboard-read", "clipboard-write"]}
    page = await console.at_desk(browser, console.owner, PAGE, **context)
    await page.get_by_role("button", name="Add Telegram").click()
    await page.screenshot(path=OUTPUT / "console-deliveries-telegram-390.png")
    found = [*(await violations(page)), await too_wide(page)]
    await page.get_by_role("button", name="Cancel").click()
    await page.get_by_role("button", name="Add webhook").click()
    await page.get_by_label("Web address").fill("https://crm.harbourrow.example/in")
    await page.get_by_role("dialog").get_by_role("button", name="Add webhook").click()
    await page.get_by_role("button", name="Copy the secret").click()
    await expect(page.get_by_role("button", name="Copied")).to_be_visible()
    await page.screenshot(path=OUTPUT / "console-deliveries-secret-390.png")
    found += [*(await violations(page)), await too_wide(page)]
    secret = await page.locator("#secret").text_content()
    assert (await page.evaluate("navigator.clipboard.readText()"), found) == (secret, [0, 0])
    await page.get_by_role("button", name="I have it").click()
    await expect(page.locator(".target h3")).to_have_text("https://crm.harbourrow.example/in")
    await expect(page.locator("#secret")).to_have_count(0)
    assert (secret in await page.content(), console.troubles) == (False, [])


async def test_what_fails_shows_itself_with_its_attempts_and_is_sent_again(console, browser):
    page = await console.at_desk(browser, console.owner, PAGE)
    made = await told(console, "Ivana Lukić", "Tom Hale")
    await settle(console, made, Failed(UNREACHABLE, again=False))
    await expect(page.locator("#targets")).to_contain_text("No connection to the mail server.")
    await expect(page.locator(".told > li")).to_have_count(2)
    await page.get_by_text("Attempts", exact=True).first.click()
    await expect(page.locator(".attempts").first).to_contain_text("550 5.1.1 <b>unknown</b>")
    assert await violations(page) == []
    await page.get_by_role("button", name="Send all 2 that failed again").click()
    await expect(page.locator(".told .badge")).to_have_text(["waits", "waits"])
    await page.locator(".seg label", has_text="Arrived").click()
    await expect(page.get_by_role("heading", name="Nothing has arrived in the last 30 days")).to_be_visible()
    assert console.troubles == []


async def test_x4_script_in_names_addresses_and_answers_is_inert_in_deliveries(console, browser):
    page = await console.at_desk(browser, console.owner, PAGE)
    achieved = await watched(console, page)
    for number, payload in enumerate(PAYLOADS[:12]):
        made = await told(console, payload[:80], to=f"x{number}@x.example")
        await console.database.write(targets.change, None, made.id, targets.TargetChange(name=payload[:80]), None)
        await settle(console, made, Failed(payload, again=False, answer=payload))
    await page.goto(f"{console.address}{PAGE}")
    await expect(page.locator(".target h3").first).to_have_text(PAYLOADS[0])
    await page.get_by_text("Attempts", exact=True).first.click()
    await expect(page.locator(".attempts").first).to_be_visible()
    await page.get_by_role("button", name="Change").first.click()
    await expect(page.get_by_role("dialog")).to_contain_text(PAYLOADS[0])
    assert (achieved, console.troubles) == ([], [])
