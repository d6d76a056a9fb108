"""What a visitor does with the multibutton: opens it by whatever is at hand, presses, and is led on."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.static.fake_desk import WIDGET, Desk
from tests.static.shop import FILL, Shop
from tests.static.waiting import until
from tests.static.watching import part, watch
from tests.widgets.barriers import barriers
from tests.widgets.multibutton.showing import OTHER, action, kinds, show, stand
from tests.widgets.test_every_room import strict

CALL = {"kind": "call", "to": "+381 60 1234567"}
EMAIL = {"kind": "email", "to": "hello@shop.example"}


def pressed(desk: Desk) -> list[str]:
    """The actions that the server was told of, in order."""
    return [each["action"] for each in desk.events if each["name"] == "pressed"]


async def leave(page: Page) -> None:
    """What was noted is sent when the page is left."""
    await page.goto("about:blank")


async def test_l10_one_button_opens_a_list_of_ways_with_icons_and_words(page: Page, desk: Desk, shop: Shop) -> None:
    stand(desk, CALL, {"kind": "callback", "note": {"en": "Within half a minute"}}, EMAIL)
    await show(page, shop)

    await expect(part(page, "panel").get_by_role("heading")).to_have_text("What suits you best?")
    assert await kinds(page) == ["call", "callback", "email"]
    assert await part(page, "action").all_inner_texts() == [
        "Call us\n\u2066+381 60 1234567\u2069",
        "Call me back\nWithin half a minute",
        "Write an e-mail\n\u2066hello@shop.example\u2069",
    ]
    assert await part(page, "action").locator("svg").count() == 3


async def test_l10_a_press_is_told_to_the_page_and_counted_by_the_server(page: Page, desk: Desk, shop: Shop) -> None:
    stand(desk, CALL, EMAIL, {"kind": "callback"})
    await page.add_init_script(
        "addEventListener('frontdesk:pressed', ({ detail }) => (window.told ||= []).push(detail.action));"
        "addEventListener('click', (event) => event.composedPath()[0].closest?.('[href]') && event.preventDefault());"
    )
    await show(page, shop)

    await action(page, "call").click()
    await action(page, "email").click()
    await action(page, "email").click(button="middle")
    await action(page, "email").click(button="right")
    await action(page, "callback").click()

    assert await page.evaluate("window.told") == ["call", "email", "email", "callback"]
    await leave(page)
    await until(lambda: len(pressed(desk)) == 4)
    assert pressed(desk) == ["call", "email", "email", "callback"]
    assert {each["widget"] for each in desk.events if each["name"] == "pressed"} == {WIDGET}


async def test_a_finger_opens_it_and_everything_is_large_enough_for_one(
    browser: Browser, desk: Desk, shop: Shop
) -> None:
    stand(desk, CALL, {"kind": "callback"}, {"kind": "subscribe"})
    page = await (await browser.new_context(has_touch=True, viewport={"width": 390, "height": 700})).new_page()
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").tap()
    await part(page, "panel").wait_for()

    boxes = [await each.bounding_box() for each in await part(page, "panel").locator(":is(a, button):visible").all()]
    assert [box for box in boxes if not box or box["height"] < 44 or box["width"] < 44] == []
    await action(page, "callback").tap()
    await expect(part(page, "panel", OTHER)).to_be_visible()


@pytest.mark.parametrize("key", ["Enter", "Space"])
async def test_l10_by_keyboard_alone_from_the_launcher_to_an_action_and_back(
    key: str, page: Page, desk: Desk, shop: Shop
) -> None:
    stand(desk, CALL, {"kind": "subscribe"}, EMAIL)
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").focus()
    await page.keyboard.press(key)
    await expect(action(page, "call")).to_be_focused()

    await page.keyboard.press("Tab")
    await expect(action(page, "subscribe")).to_be_focused()
    await page.keyboard.press(key)
    await expect(page.locator("frontdesk-widget [name=email]")).to_be_focused()
    await part(page, "back").press(key)
    await expect(action(page, "call")).to_be_focused()
    await page.keyboard.press("Escape")

    await expect(part(page, "panel")).to_have_count(0)
    await expect(part(page, "launcher")).to_be_focused()


async def test_l10_arrows_lead_from_action_to_action_and_round_the_end(page: Page, desk: Desk, shop: Shop) -> None:
    stand(desk, CALL, {"kind": "subscribe"}, EMAIL)
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").press("Enter")
    await expect(action(page, "call")).to_be_focused()

    for key, kind in (
        ("ArrowDown", "subscribe"),
        ("ArrowDown", "email"),
        ("ArrowDown", "call"),
        ("ArrowUp", "email"),
        ("Home", "call"),
        ("End", "email"),
        ("Alt+ArrowUp", "email"),
    ):
        await page.keyboard.press(key)
        await expect(action(page, kind)).to_be_focused()


async def test_another_widget_of_the_site_takes_the_panels_place(page: Page, desk: Desk, shop: Shop) -> None:
    stand(desk, {"kind": "widget", "widget": "0" * 26, "label": {"en": "Gone"}}, {"kind": "chat"}, {"kind": "callback"})
    desk.site["widgets"][0]["settings"]["actions"].append({"kind": "widget", "widget": OTHER})
    await show(page, shop)
    offered = await kinds(page)
    await action(page, "widget").click()

    await expect(part(page, "panel", OTHER)).to_be_visible()
    await expect(part(page, "panel")).to_have_count(0)
    assert offered == ["callback", "widget"]


async def test_where_nothing_can_be_offered_it_says_so(page: Page, desk: Desk, shop: Shop) -> None:
    stand(desk, {"kind": "callback"}, beside=False)
    await show(page, shop)

    await expect(part(page, "panel")).to_contain_text("We are not here just now. Please look in later.")
    await expect(part(page, "panel")).to_be_focused()


async def test_a_place_of_the_page_comes_into_sight_with_the_keyboards_place(
    page: Page, desk: Desk, shop: Shop
) -> None:
    shop.body += FILL + '<h2 id="contacts">Contacts</h2>' + FILL
    stand(desk, {"kind": "section", "to": "#nowhere"}, {"kind": "section", "to": "#contacts"})
    await show(page, shop)
    await expect(part(page, "action")).to_have_count(1)
    await action(page, "section").click()

    await expect(page.locator("#contacts")).to_be_focused()
    await expect(page.locator("#contacts")).to_be_in_viewport()
    await expect(part(page, "panel")).to_have_count(0)
    assert page.url == f"{shop.address}/"
    await page.locator("#button").focus()
    assert await page.locator("#contacts").get_attribute("tabindex") is None


def on(*leaves: dict[str, Any]) -> dict[str, Any]:
    """A condition of all of these."""
    return {"all": list(leaves)}


PHONE = on({"field": "device", "op": "is", "value": "phone"})
PRICES = on({"field": "path", "op": "prefix", "value": "/prices"})
NOBODY_KNOWS = on({"field": "online", "op": "is", "value": "yes"})


async def test_l10_actions_are_offered_and_ordered_by_rule(page: Page, desk: Desk, shop: Shop) -> None:
    stand(
        desk,
        {"kind": "callback"},
        {"kind": "telegram", "to": "harbour_row", "where": PHONE},
        {"kind": "viber", "to": "+381601234567", "where": NOBODY_KNOWS},
        EMAIL | {"order": "first", "first_where": NOBODY_KNOWS},
        {"kind": "download", "to": "https://a.example/p.pdf", "order": "first", "first_where": PRICES},
        {"kind": "subscribe", "where": PRICES},
    )
    found = []
    for path in ("", "prices/coffee"):
        await show(page, shop, path)
        found.append(await kinds(page))

    assert found == [["callback", "email", "download"], ["download", "callback", "email", "subscribe"]]


async def test_what_is_first_everywhere_needs_no_rule_and_news_of_the_team_are_heard(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["live"] = 1
    desk.facts = {"online": "yes"}
    stand(desk, {"kind": "callback"}, EMAIL | {"order": "first"}, CALL | {"where": NOBODY_KNOWS})
    await page.goto(f"{shop.address}/")
    await until(lambda: desk.hellos)
    await part(page, "launcher").click()

    await expect(part(page, "action")).to_have_count(3)
    assert await kinds(page) == ["email", "callback", "call"]


async def test_on_a_strict_page_of_320_px_nothing_is_violated_and_nothing_scrolls_sideways(
    page: Page, desk: Desk, shop: Shop
) -> None:
    strict()(shop)
    seen = await watch(page)
    await page.set_viewport_size({"width": 320, "height": 560})
    long = {"en": "Answers-within-the-hour-and-on-Sundays-until-noon-as-well"}
    stand(desk, *[CALL | {"label": long, "note": long}] * 12)
    await show(page, shop)

    panel = await part(page, "panel").bounding_box()
    assert panel is not None
    assert (panel["x"], panel["width"], panel["y"] >= 24) == (0, 320, True)
    assert await part(page, "panel").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await action(page, "call").scroll_into_view_if_needed()
    assert (await seen.violations(), seen.errors) == ([], [])


async def test_from_right_to_left_the_icons_stand_at_the_right(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["languages"] = ["ar"]
    stand(desk, CALL, {"kind": "callback"})
    await show(page, shop)

    row = await part(page, "action").first.bounding_box()
    sign = await part(page, "sign").first.bounding_box()
    assert row is not None
    assert sign is not None
    assert sign["x"] + sign["width"] / 2 > row["x"] + row["width"] / 2


@pytest.mark.parametrize(("scheme", "width"), [("light", 1200), ("dark", 320)])
async def test_axe_finds_nothing_in_the_list(scheme: Any, width: int, browser: Browser, desk: Desk, shop: Shop) -> None:
    shop.body = "<main><h1>Harbour Row</h1></main>"
    stand(desk, CALL, {"kind": "callback"}, {"kind": "subscribe"}, EMAIL)
    context = await browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 700})
    page = await context.new_page()
    await show(page, shop)

    assert await barriers(page) == []
