"""How the pop-up stands in the page: over it, beside it, in it; by mouse and by keyboard."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.watching import control, part, watch
from tests.widgets.popup.showing import AT_ONCE, PICTURE, popup, show

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 700}, "has_touch": True, "is_mobile": True}
SCRIPT = "<img src=x onerror=alert(1)>"
SHIFTS = """window.shifted = 0;
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) window.shifted += each.value;
}).observe({ type: "layout-shift", buffered: true });"""


async def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus stands on this part."""
    for _ in range(20):
        await page.keyboard.press("Tab")
        at = "document.activeElement?.shadowRoot?.activeElement?.part.contains(name)"
        if await page.evaluate(f"name => {at}", name):
            return
    raise AssertionError(f"the keyboard does not reach {name}")


async def test_it_is_modal_escape_and_a_press_beside_it_close_it_and_the_focus_returns(
    page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk)
    ways = (
        page.keyboard.press("Escape"),
        page.mouse.click(5, 5),
        part(page, "close").click(),
        part(page, "dismiss").click(),
    )
    closed = []
    for way in ways:
        await show(page, shop)
        for _ in range(12):  # round and round: the page behind is out of reach
            await page.keyboard.press("Tab")
            assert await page.evaluate("document.activeElement.localName") in ("frontdesk-widget", "body")
        await way
        await expect(part(page, "dialog")).to_have_count(0)
        closed.append(await page.evaluate("document.activeElement.id"))

    assert closed == ["button"] * 4


async def test_leaving_opens_it_once_and_words_of_an_owner_are_inert(page: Page, desk: Desk, shop: Shop) -> None:
    popup(
        desk,
        [{"kind": "exit"}],
        offers="text",
        title={"en": SCRIPT},
        text={"en": SCRIPT},
        picture=f"{shop.address}/{SCRIPT}",
    )
    seen = await watch(page)
    await page.goto(f"{shop.address}/")
    await page.wait_for_function("window.told?.length")  # ready

    leave = "document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientY: -1 }))"
    await page.evaluate(leave)
    await part(page, "dialog").wait_for()
    texts = await part(page, "dialog").locator("h2, p").all_inner_texts()
    await part(page, "close").click()
    await page.evaluate(leave)
    await page.wait_for_timeout(200)

    assert texts == [SCRIPT, SCRIPT]
    assert await part(page, "dialog").count() == 0
    assert seen.errors == []


async def test_o1_all_of_the_window_is_a_dialog_too_and_a_press_on_it_does_not_close_it(
    page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk, layout="full_page")
    await page.emulate_media(reduced_motion="reduce")
    await show(page, shop)
    size = await part(page, "dialog").bounding_box()
    await page.mouse.click(5, 400)

    assert await part(page, "dialog").is_visible()
    assert size == {"x": 0, "y": 0} | await page.evaluate("({ width: innerWidth, height: innerHeight })")
    await page.keyboard.press("Escape")
    await expect(part(page, "dialog")).to_have_count(0)
    await expect(page.locator("#button")).to_be_focused()


@pytest.mark.parametrize("layout", ["slide_in", "bar"])
async def test_o1_what_lies_beside_the_page_takes_no_focus_by_itself_and_leaves_the_page_at_hand(
    layout: str, page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk, AT_ONCE, layout=layout)
    shop.body += '<input id="search">'
    await page.goto(f"{shop.address}/")
    await page.locator("#search").focus()
    await part(page, "dialog").wait_for()
    await page.keyboard.type("coffee")
    await page.keyboard.press("Escape")  # the page's own: the focus is not inside

    assert await page.locator("#search").input_value() == "coffee"
    await part(page, "close").focus()
    await page.keyboard.press("Escape")
    await expect(part(page, "dialog")).to_have_count(0)
    await expect(page.locator("#search")).to_be_focused()


@pytest.mark.parametrize("layout", ["slide_in", "bar"])
async def test_o1_what_was_asked_for_takes_the_focus_and_gives_it_back(
    layout: str, page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk, layout=layout)
    await show(page, shop)
    inside = await part(page, "dialog").evaluate("one => one.getRootNode().activeElement == one")
    await page.keyboard.press("Escape")

    assert inside
    await expect(page.locator("#button")).to_be_focused()


@pytest.mark.parametrize("layout", ["dialog", "full_page", "slide_in", "bar", "inline"])
async def test_o1_each_layout_is_filled_in_and_sent_with_the_keyboard_alone(
    layout: str, page: Page, desk: Desk, shop: Shop
) -> None:
    widget = popup(desk, layout=layout, ask_name=True)
    shop.body += f'<div data-frontdesk="{widget["id"]}"></div>'
    await show(page, shop)
    await tab_to(page, "submit" if layout == "bar" else "email")
    if layout == "bar":
        await page.keyboard.press("Enter")
        await part(page, "form").wait_for()
        await tab_to(page, "email")
    await page.keyboard.type("jovana@post.example")
    await tab_to(page, "name")
    await page.keyboard.type("Jovana")
    await page.keyboard.press("Tab")
    await page.keyboard.press("Space")
    await tab_to(page, "submit")
    await page.keyboard.press("Enter")

    await expect(part(page, "status")).to_contain_text("We write to jovana@post.example.")
    assert [said["values"]["name"] for _, said in desk.submissions] == ["Jovana"]
    if layout == "inline":
        assert await part(page, "close").count() + await part(page, "dismiss").count() == 0
        return
    await page.keyboard.press("Escape")
    await expect(part(page, "dialog")).to_have_count(0)
    await expect(page.locator("#button")).to_be_focused()


@pytest.mark.parametrize("edge", ["bottom", "top"])
async def test_o1_a_bar_lies_along_its_edge_and_opens_to_all_of_it_at_a_press(
    edge: str, page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk, layout="bar", edge=edge, text={"en": "Once a week."})
    await page.set_viewport_size({"width": 390, "height": 700})
    await show(page, shop)
    box = await part(page, "dialog").bounding_box()
    forms = await part(page, "form").count()
    await part(page, "submit").click()
    await part(page, "form").wait_for()

    assert box
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] == (0 if edge == "top" else 700 - box["height"])
    assert (forms, await part(page, "bar").count()) == (0, 0)
    await expect(part(page, "page")).to_contain_text("Once a week.")


async def test_o1_in_the_page_it_stands_in_its_place_at_once_and_in_the_next_one_with_what_was_written(
    page: Page, desk: Desk, shop: Shop
) -> None:
    widget = popup(desk, layout="inline")
    place = f'<div data-frontdesk="{widget["id"]}" style="min-height:420px"></div>'
    shop.body += place
    await page.add_init_script(SHIFTS)
    await page.goto(f"{shop.address}/")
    await part(page, "dialog").wait_for()
    await control(page, "email").fill("jovana@post.example")
    shifted = await page.evaluate("window.shifted")

    await page.evaluate("place => document.body.replaceWith(document.createElement('body'))", place)
    await page.evaluate("place => document.body.setHTMLUnsafe(`<h1>Another page</h1>${place}`)", place)

    await part(page, "dialog").wait_for()
    await expect(control(page, "email")).to_have_value("jovana@post.example")
    assert await page.locator("body > [data-frontdesk] > frontdesk-widget").count() == 1
    assert (shifted, await page.evaluate("document.querySelectorAll('frontdesk-widget').length")) == (0, 1)


@pytest.mark.parametrize("layout", ["dialog", "slide_in", "bar"])
async def test_nothing_of_the_page_moves_when_it_opens(layout: str, page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, layout=layout, picture=PICTURE)
    await page.add_init_script(SHIFTS)
    await show(page, shop)

    assert await page.evaluate("new Promise((done) => setTimeout(() => done(window.shifted), 300))") == 0


async def test_a_picture_that_does_not_come_leaves_no_hole(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, offers="text", picture=f"{shop.address}/no-picture")
    await show(page, shop)

    await expect(part(page, "page").locator("img")).to_have_count(0)


async def test_o5_whoever_comes_from_a_search_engine_on_a_phone_meets_a_bar_in_place_of_a_dialog(
    browser: Browser, desk: Desk, shop: Shop
) -> None:
    widget = popup(desk, AT_ONCE, steps=[{"title": {"en": "New here?"}}])
    widget["bar"] = "popup-bar"
    desk.site["guard"] = 1
    context = await browser.new_context(**PHONE)
    page = await context.new_page()
    await page.goto(f"{shop.address}/", referer="https://www.google.com/")

    await part(page, "bar").wait_for()
    assert await page.locator("frontdesk-widget dialog").count() == 0
    assert await page.evaluate("document.activeElement == document.body")
    await part(page, "submit").click()
    await expect(part(page, "page").locator("h2")).to_have_text("New here?")
    await context.close()


@pytest.mark.parametrize(
    ("referer", "phone", "guard"), [("https://shop.example/", 1, 1), ("https://www.google.com/", 0, 1), ("", 1, 0)]
)
async def test_o5_anybody_else_meets_the_dialog(
    referer: str, phone: int, guard: int, browser: Browser, desk: Desk, shop: Shop
) -> None:
    widget = popup(desk, AT_ONCE)
    widget["bar"] = "popup-bar"
    desk.site["guard"] = guard
    context = await browser.new_context(**(PHONE if phone else {}))
    page = await context.new_page()
    await page.goto(f"{shop.address}/", referer=referer or None)

    await page.locator("frontdesk-widget dialog").wait_for()
    assert await part(page, "bar").count() == 0
    await context.close()
