"""What a visitor thinks of a conversation that was closed."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import open_panel, part
from tests.widgets.barriers import barriers
from tests.widgets.chat.talking import come, messages, write


async def closed(page: Page, desk: Desk, shop: Shop) -> None:
    """Somebody has asked, was answered, and the team has closed it."""
    shop.body = f"<main>{shop.body}</main>"
    await come(page, desk, shop)
    await write(page, "Do you grind?")
    await until(lambda: desk.talk.messages)
    desk.say("We do.")
    await expect(messages(page, "manager")).to_have_text("We do.")
    await expect(part(page, "rating")).to_be_hidden()
    desk.talk.state = "closed"
    desk.nudge()
    await expect(part(page, "stars")).to_be_visible()


async def test_one_press_rates_it_and_words_may_follow(page: Page, desk: Desk, shop: Shop) -> None:
    await closed(page, desk, shop)
    await expect(part(page, "opinion")).to_be_hidden()
    await page.get_by_role("button", name="4 of 5").click()
    await expect(part(page, "rating")).to_contain_text("Thank you.")
    await expect(page.get_by_role("button", name="4 of 5")).to_have_attribute("aria-pressed", "true")
    await part(page, "opinion").fill(" Quick. ")
    await part(page, "words").get_by_role("button").click()
    await expect(part(page, "rating")).to_contain_text("we have your words")
    await expect(part(page, "opinion")).to_be_hidden()
    assert (desk.talk.rated, desk.talk.opinion.strip()) == (4, "Quick.")


async def test_it_goes_when_the_conversation_goes_on_and_does_not_come_back_for_what_was_rated(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await closed(page, desk, shop)
    await page.get_by_role("button", name="5 of 5").click()
    await until(lambda: desk.talk.rated)
    await page.reload()
    await open_panel(page)
    await expect(messages(page, "manager")).to_have_text("We do.")
    await expect(part(page, "rating")).to_be_hidden()
    desk.talk.state, desk.talk.rated = "closed", 0
    desk.nudge()
    await expect(part(page, "stars")).to_be_visible()
    desk.talk.state = "reopened"
    desk.nudge()
    await expect(part(page, "rating")).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_it_is_free_of_barriers(browser: Browser, desk: Desk, shop: Shop, width: int, scheme: str) -> None:
    context = await browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = await context.new_page()
    await closed(page, desk, shop)
    found = await barriers(page)
    await page.get_by_role("button", name="2 of 5").press("Enter")
    await expect(part(page, "opinion")).to_be_visible()
    fits = await part(page, "panel").evaluate("one => one.scrollWidth <= one.clientWidth")
    found += await barriers(page)
    await context.close()
    assert (found, fits) == ([], True)
