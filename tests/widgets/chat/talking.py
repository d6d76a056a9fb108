"""A chat on a page: the site it stands on, whether somebody is there, and what a visitor does with it."""

from typing import Any

from playwright.async_api import Locator, Page

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.watching import control, open_panel, part
from tests.widgets.rooms import ROOMS, placed

HERE = {"online": "yes"}


def stand(desk: Desk, online: str = "yes", **settings: Any) -> None:
    """Let a chat be what stands on the site."""
    desk.site["widgets"] = [placed(ROOMS["chat"], settings)]
    desk.site["live"] = 1
    desk.facts = {"online": online}


async def come(page: Page, desk: Desk, shop: Shop, online: str = "yes", **settings: Any) -> None:
    """Come to a page with a chat, and open it."""
    stand(desk, online, **settings)
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await control(page, "message").wait_for()


async def write(page: Page, text: str) -> None:
    """Write something and send it by Enter."""
    await control(page, "message").fill(text)
    await control(page, "message").press("Enter")


def messages(page: Page, author: str = "") -> Locator:
    """What is shown of what was said, by anybody or on one side."""
    found = part(page, "message")
    return found.and_(page.locator(f"[data-author={author}]")) if author else found


def states(page: Page) -> Locator:
    """What stands under the visitor's own messages."""
    return page.locator("frontdesk-widget [part~=said][data-author=visitor] [part~=meta]")


async def leave(page: Page, text: str = "Do you ship?", email: str = "ivana@example.com") -> None:
    """Leave a message with a way to answer."""
    await control(page, "message").fill(text)
    await control(page, "email").fill(email)
    await control(page, "consent").first.check()
    await part(page, "send").click()
