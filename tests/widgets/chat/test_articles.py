"""Articles in the chat: found while a visitor types, read in the panel, and one press from there to the team."""

from urllib.parse import parse_qs, urlsplit

from playwright.async_api import Page, Route, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, part
from tests.widgets.barriers import barriers
from tests.widgets.chat.talking import come, write

TITLES = ["Do you ship?", "How long does it take?"]


async def stock(page: Page) -> list[str]:
    """Let the server have two articles; gives back what was looked for, as it comes."""
    asked: list[str] = []

    async def answer(route: Route) -> None:
        parts = urlsplit(route.request.url)
        said: object = {"id": "a1", "title": TITLES[1], "text": "Two days.\n\nSee https://shop.example/delivery."}
        if parts.path.endswith("/articles"):
            typed = parse_qs(parts.query)["q"][0]
            asked.append(typed)
            items = [{"id": f"a{at}", "title": title, "beginning": ""} for at, title in enumerate(TITLES)]
            said = {"items": items if "ship" in typed else []}
        await route.fulfill(json=said, headers={"access-control-allow-origin": "*"})

    await page.route("**/articles*", answer)
    await page.route("**/articles/*", answer)
    return asked


async def test_l12_an_article_is_offered_while_typing_and_read_and_the_question_still_goes_to_the_team(
    page: Page, desk: Desk, shop: Shop
) -> None:
    asked = await stock(page)
    shop.body = "<main><h1>Shop</h1></main>"
    await come(page, desk, shop, articles=True)
    await control(page, "message").press_sequentially("do you ship", delay=10)
    await expect(part(page, "found-item")).to_have_text(TITLES)
    assert asked[-1] == "do you ship"
    assert len(asked) < 4
    assert await barriers(page) == []

    await part(page, "found-item").last.click()
    await expect(part(page, "article-title")).to_have_text(TITLES[1])
    await expect(part(page, "article-text").locator("a")).to_have_attribute("href", "https://shop.example/delivery")
    assert await barriers(page) == []
    await page.keyboard.press("Escape")
    await expect(part(page, "article")).to_have_count(0)
    await expect(control(page, "message")).to_be_focused()
    await part(page, "found-item").first.click()
    await part(page, "article").get_by_role("button", name="Ask us").click()

    await until(lambda: desk.talk.messages)
    assert desk.talk.texts == [("visitor", "do you ship")]
    await expect(part(page, "found")).to_have_count(0)
    await write(page, "and do you ship abroad")
    await page.wait_for_timeout(500)
    await expect(part(page, "found")).to_have_count(0)


async def test_l12_they_are_offered_beside_the_form_too_while_nobody_is_there(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await stock(page)
    await come(page, desk, shop, online="no", articles=True)
    await control(page, "message").fill("do you ship")
    await part(page, "found-item").first.click()
    await part(page, "article").get_by_role("button", name="Ask us").click()
    await expect(control(page, "message")).to_be_focused()
    await expect(control(page, "message")).to_have_value("do you ship")
    await control(page, "message").fill("something else")
    await expect(part(page, "found")).to_have_count(0)


async def test_where_they_are_switched_off_nobody_is_asked(page: Page, desk: Desk, shop: Shop) -> None:
    asked = await stock(page)
    await come(page, desk, shop)
    await control(page, "message").fill("do you ship")
    await page.wait_for_timeout(600)

    assert asked == []
