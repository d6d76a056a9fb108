"""A page that a letter's link opened: the token leaves the address; the browser is remembered as the site wants it."""

import json

import pytest
from playwright.async_api import Page, Route

from tests.static.fake_desk import WIDGET, Desk
from tests.static.shop import Shop
from tests.static.watching import part, storage, watch

TALK = "01jd8x2m4vq7k3n5p9r1s6t8wt"


@pytest.mark.parametrize(("memory", "is_stored"), [("after_interaction", True), ("after_consent", False)])
async def test_l9_a_letters_link_opens_its_widget_and_its_token_is_seen_no_more(
    memory: str, is_stored: bool, page: Page, desk: Desk, shop: Shop
) -> None:
    seen, asked = await watch(page), []
    desk.site.update(memory=memory)

    async def answer(route: Route) -> None:
        asked.append(json.loads(route.request.post_data or "{}"))
        headers = {"access-control-allow-origin": "*"}
        await route.fulfill(json={"conversation": TALK, "widget": WIDGET}, headers=headers)

    await page.route("**/rejoin", answer)
    await page.goto(f"{shop.address}/beans?size=250#frontdesk-link=abc-DEF_123")

    await part(page, "panel").wait_for()
    [said] = asked
    assert (said["token"], said["page"]["url"]) == ("abc-DEF_123", f"{shop.address}/beans?size=250")
    assert len(said["visitor"]) >= 22
    assert page.url == f"{shop.address}/beans?size=250"
    assert any(TALK in value for value in (await storage(page)).values()) == is_stored
    assert seen.errors == []


async def test_where_the_chat_is_gone_nothing_else_opens(page: Page, desk: Desk, shop: Shop) -> None:
    headers = {"access-control-allow-origin": "*"}
    said = {"conversation": TALK, "widget": ""}
    await page.route("**/rejoin", lambda route: route.fulfill(json=said, headers=headers))
    await page.goto(f"{shop.address}/#frontdesk-link=abc")

    await part(page, "launcher").wait_for()
    await page.wait_for_timeout(300)
    assert await part(page, "panel").count() == 0


async def test_where_nobody_answers_the_page_is_as_on_any_other_day(page: Page, desk: Desk, shop: Shop) -> None:
    await page.route("**/rejoin", lambda route: route.abort())
    await page.goto(f"{shop.address}/#frontdesk-link=abc")

    await part(page, "launcher").click()
    await part(page, "panel").wait_for()
