"""Ready answers in a browser: the slash finds them while one writes, by keyboard and by ear."""

from playwright.async_api import expect

from server.replies import replies
from server.replies.reply_input import NewReply
from server.sites import members
from tests.server.console.every_page import too_wide, violations
from tests.server.console.lively import PHONE


async def written(console, **texts):
    owner = await console.database.read(members.by_email, console.owner)
    for shortcut, text in texts.items():
        new = NewReply.read({"shortcut": shortcut, "text": text})
        await console.database.write(replies.add, console.site.id, owner.id, new)


async def opened(console, browser, **context):
    begun = await console.say("When are you open?")
    page = await console.at_desk(browser, console.owner, f"/console/conversations/{begun.conversation}", **context)
    await expect(page.locator("body[data-line=well]")).to_be_attached()
    return page, page.get_by_label("Write an answer")


async def test_l9_a_slash_and_a_few_letters_put_an_answer_in_by_keyboard(console, browser):
    await written(console, hours="Hello, {first_name}! From nine.", delivery="Tomorrow.", returns="Within 14 days.")
    page, field = await opened(console, browser)
    await field.press_sequentially("Good day! /")
    options = page.get_by_role("option")
    await expect(options).to_have_count(3)
    await expect(field).to_have_attribute("aria-controls", "reply-list")
    assert await violations(page) == []
    await page.keyboard.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await expect(field).to_have_attribute("aria-activedescendant", str(await options.nth(1).get_attribute("id")))
    await page.keyboard.type("nine")
    await expect(options.locator("visible=true")).to_have_count(1)
    await page.keyboard.press("Enter")
    await expect(field).to_have_value("Good day! Hello! From nine.")
    await expect(page.locator("#talk-replies")).to_be_hidden()
    await expect(field).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log").locator(".ours")).to_contain_text("Good day! Hello! From nine.")


async def test_l9_escape_leaves_what_was_typed_and_a_press_chooses_too(console, browser):
    await written(console, hours="From nine.")
    page, field = await opened(console, browser, viewport=PHONE)
    await page.get_by_role("button", name="Ready answers").click()
    await expect(page.get_by_role("option")).to_have_count(1)
    assert (await too_wide(page), await violations(page)) == (0, [])
    await page.keyboard.press("Escape")
    await expect(page.locator("#talk-replies")).to_be_hidden()
    await expect(field).to_have_value("/")
    await page.keyboard.type("h")
    await page.get_by_role("option").click()
    await expect(field).to_have_value("From nine.")


async def test_l9_who_takes_the_slash_back_is_offered_nothing_any_longer(console, browser):
    await written(console, hours="From nine.")
    page, field = await opened(console, browser)
    await field.press_sequentially("/h")
    await expect(page.get_by_role("option")).to_have_count(1)
    await page.keyboard.press("Backspace")
    await page.keyboard.press("Backspace")
    await expect(page.locator("#talk-replies")).to_be_hidden()


async def test_l9_a_list_without_answers_says_where_they_are_written(console, browser):
    page, field = await opened(console, browser)
    await field.press_sequentially("/")
    await page.get_by_role("link", name="New answer").click()
    await page.wait_for_url("**/console/replies")
    await page.locator(".page-head").get_by_role("button", name="New answer").click()
    await page.get_by_label("Shortcut").fill("hours")
    await page.get_by_label("Answer", exact=True).fill("Hi {nmae}")
    await page.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("{nmae} is none of the words below.")).to_be_visible()
    assert await violations(page) == []
    await page.get_by_label("Answer", exact=True).fill("Hi {name}")
    await page.get_by_role("button", name="Save").click()
    await expect(page.locator(".reply-rows")).to_contain_text("/hours")
    await expect(page.get_by_role("dialog")).to_have_count(0)
