"""Every room is free of barriers and fits, in each state and each look.

A look is narrow or wide, in either direction, light, dark, in forced colours or without motion.

`make test` leads each example through all of its states in one direction and two looks, other ones each day;
FRONTDESK_ALL=1 looks at all of them.
"""

from dataclasses import dataclass
from itertools import product
from typing import Literal, get_args

import pytest
from playwright.async_api import Browser, Page

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.watching import watch
from tests.support.chromium import WAIT_MS
from tests.widgets.barriers import barriers, still
from tests.widgets.rooms import EXAMPLES, ROOMS, Mouse, every_state, few, stand

Shade = Literal["light", "dark", "forced", "still"]
SHADES: tuple[Shade, ...] = get_args(Shade)


@dataclass(frozen=True)
class Look:
    """What a visitor's screen is like."""

    width: int
    shade: Shade

    async def put_on(self, page: Page) -> None:
        """Let the page be looked at this way, as soon as it is still."""
        await page.set_viewport_size({"width": self.width, "height": 800})
        await page.emulate_media(
            color_scheme="dark" if self.shade == "dark" else "light",
            forced_colors="active" if self.shade == "forced" else "none",
            reduced_motion="reduce" if self.shade == "still" else "no-preference",
        )
        await still(page)  # the widget has heard of it


LOOKS = [Look(width, shade) for shade, width in product(SHADES, (320, 1280))]
CASES = [
    pytest.param(name, example, direction, few(LOOKS, at, 2), id=f"{name}-{example}-{direction}")
    for at, (name, example) in enumerate(EXAMPLES)
    for direction in few(("ltr", "rtl"), at, 1)
]

# What leaves its own box, or the window, in a line each; nobody scrolls sideways.
MISFITS = """() => {
  const found = document.documentElement.scrollWidth > innerWidth ? ["the page scrolls sideways"] : [];
  for (const { shadowRoot } of document.querySelectorAll("frontdesk-widget"))
    for (const each of shadowRoot.querySelectorAll("*")) {
      const { display, overflowX } = getComputedStyle(each);
      const { left, right, width } = each.getBoundingClientRect();
      const name = `${each.localName}.${each.className}`;
      if (!width || each instanceof SVGElement) continue;
      if (overflowX == "visible" && display != "inline" && each.scrollWidth > each.clientWidth + 1)
        found.push(`${name} holds ${each.scrollWidth} px in ${each.clientWidth}`);
      if (/auto|scroll/.test(overflowX) && each.scrollWidth > each.clientWidth) found.push(`${name} scrolls sideways`);
      if (left < -1 || right > innerWidth + 1) found.push(`${name} lies from ${left} to ${right} of ${innerWidth} px`);
    }
  return found;
}"""

# Words that stand out too little from what is behind them: where axe cannot tell, it says nothing.
FAINT = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [red, green, blue] = channels(colour).map((one) => one / 255);
    const linear = [red, green, blue].map((one) => (one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const behind = (node) => {
    for (let at = node; at instanceof Element; at = at.parentNode || at.host) {
      const { backgroundColor } = getComputedStyle(at);
      if ((channels(backgroundColor)[3] ?? 1) == 1) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  for (const { shadowRoot } of document.querySelectorAll("frontdesk-widget"))
    for (const each of shadowRoot.querySelectorAll("*")) {
      const isSaid = [...each.childNodes].some(({ nodeType, data }) => nodeType == 3 && data.trim()) || each.value;
      const isSeen = each.checkVisibility() && each.getBoundingClientRect().width;
      if (!isSaid || !isSeen || each.type == "checkbox") continue;
      const { color, fontSize, fontWeight } = getComputedStyle(each);
      const [more, less] = [light(color), light(behind(each))].sort((one, two) => two - one);
      const isLarge = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
      const contrast = (more + 0.05) / (less + 0.05);
      if (contrast < (isLarge ? 3 : 4.5)) found.push(`${each.localName}.${each.className} has ${contrast.toFixed(2)}`);
    }
  return found;
}"""


@pytest.mark.parametrize(("room", "example", "direction", "looks"), CASES)
async def test_a1_every_room_is_free_of_barriers_and_fits_in_every_state(
    room: str, example: int, direction: str, looks: list[Look], browser: Browser, desk: Desk, shop: Shop
) -> None:
    kind = ROOMS[room]
    shop.body = "<main><h1>Harbour Row</h1><p>Coffee, roasted by the harbour.</p>"
    stand(kind, example, desk, shop)
    shop.body += "</main>"
    if direction == "rtl":  # no widget has words in Arabic: they fall back to English, and run from right to left
        desk.site["languages"] = ["ar", "en"]
        shop.html = 'lang="ar" dir="rtl"'
    context = await browser.new_context(locale="en-GB", permissions=["clipboard-write"])
    context.set_default_timeout(WAIT_MS)
    page = await context.new_page()
    await watch(page)
    await page.goto(f"{shop.address}/")

    found = []
    seen = []
    async for state in every_state(kind, example, Mouse(page), desk):
        seen.append(state)
        for look in looks:
            await look.put_on(page)
            said = await barriers(page) + await page.evaluate(MISFITS)
            said += await page.evaluate(FAINT) if look.shade != "forced" else []
            found += [f"{state}, {look.width} px, {look.shade}: {each}" for each in said]
    turned = await page.locator("frontdesk-widget").first.evaluate("one => getComputedStyle(one).direction")

    assert (found, turned) == ([], direction)
    assert {"opened"} <= set(seen)
