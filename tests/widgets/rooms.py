"""Every room under `widgets/` and how a visitor gets about in it; a new room is found by its folder alone.

Most rooms are opened, have a form or none, and tell in `status` what became of it. A room that is walked in another way
says so in `tests/widgets/<kind>/walk.py`, which may have any of these:

- `def set_up(desk)`: what its site and its desk have besides the widget; called before the page is loaded.
- `async def ways(hand)`: goes on from the opened widget to its form; yields the name of each state on the way.
- `async def fill_in(hand, values)`: writes what an example leaves.
- `async def after(hand)`: goes on from what was kept, or from a room that takes nothing; yields names of states.

Each is given a `Hand`, so that a room is walked by mouse and by keyboard as the same words say it.
"""

import importlib
import json
import os
import time
from collections.abc import AsyncIterator, Callable, Sequence
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Protocol, TypeVar

from playwright.async_api import Locator, Page, expect

from server.registry import Kind, find_kinds
from server.sites.consent_texts import offered
from server.sites.document import public_settings
from server.sites.standing import standing
from tests.static.fake_desk import WIDGET, Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import part

T = TypeVar("T")
ROOMS = {kind.name: kind for kind in find_kinds()}
EXAMPLES = [(name, at) for name, kind in ROOMS.items() for at in range(len(kind.examples))]
SHOWN = ":is([part~=panel], [part~=dialog], [part~=card], [part~=timer])"
FOCUSED = "one => one.getRootNode().activeElement == one"


def few(every: Sequence[T], at: int, count: int) -> list[T]:
    """A few of them, far from one another, others each day and at each place; all of them with FRONTDESK_ALL=1."""
    if os.environ.get("FRONTDESK_ALL") or count >= len(every):
        return list(every)
    first = int(time.time() // 86_400) + at
    return [every[(first + step * len(every) // count) % len(every)] for step in range(count)]


class Hand(Protocol):
    """What a visitor uses: a mouse or a keyboard."""

    page: Page

    async def press(self, target: Locator) -> None:
        """Press a button or a link."""

    async def write(self, target: Locator, words: str) -> None:
        """Write into a field in place of what stands there."""

    async def tick(self, target: Locator) -> None:
        """Tick a box."""


class Mouse:
    """Points and types; what it points at is in sight."""

    def __init__(self, page: Page) -> None:
        self.page = page

    async def press(self, target: Locator) -> None:
        """Press a button or a link."""
        await target.click()

    async def write(self, target: Locator, words: str) -> None:
        """Write into a field in place of what stands there."""
        await target.fill("")
        await target.press_sequentially(words)

    async def tick(self, target: Locator) -> None:
        """Tick a box."""
        await target.check()


def placed(kind: Kind, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """A widget of this kind as a site publishes it, set up as its first example or as it is given."""
    settings = kind.widget.settings.read(kind.examples[0].settings if given is None else given)
    return {
        "id": WIDGET,
        "kind": kind.name,
        "version": 1,
        "priority": 0,
        "settings": public_settings(settings, ("en", "ru", "sr")),
        "where": {},
        "when": [],
        "consent": [each.name for each in offered(kind, settings)],
        **standing(kind, settings, is_guarded=False),
    }


def stand(kind: Kind, example: int, desk: Desk, shop: Shop) -> dict[str, Any]:
    """Let a widget be what stands on the site, set up as this example; it has a place where it wants one."""
    widget = placed(kind, dict(kind.examples[example].settings))
    desk.site["widgets"] = [widget]
    if widget.get("inline"):
        shop.body += f'<div data-frontdesk="{WIDGET}"></div>'
    if setting_up := of_its_own(kind, "set_up"):
        setting_up(desk)
    return widget


async def call(page: Page, kind: Kind) -> None:
    """Open the widget as a page does."""
    await page.evaluate("room => (window.frontdesk ||= []).push(['open', room])", kind.name)


def shown(page: Page) -> Locator:
    """Whatever a kind shows itself by once it is open."""
    return page.locator("frontdesk-widget").locator(SHOWN).first


async def ways(kind: Kind, hand: Hand) -> AsyncIterator[str]:
    """The states between the opened widget and its form."""
    going = of_its_own(kind, "ways")
    if going:
        async for state in going(hand):
            yield state


async def after(kind: Kind, hand: Hand) -> AsyncIterator[str]:
    """The states that come after all of it."""
    going = of_its_own(kind, "after")
    if going:
        async for state in going(hand):
            yield state


async def reach(kind: Kind, hand: Hand) -> None:
    """Go on from the opened widget to its form."""
    async for _ in ways(kind, hand):
        pass


def left(kind: Kind, example: int = 0) -> dict[str, Any] | None:
    """What the example's first accepted submission leaves; None where a visitor leaves nothing."""
    accepted = [each["values"] for each in kind.examples[example].submissions if each.get("accepted")]
    return json.loads(json.dumps(accepted[0])) if accepted else None


async def fill_in(kind: Kind, hand: Hand, example: int = 0) -> dict[str, Any] | None:
    """Write what the example leaves, and agree to everything; None where nothing is left."""
    values = left(kind, example)
    if values is None:
        return None
    filling: Callable[..., Any] = of_its_own(kind, "fill_in") or write
    await filling(hand, values)
    for box in await hand.page.locator("frontdesk-widget [name=consent]").all():
        if not await box.is_checked():
            await hand.tick(box)
    return values


async def write(hand: Hand, values: dict[str, Any]) -> None:
    """Each value into the field of its name."""
    for name, value in values.items():
        field = hand.page.locator(f"frontdesk-widget [name={name}]")
        await hand.write(field, str(value))
        await expect(field).not_to_have_value("")


async def submit(hand: Hand) -> None:
    """Press the button that sends."""
    await hand.press(part(hand.page, "submit").filter(visible=True).first)


async def every_state(kind: Kind, example: int, hand: Hand, desk: Desk) -> AsyncIterator[str]:
    """Lead a widget on a loaded page through all of its states: launcher, opened, errors, refused, waiting, kept."""
    page = hand.page
    if kind.widget.launcher:
        await part(page, "launcher").wait_for()
        yield "launcher"
    await call(page, kind)
    await shown(page).wait_for()
    yield "opened"
    async for state in ways(kind, hand):
        yield state
    values = left(kind, example)
    if values is not None:
        if values:
            await submit(hand)
            await expect(page.locator("frontdesk-widget [aria-invalid=true]").first).to_be_visible()
            yield "errors"
        await fill_in(kind, hand, example)
        async for state in _sent(hand, values, desk):
            yield state
    async for state in after(kind, hand):
        yield state


async def _sent(hand: Hand, values: dict[str, Any], desk: Desk) -> AsyncIterator[str]:
    """Send three times: it is refused, it waits for a connection, and it is kept."""
    page, honest = hand.page, desk.answers
    wrong = dict.fromkeys(list(values)[:1], "Some other value, please.")
    refusal = {"code": "invalid", "again": False, "errors": wrong, "reasons": dict.fromkeys(wrong, "malformed")}
    desk.answers = lambda way, said: (422, refusal)
    await submit(hand)
    said = page.locator("frontdesk-widget :is([aria-invalid=true], [part~=problem]:not(:empty))")
    await expect(said.first).to_be_visible()
    yield "refused"
    desk.answers = honest
    await page.context.set_offline(True)
    await submit(hand)
    await expect(part(page, "status").first).not_to_be_empty()
    waiting = await part(page, "status").first.inner_text()
    yield "waiting"
    await page.context.set_offline(False)
    await until(lambda: len(desk.submissions) > 1, 12)
    await expect(part(page, "status").first).not_to_have_text(waiting)
    await expect(part(page, "status").first).not_to_be_empty()
    yield "kept"


def of_its_own(kind: Kind, name: str) -> Any:
    """What the room's own `walk.py` has under this name; None where it has nothing."""
    return getattr(_walk(kind), name, None)


def _walk(kind: Kind) -> ModuleType | None:
    name = f"tests.widgets.{kind.name}.walk"
    is_there = find_spec(f"tests.widgets.{kind.name}") and find_spec(name)
    return importlib.import_module(name) if is_there else None
