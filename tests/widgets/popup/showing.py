"""Puts a pop-up on the shop's page and opens it."""

from typing import Any

from playwright.async_api import Page

from server.registry import find_kinds
from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.watching import control, part
from tests.widgets.rooms import placed

KIND = next(kind for kind in find_kinds() if kind.name == "popup")
EXAMPLES: dict[str, dict[str, Any]] = {example.name: dict(example.settings) for example in KIND.examples}
OWN_CODE = EXAMPLES["A code of one's own, at a press"]
STEPS = EXAMPLES["Three steps to a letter"]
DRAWN = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 4'><path fill='teal' d='M0 0h9v4H0z'/></svg>"
PICTURE = f"data:image/svg+xml,{DRAWN}"
AT_ONCE = [{"kind": "delay", "seconds": 0}]


def popup(desk: Desk, when: list[dict[str, Any]] | None = None, picture: str = "", **settings: Any) -> dict[str, Any]:
    """Let one pop-up be all that stands on the site."""
    widget = placed(KIND, settings)
    widget["when"] = when or []
    if picture:
        widget["settings"]["picture"] = picture
    desk.site["widgets"] = [widget]
    return widget


async def show(page: Page, shop: Shop) -> None:
    """Go to the shop and call the pop-up; one that has a place of its own is there at once."""
    await page.goto(f"{shop.address}/")
    await page.locator("#button").focus()
    await page.evaluate("(window.frontdesk ||= []).push(['open', 'popup'])")
    await part(page, "dialog").wait_for()


async def send(page: Page, email: str = "jovana@post.example") -> None:
    """Write an address, agree and send."""
    await control(page, "email").fill(email)
    await control(page, "consent").first.check()
    await part(page, "submit").first.click()


def give(desk: Desk, **answer: Any) -> None:
    """Let the desk answer each thing that is left with a code, or with why there is none."""
    desk.answers = lambda way, said: (201, {"lead": "lead1", "visitor": "p1"} | answer)
