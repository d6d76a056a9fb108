"""How a multibutton is walked: by the action that asks for an address, to its form."""

from collections.abc import AsyncIterator

from playwright.async_api import expect

from tests.static.watching import part
from tests.widgets.rooms import Hand


async def ways(hand: Hand) -> AsyncIterator[str]:
    """The press that leads to the form, where there is one."""
    asks = hand.page.locator("frontdesk-widget [data-action=subscribe]:visible")
    if await asks.count():
        await hand.press(asks)
        await expect(part(hand.page, "form")).to_be_visible()
        yield "form"
