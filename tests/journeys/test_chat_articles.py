"""Way 3 before anybody is asked: an article of the site answers, and one press from it rings at the team."""

import pytest
from playwright.async_api import Browser, expect

from server.sites.policy import Role
from tests.support.running import Running
from tests.support.team import at_the_desk, hire
from tests.support.visitor import arrive

pytestmark = pytest.mark.storage
IN_TIME = 15_000  # ms, on a busy machine


async def test_l12_an_article_of_the_console_is_found_in_the_chat_and_one_press_goes_on_to_the_team(
    browser: Browser, running: Running
) -> None:
    await running.place("chat", settings={"articles": True})
    anna = await hire(running, "Anna Petrović", Role.ADMIN)
    desk = await at_the_desk(browser, running, anna)
    await desk.goto(f"{running.address}/console/articles")
    await desk.get_by_role("button", name="New article").click()
    await desk.get_by_label("Question").fill("How long does delivery take?")
    await desk.get_by_label("Answer").fill("Two days.\n\nSee https://shop.example/delivery.")
    await desk.get_by_role("button", name="Save").click()
    await expect(desk.locator("#articles")).to_contain_text("How long does delivery take?")
    await desk.goto(f"{running.address}/console/conversations")

    visitor = await arrive(browser, running.show())
    visitor.kind = "chat"
    await visitor.part("launcher").click()
    await visitor.page.locator(f"{visitor.widget} [name=message]").press_sequentially("when is it deliv", delay=20)
    await visitor.part("found-item").click()
    await expect(visitor.part("article-text")).to_have_text("Two days.\n\nSee https://shop.example/delivery.")
    [] = (await running.api("GET", f"/sites/{running.site}/conversations"))["items"]
    await visitor.part("article-ask").click()

    await expect(visitor.part("message").last).to_have_text("when is it deliv")
    await expect(desk.locator("#talk-rows")).to_contain_text("when is it deliv", timeout=IN_TIME)
    await expect(desk.locator("#talk-rows .badge")).to_have_text("for you", timeout=IN_TIME)
    assert visitor.troubles == []
