"""A press that leads away at once is counted all the same."""

import pytest
from playwright.async_api import BrowserContext, Page

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.widgets.multibutton.showing import action, show, stand


def pressed(desk: Desk) -> list[str]:
    return [each["action"] for each in desk.events if each["name"] == "pressed"]


async def test_l10_a_press_that_leaves_the_page_in_the_same_tab_reaches_the_server(
    page: Page, desk: Desk, shop: Shop
) -> None:
    stand(desk, {"kind": "link", "to": f"{shop.address}/delivery"})
    await page.route("**/delivery", lambda route: route.fulfill(body="Here we bring it."))  # no script of ours is there
    await show(page, shop)

    async with page.expect_navigation(url="**/delivery"):
        await action(page, "link").click()

    await until(lambda: pressed(desk) == ["link"])
    assert len(page.context.pages) == 1


@pytest.mark.parametrize("kind", ["call", "telegram"])
async def test_l10_a_press_after_which_the_visitor_closes_the_tab_reaches_the_server(
    kind: str, context: BrowserContext, desk: Desk, shop: Shop
) -> None:
    page = await context.new_page()
    stand(desk, {"kind": "call", "to": "+381 60 1234567"}, {"kind": "telegram", "to": "harbour_row"})
    await context.route("https://t.me/**", lambda route: route.fulfill(body="a messenger"))
    await show(page, shop)

    await action(page, kind).click()
    await page.close()

    await until(lambda: pressed(desk) == [kind])
