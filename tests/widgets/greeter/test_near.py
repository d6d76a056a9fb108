"""The card stands near the part of the page that it speaks of."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import FILL, Shop
from tests.static.watching import control, part
from tests.widgets.greeter.greeting import greeter, show

PART = '<p id="delivery" style="margin:{top}px 0 0 {left}px;width:300px;height:40px">Delivery</p>'


@pytest.fixture(autouse=True)
async def nothing_moves(page: Page) -> None:
    """Where the card stands is measured, not how it comes."""
    await page.emulate_media(reduced_motion="reduce")


def at(shop: Shop, top: int, left: int = 500) -> None:
    """A page with a part that may be pointed at."""
    shop.body += PART.format(top=top, left=left) + FILL


async def spots(page: Page) -> tuple[Any, Any, Any]:
    """Where the card, the ring and the part stand."""
    return (
        await part(page, "card").bounding_box(),
        await part(page, "ring").bounding_box(),
        await page.locator("#delivery").bounding_box(),
    )


@pytest.mark.parametrize(("top", "is_under"), [(60, True), (520, False)])
async def test_l8_it_stands_under_the_part_or_over_it_and_a_ring_lies_around(
    page: Page, desk: Desk, shop: Shop, top: int, is_under: bool
) -> None:
    at(shop, top)
    greeter(desk, messages=[{"points_at": "#delivery"}])
    await show(page, shop)
    await page.locator("frontdesk-widget .near").wait_for()
    card, ring, delivery = await spots(page)

    beside = card["y"] - delivery["y"] - delivery["height"] if is_under else delivery["y"] - card["y"] - card["height"]
    assert beside == pytest.approx(16, abs=1)
    assert card["x"] + card["width"] / 2 == pytest.approx(delivery["x"] + delivery["width"] / 2, abs=1)
    assert (ring["x"], ring["y"]) == pytest.approx((delivery["x"] - 6, delivery["y"] - 6), abs=1)
    assert await page.locator("frontdesk-widget .over").count() == (0 if is_under else 1)


async def test_l8_it_goes_along_when_one_scrolls_and_to_its_corner_once_the_part_is_out_of_sight(
    page: Page, desk: Desk, shop: Shop
) -> None:
    at(shop, 200)
    greeter(desk, messages=[{"points_at": "#delivery"}])
    await show(page, shop)
    await page.locator("frontdesk-widget .near").wait_for()
    await page.evaluate("scrollTo(0, 100)")
    follows = (
        "([card, part]) => Math.abs(card.getBoundingClientRect().top - part.getBoundingClientRect().bottom - 16) < 2"
    )
    pair = [await part(page, "card").element_handle(), await page.locator("#delivery").element_handle()]
    await page.wait_for_function(follows, arg=pair)
    await page.evaluate("scrollTo(0, 900)")

    await expect(page.locator("frontdesk-widget .near")).to_have_count(0)
    await expect(part(page, "ring")).to_be_hidden()
    card = await part(page, "card").bounding_box()
    assert card is not None
    assert card["x"] == pytest.approx(20, abs=1)


@pytest.mark.parametrize("selector", ["#nowhere", "((", "#hidden"])
async def test_l8_where_there_is_no_such_part_it_stands_in_the_corner(
    page: Page, desk: Desk, shop: Shop, selector: str
) -> None:
    at(shop, 60)
    shop.body += '<p id="hidden" style="visibility:hidden">Hidden</p>'
    greeter(desk, messages=[{"points_at": selector}])
    await show(page, shop)
    await control(page, "message").fill("Hello")
    await part(page, "submit").wait_for()

    await expect(page.locator("frontdesk-widget .near")).to_have_count(0)
    await expect(part(page, "ring")).to_be_hidden()


async def test_l8_on_a_phone_the_part_is_ringed_and_the_card_stays_a_sheet(page: Page, desk: Desk, shop: Shop) -> None:
    await page.set_viewport_size({"width": 390, "height": 700})
    at(shop, 60, 10)
    greeter(desk, messages=[{"points_at": "#delivery"}])
    await show(page, shop)

    await expect(part(page, "ring")).to_be_visible()
    await expect(page.locator("frontdesk-widget .near")).to_have_count(0)


async def test_the_ring_goes_with_the_card_and_comes_back_with_it(page: Page, desk: Desk, shop: Shop) -> None:
    at(shop, 60)
    greeter(desk, messages=[{"points_at": "#delivery"}])
    await show(page, shop)
    await page.locator("frontdesk-widget .near").wait_for()
    await part(page, "close").click()
    await expect(part(page, "ring")).to_have_count(0)
    await page.evaluate("frontdesk.push(['open', 'greeter'])")

    await expect(part(page, "ring")).to_be_visible()


async def test_it_finds_its_part_where_everything_is_larger(page: Page, desk: Desk, shop: Shop) -> None:
    at(shop, 60)
    desk.site["looks"] = desk.site["looks"] | {"zoom": 1.25}
    greeter(desk, messages=[{"points_at": "#delivery"}])
    await show(page, shop)
    await page.locator("frontdesk-widget .near").wait_for()
    card, ring, delivery = await spots(page)

    assert card["y"] - delivery["y"] - delivery["height"] == pytest.approx(20, abs=2)
    assert ring["width"] == pytest.approx(delivery["width"] + 15, abs=2)
