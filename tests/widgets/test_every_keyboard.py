"""Every room by keyboard alone: opened, filled in, sent, closed. The focus is always seen, never caught, and returns.

`make test` walks two examples of each room, other ones each day; FRONTDESK_ALL=1 walks all of them.
"""

from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import part, watch
from tests.widgets.rooms import FOCUSED, ROOMS, after, few, fill_in, reach, shown, stand, submit

FAR = 40  # presses of Tab within which everything is reached
HELD = "document.activeElement?.localName == 'frontdesk-widget'"

# What has the focus, if nobody could see that it has; what only a script can focus, a panel, is seen as it stands.
UNSEEN = """() => {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (at?.getRootNode().host?.localName != "frontdesk-widget" || at.tabIndex < 0) return "";
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const { left, top, right, bottom } = at.getBoundingClientRect();
  const isOutlined = outlineStyle != "none" && parseFloat(outlineWidth) >= 2;
  const isInSight = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  return isOutlined && isInSight ? "" : `${at.localName}.${at.className} ${at.name || ""}`;
}"""


@dataclass
class Keyboard:
    """Reaches everything by Tab. `unseen` names what had the focus without showing it."""

    page: Page
    unseen: list[str] = field(default_factory=list)

    async def reach(self, target: Locator) -> None:
        """Press Tab until it has the focus."""
        for _ in range(FAR):
            if await target.evaluate(FOCUSED):
                return
            await self.page.keyboard.press("Tab")
            await self.look()
        raise AssertionError(f"the keyboard does not reach {target}")

    async def leave(self) -> None:
        """Press Tab until the focus is out of the widget: it is caught nowhere."""
        for _ in range(FAR):
            if not await self.page.evaluate(HELD):
                return
            await self.page.keyboard.press("Tab")
        raise AssertionError("the focus does not get out of the widget")

    async def look(self) -> None:
        """Is it seen where the focus is?"""
        if unseen := await self.page.evaluate(UNSEEN):
            self.unseen.append(unseen)

    async def press(self, target: Locator) -> None:
        """Press a button or a link."""
        await self.reach(target)
        await self.page.keyboard.press("Enter")

    async def write(self, target: Locator, words: str) -> None:
        """Write into a field in place of what stands there."""
        await self.reach(target)
        await self.page.keyboard.press("ControlOrMeta+a")
        await self.page.keyboard.type(words)

    async def tick(self, target: Locator) -> None:
        """Tick a box."""
        await self.reach(target)
        await self.page.keyboard.press("Space")
        await expect(target).to_be_checked()


CASES = [
    (name, example)
    for at, (name, kind) in enumerate(ROOMS.items())
    for example in few(range(len(kind.examples)), at, 2)
]


@pytest.mark.parametrize(("room", "example"), CASES)
async def test_a1_every_room_is_walked_by_keyboard_alone_and_gives_the_focus_back(
    room: str, example: int, page: Page, desk: Desk, shop: Shop
) -> None:
    kind = ROOMS[room]
    shop.body = (
        f"<a href='#x'>A link</a> <button id=opener onclick=\"frontdesk.push(['open', '{room}'])\">Open</button>"
    )
    widget = stand(kind, example, desk, shop)
    seen = await watch(page)
    await page.goto(f"{shop.address}/")
    await page.wait_for_function("(window.told || []).some(([name]) => name == 'ready')")
    hand = Keyboard(page)

    opener = part(page, "launcher") if kind.widget.launcher else page.locator("#opener")
    await opener.wait_for()
    await hand.press(opener)
    await shown(page).wait_for()
    await page.wait_for_function(HELD)
    await reach(kind, hand)
    values: Any = await fill_in(kind, hand, example)
    if values is not None:
        await submit(hand)
        await until(lambda: desk.leads)
        await expect(part(page, "status").first).not_to_be_empty()
        assert await page.evaluate(HELD)  # whoever cannot see the screen stands where it is told
    async for _ in after(kind, hand):
        pass
    if not widget.get("inline"):
        is_modal = await page.locator("frontdesk-widget dialog:modal").count()
        await page.keyboard.press("Escape")
        await expect(shown(page)).to_have_count(0)
        await expect(opener).to_be_focused()
        await page.keyboard.press("Enter")
        await shown(page).wait_for()
        await page.wait_for_function(HELD)
    if widget.get("inline") or not is_modal:
        await hand.leave()

    assert (hand.unseen, seen.errors) == ([], [])
    assert [sorted(lead["values"]) for lead in desk.leads.values()] == ([sorted(values)] if values is not None else [])
