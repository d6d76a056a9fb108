"""Puts a greeter on the shop's page and opens it."""

from typing import Any

from playwright.async_api import Page

from server.registry import find_kinds
from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.watching import control, part
from tests.widgets.rooms import placed

KIND = next(kind for kind in find_kinds() if kind.name == "greeter")
ANNA = {"id": "anna", "name": "Anna"}
DRAWN = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 4 4'><path fill='teal' d='M0 0h4v4H0z'/></svg>"
FACE = f"data:image/svg+xml,{DRAWN}"
AT_ONCE = [{"kind": "delay", "seconds": 0}]


def greeter(desk: Desk, when: list[dict[str, Any]] | None = None, **settings: Any) -> dict[str, Any]:
    """Let one greeter be all that stands on the site."""
    widget = placed(KIND, settings)
    widget["when"] = when or []
    desk.site["widgets"] = [widget]
    desk.site["live"] = 1
    return widget


async def show(page: Page, shop: Shop, path: str = "") -> None:
    """Go to the shop and call the greeter."""
    await page.goto(f"{shop.address}/{path}")
    await page.locator("#button").focus()
    await page.evaluate("(window.frontdesk ||= []).push(['open', 'greeter'])")
    await part(page, "card").wait_for()


async def reply(page: Page, words: str = "Do you ship to Novi Sad?", to: str = "jovana@post.example") -> None:
    """Write, say where the answer goes, agree and send."""
    await control(page, "message").fill(words)
    await control(page, "email").fill(to)
    await control(page, "consent").first.check()
    await part(page, "submit").click()
