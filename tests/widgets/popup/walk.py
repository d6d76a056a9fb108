"""How a pop-up is walked: through its steps, through the press of a bar, and to the code that was copied."""

import re
from collections.abc import AsyncIterator

from playwright.async_api import expect

from tests.static.fake_desk import Desk, Json
from tests.static.watching import part
from tests.widgets.rooms import Hand


def set_up(desk: Desk) -> None:
    """A desk that gives a code where one of the visitor's own was promised."""

    def answer(way: str, said: Json) -> tuple[int, Json] | None:
        if "pool" not in desk.site["widgets"][0]["settings"]:
            return None
        lead = desk.leads.setdefault(said["key"], said | {"lead": "lead1"})["lead"]
        code = {"code": "ROW-7QX2-4KZP", "code_ends": "2999-05-31T12:00:00Z"}
        return 201, {"lead": lead, "visitor": "p1", **code}

    desk.answers = answer


async def ways(hand: Hand) -> AsyncIterator[str]:
    """A bar unfolds; each step leads to the next."""
    go = part(hand.page, "go")
    bar = hand.page.locator("frontdesk-widget [part~=bar]")
    if await bar.count() and await go.evaluate("one => one.localName == 'button'"):
        await hand.press(go)
        await expect(bar).to_have_count(0)
        yield "unfolded"
    progress = part(hand.page, "progress")
    while await progress.count():
        before = await progress.inner_text()
        at, every = re.findall(r"\d+", before)
        if at == every:
            return
        await hand.press(go)
        await expect(progress).not_to_have_text(before)
        yield await progress.inner_text()


async def after(hand: Hand) -> AsyncIterator[str]:
    """The code is copied."""
    copy = part(hand.page, "copy")
    if await copy.count():
        await hand.press(copy)
        yield "copied"
