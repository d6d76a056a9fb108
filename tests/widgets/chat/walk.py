"""How a chat is walked: while nobody is there its form waits for what it takes to leave a message."""

from collections.abc import AsyncIterator

from playwright.async_api import expect

from tests.static.fake_desk import Desk
from tests.static.watching import control, part
from tests.widgets.chat.talking import messages
from tests.widgets.rooms import Hand


def set_up(desk: Desk) -> None:
    """Two stand before whoever writes."""
    desk.talk.place, desk.talk.minutes = 3, 4


async def ways(hand: Hand) -> AsyncIterator[str]:
    """What else is offered, where something is; then the form is there."""
    await control(hand.page, "email").or_(part(hand.page, "ways")).first.wait_for()
    if await part(hand.page, "ways").count():
        yield "ways"
        await hand.press(part(hand.page, "ways").locator("button").last)
    await control(hand.page, "email").wait_for()
    yield "form"


async def after(hand: Hand) -> AsyncIterator[str]:
    """It goes on as a conversation."""
    if await part(hand.page, "form").count():
        return
    await hand.write(control(hand.page, "message"), "And on Sundays?")
    await hand.press(part(hand.page, "send"))
    await expect(messages(hand.page, "visitor").last).to_have_text("And on Sundays?")
    await expect(part(hand.page, "queue").locator("span")).not_to_be_empty()
    yield "talking"
