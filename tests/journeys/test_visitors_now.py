"""A manager sees who is on the site, speaks to them first, and the answer begins the conversation."""

import pytest
from playwright.async_api import Browser, expect

from tests.support.running import Running
from tests.support.team import at_the_desk, hire
from tests.support.visitor import arrive

pytestmark = pytest.mark.storage


async def test_l7_one_press_invites_a_visitor_without_a_reload_and_the_answer_is_that_managers(
    browser: Browser, running: Running
) -> None:
    await running.place("chat")
    anna = await hire(running, "Anna Petrović")
    desk = await at_the_desk(browser, running, anna)
    await desk.goto(f"{running.address}/console/visitors")
    await expect(desk.get_by_text("Nobody is on the site")).to_be_visible()
    visitor = await arrive(browser, running.show())
    visitor.kind = "chat"
    await expect(desk.locator(".guests li")).to_have_count(1)
    await expect(desk.locator(".guests li")).to_contain_text("Somebody new")

    await desk.locator(".guests summary").click()
    await desk.fill(".guests textarea", "Looking for decaf?")
    await desk.get_by_role("button", name="Say it").click()
    await expect(visitor.part("messages")).to_contain_text("Looking for decaf?")
    await expect(desk.locator(".guests summary")).to_contain_text("Invited")
    await expect(desk.locator(".guests textarea")).to_be_hidden()

    field = visitor.page.locator(f"{visitor.widget} textarea[name=message]")
    await field.fill("Yes, for a moka pot.")
    await field.press("Enter")
    await expect(visitor.part("head").locator("h2")).to_have_text("Anna")
    await desk.goto(f"{running.address}/console/conversations?queue=mine")
    await desk.locator("#talk-rows a").click()
    bubbles = desk.locator("#talk-log .bubble-text")
    await expect(bubbles).to_have_text(["Looking for decaf?", "Yes, for a moka pot."])
    await expect(visitor.part("message")).to_have_text(
        ["Hello! How can we help?", "Looking for decaf?", "Yes, for a moka pot."]
    )
    assert visitor.troubles == []

    await visitor.page.close()
    await desk.goto(f"{running.address}/console/visitors")
    await expect(desk.get_by_text("Nobody is on the site")).to_be_visible(timeout=15_000)
