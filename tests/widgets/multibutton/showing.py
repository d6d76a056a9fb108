"""Puts a multibutton on the shop's page, beside a callback, and opens it."""

from typing import Any

from playwright.async_api import Locator, Page

from server.registry import find_kinds
from tests.static.fake_desk import WIDGET, Desk
from tests.static.shop import Shop
from tests.static.watching import part
from tests.widgets.rooms import placed

KINDS = find_kinds()
KIND = KINDS.kind("multibutton")
OTHER = "01jd9q4k7mwz2x8c5v1b3n6r0t"
MESSENGERS = dict(next(each.settings for each in KIND.examples if each.name == "Every messenger"))


def stand(desk: Desk, *actions: dict[str, Any], beside: bool = True, **settings: Any) -> dict[str, Any]:
    """Let a multibutton with these actions stand on the site, and unless told otherwise a callback `beside` it."""
    widget = placed(KIND, {"actions": list(actions), **settings} if actions else settings)
    callback = placed(KINDS.kind("callback")) | {"id": OTHER}
    desk.site["widgets"] = [widget, callback] if beside else [widget]
    return widget


async def show(page: Page, shop: Shop, path: str = "") -> None:
    """Go to the shop and press the launcher."""
    await page.goto(f"{shop.address}/{path}")
    await part(page, "launcher").click()
    await part(page, "panel").wait_for()


def action(page: Page, kind: str) -> Locator:
    """The first action of a kind."""
    return page.locator(f"frontdesk-widget[widget='{WIDGET}'] [data-action={kind}]").first


async def kinds(page: Page) -> list[str]:
    """The kinds of the actions that are offered, from above."""
    found = await part(page, "action").all()
    return [str(await each.get_attribute("data-action")) for each in found]
