"""The pop-up is free of barriers in every state, and fits: narrow and wide, in either direction, in any colours."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from playwright.async_api import Browser, Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.watching import part
from tests.widgets.barriers import barriers
from tests.widgets.popup.showing import OWN_CODE, PICTURE, STEPS, give, popup, send, show

Schemes = list[tuple[Literal["light", "dark"], Literal["active", "none"]]]
SCHEMES: Schemes = [("light", "none"), ("dark", "none"), ("light", "active")]
GIVEN = {"code": "ROW-7QX2-4KZP", "code_ends": "2999-05-31T12:00:00Z"}
PRIVACY = "https://shop.example/privacy"


async def _stay(page: Page) -> None:
    """As it opens."""


async def _sent(page: Page) -> None:
    await send(page)
    await expect(part(page, "status")).not_to_be_empty()


async def _missing(page: Page) -> None:
    await part(page, "submit").first.click()
    await expect(part(page, "error").first).to_be_visible()


async def _pressed(page: Page) -> None:
    await part(page, "submit").first.click()
    await expect(part(page, "status").locator("h2")).to_be_visible()


async def _unfolded(page: Page) -> None:
    await part(page, "submit").first.click()
    await part(page, "form").wait_for()


async def _last_step(page: Page) -> None:
    for words in ("2", "3"):
        await part(page, "go").first.click()
        await expect(part(page, "progress")).to_contain_text(words)


@dataclass(frozen=True)
class State:
    """A pop-up, what is done in it, and what the desk answers."""

    settings: dict[str, Any]
    act: Callable[[Page], Awaitable[None]] = _stay
    answer: dict[str, Any] = field(default_factory=dict)


STATES = {
    "form": State({"ask_name": True, "ask_phone": True, "privacy_url": PRIVACY, "picture": PICTURE}),
    "error": State({"ask_name": True}, _missing),
    "kept": State({"code_source": "pool", "pool": OWN_CODE["pool"]}, _sent, GIVEN),
    "code": State({"offers": "code", "code": "MORNING10", "link": PRIVACY, "layout": "full_page", "picture": PICTURE}),
    "code shown": State(OWN_CODE, _pressed, GIVEN),
    "no code": State(OWN_CODE, _pressed, {"code": None, "code_reason": "none_left"}),
    "steps": State(STEPS),
    "last step": State(STEPS, _last_step),
    "slide in": State({"layout": "slide_in", "ask_name": True}),
    "bar": State({"layout": "bar"}),
    "bar opened": State({"layout": "bar", "edge": "top"}, _unfolded),
    "bar of words": State({"layout": "bar", "offers": "text", "link": PRIVACY, "text": {"en": "We post on Tuesday."}}),
    "in the page": State({"layout": "inline", "picture": PICTURE}),
}


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", list(STATES))
async def test_each_state_is_free_of_barriers_and_fits(
    name: str, direction: str, browser: Browser, desk: Desk, shop: Shop
) -> None:
    state = STATES[name]
    widget = popup(desk, **state.settings)
    if state.answer:
        give(desk, **state.answer)
    if direction == "rtl":
        desk.site["languages"] = ["ar", "en"]
        shop.html = 'lang="ar" dir="rtl"'
    shop.body = f'<main>{shop.body}<div data-frontdesk="{widget["id"]}"></div></main>'
    context = await browser.new_context(viewport={"width": 320, "height": 800}, reduced_motion="reduce")
    page = await context.new_page()
    await show(page, shop)
    await state.act(page)

    found = []
    for width in (320, 1280):
        await page.set_viewport_size({"width": width, "height": 800})
        for scheme, forced in SCHEMES:
            await page.emulate_media(color_scheme=scheme, forced_colors=forced)
            found += [f"{width} {scheme} {forced} {each}" for each in await barriers(page)]
        fits = "one => one.scrollWidth <= one.clientWidth && one.clientWidth <= innerWidth"
        assert await part(page, "dialog").evaluate(fits)
    turned = await page.evaluate("document.querySelector('frontdesk-widget').getAttribute('dir')")
    await context.close()

    assert (found, turned) == ([], direction)
