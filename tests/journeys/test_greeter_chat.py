"""Somebody answers the greeter, and is in a chat with whoever it spoke for."""

import pytest
from playwright.async_api import Browser, expect

from tests.support.running import Running
from tests.support.team import at_the_desk, hire
from tests.support.visitor import arrive

pytestmark = pytest.mark.storage


async def test_l8_a_reply_opens_the_chat_with_whoever_is_here_and_is_theirs_at_once(
    browser: Browser, running: Running
) -> None:
    await running.place("chat")
    await running.place("greeter", settings={"messages": [{"text": {"en": "Hello, {name|friend}! A moka pot?"}}]})
    anna = await hire(running, "Anna Petrović")
    desk = await at_the_desk(browser, running, anna)
    visitor = await arrive(browser, running.show())
    visitor.kind = "greeter"
    await visitor.page.evaluate("(window.frontdesk ||= []).push(['open', 'greeter'])")
    await expect(visitor.part("online")).to_be_visible()
    reply = visitor.page.locator(f"{visitor.widget} textarea[name=message]")
    await reply.fill("Yes, for two.")
    await visitor.part("submit").click()

    visitor.kind = "chat"
    await expect(visitor.part("head").locator("h2")).to_have_text("Anna")
    await expect(visitor.part("message").last).to_have_text("Yes, for two.")
    await desk.goto(f"{running.address}/console/conversations?queue=mine")
    await desk.locator("#talk-rows a").click()
    await expect(desk.locator("#talk-log .bubble-text")).to_have_text(["Hello, friend! A moka pot?", "Yes, for two."])
    await expect(desk.locator("#talk-log .bubble-who b").first).to_have_text("Automatic greeting")
    await desk.fill("#talk-text", "Take the Guji.")
    await desk.keyboard.press("Enter")
    await expect(visitor.part("message").last).to_have_text("Take the Guji.")
    assert visitor.troubles == []
