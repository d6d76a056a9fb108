"""How a chat is walked: while nobody is there its form waits for what it takes to leave a message."""

from collections.abc import AsyncIterator

from playwright.async_api import expect

from tests.static.watching import control, part
from tests.widgets.chat.talking import messages
from tests.widgets.rooms import Hand


async def ways(hand: Hand) -> AsyncIterator[str]:
    """The form is there."""
    await control(hand.page, "email").wait_for()
    yield "form"


async def after(hand: Hand) -> AsyncIterator[str]:
    """It goes on as a conversation."""
    if await part(hand.page, "form").count():
        return
    await hand.write(control(hand.page, "message"), "And on Sundays?")
    await hand.press(part(hand.page, "send"))
    await expect(messages(hand.page, "visitor").last).to_have_text("And on Sundays?")
    yield "talking"
