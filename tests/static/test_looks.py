"""How widgets look as their site wants it: shape, size, height; each script's direction; each visitor's wishes."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.static.fake_desk import Desk, popup
from tests.static.shop import Shop
from tests.static.watching import open_panel, part
from tests.widgets.barriers import still

ARABIC = {"languages": ["ar", "en"]}
HEBREW = {"languages": ["he", "en"]}
SITES_BAR = '<div id="bar" style="position:fixed;inset:auto 0 0;height:60px;background:#eee">Basket</div>'


async def arrive(page: Page, desk: Desk, shop: Shop, **looks: Any) -> None:
    """Come to a page of a site that looks like this."""
    desk.site["looks"] |= looks
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()


async def box(page: Page, name: str) -> dict[str, float]:
    """Where a part lies in the window: its edges, its width and height, and the room it leaves under it."""
    found: dict[str, float] = await part(page, name).first.evaluate(
        """(node) => {
          const { left, right, top, bottom, width, height } = node.getBoundingClientRect();
          const rounded = Object.entries({ left, right, top, bottom, width, height, under: innerHeight - bottom });
          return Object.fromEntries(rounded.map(([name, px]) => [name, Math.round(px * 10) / 10]));
        }"""
    )
    return found


async def roundest(page: Page) -> float:
    """The largest radius that any corner of any part has, as far as it is no circle."""
    found: float = await page.evaluate(
        """() => {
          const nodes = [...document.querySelectorAll("frontdesk-widget")].flatMap(
            ({ shadowRoot }) => [...shadowRoot.querySelectorAll("*")]);
          const sides = ["TopLeft", "TopRight", "BottomLeft", "BottomRight"];
          const found = nodes.flatMap((node) => sides.map((side) => getComputedStyle(node)[`border${side}Radius`]));
          return Math.max(...found.filter((radius) => !radius.includes("%")).map(parseFloat));
        }"""
    )
    return found


async def test_looks_that_nobody_has_changed_are_as_they_were(page: Page, desk: Desk, shop: Shop) -> None:
    await arrive(page, desk, shop)
    launcher = await box(page, "launcher")
    round_launcher = await roundest(page)
    await open_panel(page)
    await still(page)

    panel = await box(page, "panel")
    assert (launcher["height"], launcher["under"], round_launcher) == (56, 20, 28)
    assert (panel["width"], panel["under"], await roundest(page)) == (360, 20, 28)


@pytest.mark.parametrize(("radius", "width"), [(8, 1280), (8, 320), (0, 1280), (0, 320)])
async def test_no_corner_is_rounder_than_the_site_wants(
    radius: int, width: int, page: Page, desk: Desk, shop: Shop
) -> None:
    await page.set_viewport_size({"width": width, "height": 700})
    await arrive(page, desk, shop, radius=radius)
    await open_panel(page)

    assert await roundest(page) == radius


@pytest.mark.parametrize("layout", ["", "bar", "slide", "full"])
async def test_no_corner_of_a_pop_up_is_rounder_than_the_site_wants(
    layout: str, page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["looks"] |= {"radius": 0}
    desk.site["widgets"] = [popup(entry=f"popup-{layout}" if layout else "popup")]
    await page.goto(f"{shop.address}/")
    await part(page, "dialog").wait_for()

    assert await roundest(page) == 0


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1280, 420), (320, 480)])
async def test_larger_means_every_part_and_nothing_leaves_the_window(
    width: int, height: int, page: Page, desk: Desk, shop: Shop
) -> None:
    await page.set_viewport_size({"width": width, "height": height})
    await arrive(page, desk, shop, zoom=1.2, lift=40)
    launcher = await box(page, "launcher")
    await open_panel(page)
    await still(page)

    panel = await box(page, "panel")
    assert (launcher["height"], launcher["right"] <= width, launcher["left"] >= 0) == (67.2, True, True)
    assert panel["top"] >= 0
    assert 0 <= panel["left"] < panel["right"] <= width
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("zoom", [1, 1.2])
async def test_the_sites_own_bar_at_the_bottom_stays_free(zoom: float, page: Page, desk: Desk, shop: Shop) -> None:
    shop.body += SITES_BAR
    await arrive(page, desk, shop, lift=60, zoom=zoom)
    launcher = await box(page, "launcher")
    await open_panel(page)
    await still(page)

    room = round(60 + 20 * zoom, 1)
    assert (launcher["under"], (await box(page, "panel"))["under"]) == (room, room)


@pytest.mark.parametrize(
    ("entry", "width", "under"), [("bar", 390, 60), ("bar", 1280, 80), ("slide", 1280, 80), ("slide", 390, 0)]
)
async def test_the_sites_own_bar_stays_free_under_what_comes_by_itself(
    entry: str, width: int, under: int, page: Page, desk: Desk, shop: Shop
) -> None:
    shop.body += SITES_BAR
    desk.site["looks"] |= {"lift": 60}
    desk.site["widgets"] = [popup(entry=f"popup-{entry}")]
    await page.set_viewport_size({"width": width, "height": 700})
    await page.goto(f"{shop.address}/")
    await part(page, "dialog").wait_for()
    await still(page)

    assert (await box(page, "dialog"))["under"] == under


@pytest.mark.parametrize("looks", [{}, {"zoom": 1.2}, {"zoom": 1.2, "lift": 100}])
async def test_the_launcher_steps_aside_whatever_its_size_while_the_focus_lies_under_it(
    looks: dict[str, Any], page: Page, desk: Desk, shop: Shop
) -> None:
    shop.body = (
        '<input id="far" style="position:fixed;top:0;left:0"><input id="under" style="position:fixed;width:40px">'
    )
    await arrive(page, desk, shop, **looks)
    launcher = await box(page, "launcher")
    await page.evaluate(
        "([left, top]) => Object.assign(under.style, { left: left + 'px', top: top + 'px' })",
        [launcher["right"] - 45, launcher["bottom"] - 30],
    )

    await page.focus("#under")
    await still(page)
    aside = await box(page, "launcher")
    await page.focus("#far")
    await still(page)

    assert (aside["under"] < 0, await box(page, "launcher")) == (True, launcher)


@pytest.mark.parametrize("site", [ARABIC, HEBREW])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(("corner", "is_left"), [("end", True), ("start", False)])
async def test_a_language_from_right_to_left_mirrors_corner_and_cross(
    corner: str, is_left: bool, width: int, site: dict[str, Any], page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site.update(site)
    shop.html = f'lang="{site["languages"][0]}" dir="rtl"'
    await page.set_viewport_size({"width": width, "height": 700})
    await arrive(page, desk, shop, corner=corner)
    launcher = await box(page, "launcher")
    await open_panel(page)
    await still(page)

    panel, cross = await box(page, "panel"), await box(page, "close")
    assert (launcher["left"] if is_left else width - launcher["right"]) == 20
    assert cross["left"] - panel["left"] == 10
    assert await page.locator("frontdesk-widget").get_attribute("dir") == "rtl"


async def test_a_bar_is_mirrored_too(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site.update(ARABIC | {"widgets": [popup(entry="popup-bar", settings={"title": {"ar": "خصم"}})]})
    shop.html = 'lang="ar" dir="rtl"'
    await page.goto(f"{shop.address}/")
    await part(page, "dialog").wait_for()
    await still(page)

    bar, cross = await box(page, "dialog"), await box(page, "close")
    assert cross["left"] - bar["left"] < 20


@pytest.mark.parametrize(
    ("theme", "system", "is_dark"),
    [("auto", "light", False), ("auto", "dark", True), ("light", "dark", False), ("dark", "light", True)],
)
async def test_the_theme_is_the_sites_or_the_visitors(
    theme: str, system: Any, is_dark: bool, page: Page, desk: Desk, shop: Shop
) -> None:
    await page.emulate_media(color_scheme=system)
    await arrive(page, desk, shop, theme=theme)
    await open_panel(page)

    ground = await part(page, "panel").evaluate("(node) => getComputedStyle(node).backgroundColor")
    assert ground == ("rgb(26, 32, 32)" if is_dark else "rgb(255, 255, 255)")


async def test_where_colours_are_forced_every_part_keeps_an_edge(page: Page, desk: Desk, shop: Shop) -> None:
    await page.emulate_media(forced_colors="active")
    await arrive(page, desk, shop)
    edge = "(node) => getComputedStyle(node).borderTopWidth"
    launcher = await part(page, "launcher").evaluate(edge)
    await open_panel(page)

    assert [launcher, *[await part(page, name).evaluate(edge) for name in ("panel", "submit", "phone")]] == ["1px"] * 4


@pytest.mark.parametrize(("wish", "moves"), [("reduce", ["none", "0s"]), ("no-preference", ["in", "0.2s"])])
async def test_who_wants_less_motion_sees_none(wish: Any, moves: list[str], page: Page, desk: Desk, shop: Shop) -> None:
    await page.emulate_media(reduced_motion=wish)
    await arrive(page, desk, shop)
    sliding = await part(page, "launcher").evaluate("(node) => getComputedStyle(node).transitionDuration")

    await open_panel(page)

    assert [await part(page, "panel").evaluate("(node) => getComputedStyle(node).animationName"), sliding] == moves


@pytest.mark.parametrize("shape", [{}, {"radius": 0}, {"zoom": 1.2, "lift": 200}])
async def test_on_the_narrowest_screen_all_of_the_panel_can_be_reached(
    shape: dict[str, Any], browser: Browser, desk: Desk, shop: Shop
) -> None:
    context = await browser.new_context(viewport={"width": 320, "height": 480}, has_touch=True, is_mobile=True)
    page = await context.new_page()
    await arrive(page, desk, shop, **shape)
    await open_panel(page)
    await still(page)

    reach = """(node) => { node.scrollIntoView(); const { top, bottom, left, right } = node.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth; }"""
    assert [await part(page, name).evaluate(reach) for name in ("close", "submit")] == [True, True]
    await context.close()
