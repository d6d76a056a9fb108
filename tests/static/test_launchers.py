"""Several launchers on one page: one above the other, never over each other, and under whatever is opened."""

from typing import Any

from playwright.async_api import Page, expect

from tests.static.fake_desk import WIDGET, Desk
from tests.static.shop import Shop

OLDER, NEWER = WIDGET[:-1] + "a", WIDGET[:-1] + "b"
TOPS = """() => Object.fromEntries([...document.querySelectorAll("frontdesk-widget")].map((host) => {
  const { top, bottom } = host.shadowRoot.querySelector(".launcher").getBoundingClientRect();
  return [host.getAttribute("widget"), { top, bottom, under: innerHeight - bottom }];
}))"""


def launchers(page: Page) -> Any:
    """The launchers of this page, which are waited for."""
    return page.locator("frontdesk-widget .launcher")


async def come(page: Page, desk: Desk, shop: Shop) -> dict[str, dict[str, float]]:
    """Come to a page with two widgets that stand by a launcher; gives back where these are."""
    first = desk.site["widgets"][0]
    desk.site["widgets"] = [first | {"id": NEWER, "priority": 5}, first | {"id": OLDER}]
    await page.goto(f"{shop.address}/")
    await expect(launchers(page)).to_have_count(2)
    found: dict[str, dict[str, float]] = await page.evaluate(TOPS)
    return found


async def test_two_launchers_stand_one_above_the_other_and_the_older_widgets_is_the_lower(
    page: Page, desk: Desk, shop: Shop
) -> None:
    found = await come(page, desk, shop)

    assert found[OLDER]["under"] == 20
    assert found[NEWER]["bottom"] < found[OLDER]["top"]


async def test_a_launcher_takes_the_place_of_one_that_has_left(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop)

    await page.evaluate("id => frontdesk.push(['hide', id])", OLDER)

    await expect(launchers(page)).to_have_count(1)
    await page.wait_for_function(f"({TOPS})()['{NEWER}'].under == 20")


async def test_an_open_panel_lies_over_the_other_launcher(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop)

    await page.evaluate("id => frontdesk.push(['open', id])", OLDER)
    panel = page.locator("frontdesk-widget .panel")
    await panel.wait_for()
    await page.wait_for_function("document.getAnimations().length == 0")

    above = await page.evaluate(
        """(id) => {
          const other = document.querySelector(`frontdesk-widget[widget="${id}"]`);
          const { left, top, width, height } = other.shadowRoot.querySelector(".launcher").getBoundingClientRect();
          return document.elementFromPoint(left + width / 2, top + height / 2).getAttribute("widget");
        }""",
        NEWER,
    )
    assert above == OLDER
