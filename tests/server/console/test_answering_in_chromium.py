"""Answering at the desk in a real browser: in order, once, by keyboard, and nothing that was typed is lost."""

import asyncio

from playwright.async_api import expect

from server.conversations import reading


async def opened(console, browser):
    begun = await console.say("Is the Guji back?")
    page = await console.at_desk(browser, console.owner, f"/console/conversations/{begun.conversation}")
    return begun.conversation, page


async def answers(console, conversation):
    found = await console.database.read(reading.messages_of, conversation)
    return [each["text"] for each in found.items if each["author"] == "manager"]


async def test_what_is_typed_while_an_answer_is_on_its_way_stays_and_goes_after_it(console, browser):
    conversation, page = await opened(console, browser)
    pressed, go_on = asyncio.Event(), asyncio.Event()

    async def hold(route):
        if route.request.method == "POST" and not pressed.is_set():
            pressed.set()
            await go_on.wait()
        await route.continue_()

    await page.route("**/messages", hold)
    field = page.get_by_label("Write an answer")
    await field.fill("On Friday.")
    await field.press("Enter")
    await pressed.wait()
    await field.press_sequentially(" At noon.")
    await field.press("Enter")
    go_on.set()
    await expect(page.get_by_role("log").locator(".ours .bubble-text")).to_have_text(["On Friday.", "At noon."])
    await expect(field).to_have_value("")
    assert await answers(console, conversation) == ["On Friday.", "At noon."]


async def test_an_answer_whose_receipt_was_lost_is_kept_once_however_often_it_is_sent_and_reloaded(console, browser):
    conversation, page = await opened(console, browser)

    async def lose(route):
        if route.request.method == "POST":
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await page.route("**/messages", lose)
    field = page.get_by_label("Write an answer")
    await field.fill("On Friday.")
    await field.press("Enter")
    await expect(page.get_by_text("Not sent. The words are still here")).to_be_visible()
    await page.unroute("**/messages")
    await page.reload()
    await expect(field).to_have_value("On Friday.")
    await field.press("Enter")
    await expect(field).to_have_value("")
    await field.fill("On Friday.")  # the same words once more, and meant so
    await field.press("Enter")
    await expect(page.get_by_role("log").locator(".ours")).to_have_count(2)
    assert await answers(console, conversation) == ["On Friday.", "On Friday."]


async def test_a_chat_is_found_opened_answered_and_left_by_keyboard_alone(console, browser):
    begun = await console.say("Is the Guji back?")
    page = await console.at_desk(browser, console.owner, "/console/conversations")
    await expect(page).to_have_title("(1) Chats · Frontdesk")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/{begun.conversation}?queue=open")
    await page.wait_for_selector("body[data-line=well]")
    await page.keyboard.press("r")
    await expect(page.get_by_label("Write an answer")).to_be_focused()
    await page.keyboard.type("r: on Friday")
    await page.keyboard.press("Escape")
    await expect(page.locator(".talk-rows .is-at")).to_be_focused()
    await page.keyboard.press("r")
    await expect(page.get_by_label("Write an answer")).to_have_value("r: on Friday")
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await page.wait_for_url("**/console/conversations")


async def test_the_list_says_for_how_long_somebody_has_waited(console, browser):
    _, page = await opened(console, browser)
    waits = page.locator("[data-waits-since]")
    await expect(waits).to_have_text("0:02")  # it ticks by itself
    await page.get_by_label("Write an answer").fill("On Friday.")
    await page.keyboard.press("Enter")
    await expect(waits).to_have_count(0)
