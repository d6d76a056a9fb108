"""The greeter's card: who speaks, what is said, and how one gets about in it."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from server.registry import find_kinds
from tests.static.fake_desk import Desk
from tests.static.shop import FILL, NONCE, Shop
from tests.static.waiting import until
from tests.static.watching import control, part, watch
from tests.widgets.barriers import barriers
from tests.widgets.greeter.greeting import ANNA, AT_ONCE, FACE, greeter, reply, show

BEANS = {"field": "path", "op": "prefix", "value": "/beans"}
NOWHERE = {"field": "path", "op": "is", "value": "/nowhere"}


def said(words: str, *where: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One message."""
    return {"text": {"en": words}, **({"where": {"all": list(where)}} if where else {}), **more}


async def test_l8_the_first_message_whose_conditions_hold_is_said(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk, messages=[said("Nowhere.", NOWHERE), said("Of beans.", BEANS), said("Of all.")])
    await show(page, shop, "beans/ethiopia")
    await expect(part(page, "text")).to_have_text("Of beans.")

    await show(page, shop, "tea")
    await expect(part(page, "text")).to_have_text("Of all.")


async def test_l8_in_a_page_that_goes_on_without_loading_another_message_fits(
    page: Page, desk: Desk, shop: Shop
) -> None:
    greeter(desk, messages=[said("Of beans.", BEANS), said("Of all.")])
    await show(page, shop, "beans")
    await page.keyboard.press("Escape")
    await page.evaluate("history.pushState({}, '', '/tea'); frontdesk.push(['open', 'greeter'])")

    await expect(part(page, "text")).to_have_text("Of all.")


async def test_l8_words_that_know_nobody_yet_are_the_widgets_own(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk, messages=[said("Good to see you, {name}!")])
    await show(page, shop)

    await expect(part(page, "text")).to_have_text("Hello! Any questions? Ask us: a real person answers.")


async def test_l8_it_names_whoever_told_their_name_here_before(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk, messages=[said("Good to see you, {name}! You read {page}.")])
    await page.goto(f"{shop.address}/beans")
    known = """localStorage.setItem(
      Object.keys(localStorage).find((name) => /visitor$/.test(name)).replace("visitor", "known"),
      JSON.stringify({ name: "Jovana" }))"""
    await page.evaluate("frontdesk.push(['open', 'greeter'])")
    await part(page, "close").click()
    await page.evaluate(known)
    await show(page, shop, "beans")

    await expect(part(page, "text")).to_have_text("Good to see you, Jovana! You read /beans.")


async def test_l8_whoever_is_online_speaks_and_the_mark_goes_when_they_go(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk, fallback_name={"en": "Harbour Row"}, fallback_role={"en": "Coffee roasters"})
    desk.facts = {"online": "yes", "sender": ANNA | {"picture": FACE}}
    await show(page, shop)
    await expect(part(page, "online")).to_have_text("online")
    await expect(part(page, "card").locator("h2")).to_have_text("Anna")
    await expect(part(page, "face").locator("img")).to_be_visible()

    desk.send({"type": "facts", "online": "no"})
    await expect(part(page, "online")).to_have_count(0)
    await expect(part(page, "card").locator("h2")).to_have_text("Anna")  # whoever has begun to speak goes on

    desk.send({"type": "facts", "online": "yes", "sender": {"id": "boris", "name": "Boris"}})
    desk.send({"type": "facts", "online": "yes", "sender": ANNA})
    await expect(part(page, "online")).to_have_text("online")


async def test_l8_while_nobody_is_online_the_fallback_speaks_and_gives_way_to_who_comes(
    page: Page, desk: Desk, shop: Shop
) -> None:
    greeter(desk, fallback_name={"en": "Harbour Row"}, fallback_role={"en": "Coffee roasters"})
    desk.facts = {"online": "no"}
    await show(page, shop)
    await expect(part(page, "card")).to_contain_text("Harbour Row")
    await expect(part(page, "card")).to_contain_text("Coffee roasters")
    await expect(part(page, "online")).to_have_count(0)

    await until(lambda: desk.hellos)
    desk.send({"type": "facts", "online": "yes", "sender": ANNA})
    await expect(part(page, "card").locator("h2")).to_have_text("Anna")


async def test_l8_a_named_sender_is_never_called_online(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk, senders="named", fallback_name={"en": "Mila"})
    desk.facts = {"online": "yes", "sender": ANNA}
    await show(page, shop)
    await until(lambda: desk.hellos)

    await expect(part(page, "card").locator("h2")).to_have_text("Mila")
    await expect(part(page, "online")).to_have_count(0)


async def test_a_picture_that_does_not_come_leaves_the_first_letter(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk, senders="named", fallback_picture="http://localhost:9/no.png")
    await show(page, shop)

    await expect(part(page, "face").locator("img")).to_have_count(0)
    await expect(part(page, "face")).to_have_text("O")


async def test_l8_it_comes_by_itself_takes_no_focus_and_is_heard(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk, AT_ONCE, messages=[said("Of all.")])
    await page.goto(f"{shop.address}/")
    await page.locator("#button").focus()
    await part(page, "card").wait_for()

    await expect(part(page, "heard")).to_contain_text("Our team")
    await expect(part(page, "heard")).to_contain_text("Of all.")
    await expect(page.locator("#button")).to_be_focused()


async def test_l8_keyboard_alone_opens_answers_and_leaves(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk)
    await show(page, shop)
    keys = page.keyboard
    await expect(part(page, "card")).to_be_focused()
    await keys.press("Tab")
    await keys.type("Hello")
    await part(page, "submit").wait_for()
    await keys.press("Tab")
    await keys.type("jovana@post.example")
    await keys.press("Tab")
    await keys.press("Space")
    await keys.press("Tab")
    await keys.press("Enter")
    await expect(part(page, "status")).to_contain_text("Thank you")
    await expect(part(page, "card")).to_be_focused()
    await keys.press("Escape")

    await expect(part(page, "card")).to_have_count(0)
    await expect(page.locator("#button")).to_be_focused()
    assert [lead["values"] for lead in desk.leads.values()] == [{"message": "Hello", "email": "jovana@post.example"}]


async def test_l8_a_button_leads_to_a_page_or_opens_another_widget(page: Page, desk: Desk, shop: Shop) -> None:
    other = "01jd9q4k7mwz2x8c5v1b3n6r0t"
    link = f"{shop.address}/delivery"
    way = {"answer": "button", "button": {"en": "Show me"}}
    greeter(desk, messages=[said("Of beans.", BEANS, link=link, **way), said("Of all.", opens=other, **way)])
    desk.site["widgets"].append(desk.site["widgets"][0] | {"id": other, "kind": "callback", "settings": {}})
    await show(page, shop, "tea")
    await part(page, "go").click()
    await part(page, "panel", other).wait_for()
    await expect(part(page, "card")).to_have_count(0)

    await show(page, shop, "beans")
    await expect(part(page, "go")).to_have_attribute("href", link)
    await part(page, "go").click()
    await page.wait_for_url(link)
    await until(lambda: [each["action"] for each in desk.events if each["name"] == "pressed"] == ["open", "link"])


async def test_a_button_to_a_widget_that_is_not_there_is_not_drawn(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk, messages=[said("Of all.", answer="button", opens="0" * 26)])
    await show(page, shop)

    await expect(part(page, "go")).to_have_count(0)
    await expect(part(page, "form")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
async def test_every_state_is_without_barriers(page: Page, desk: Desk, shop: Shop, scheme: Any, width: int) -> None:
    await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    await page.set_viewport_size({"width": width, "height": 800})
    shop.body = f"<main>{shop.body}</main>"
    greeter(desk)
    desk.facts = {"online": "yes", "sender": ANNA}
    await show(page, shop)
    found = await barriers(page)
    await control(page, "message").fill("Hello")
    await part(page, "submit").click()
    await expect(part(page, "error").first).to_be_visible()
    found += await barriers(page)
    await reply(page)
    await expect(part(page, "status")).to_contain_text("Thank you")

    assert found + await barriers(page) == []


async def test_l8_on_a_phone_it_is_a_sheet_that_leaves_most_of_the_page_to_be_read(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await page.set_viewport_size({"width": 390, "height": 700})
    await page.emulate_media(reduced_motion="reduce")
    shop.body += FILL
    greeter(desk, messages=[said("Wordy. " * 80)])
    await show(page, shop)
    covered = await part(page, "card").evaluate("one => one.getBoundingClientRect().height / innerHeight")
    across = await part(page, "card").evaluate("one => one.getBoundingClientRect().width")

    assert (covered <= 0.41, across) == (True, 390)


async def test_it_stands_on_the_other_side_where_one_reads_from_right_to_left(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["languages"] = ["ar"]
    desk.assets.modules["greeter.ar"] = desk.assets.modules["greeter.en"]
    greeter(desk)
    shop.html = 'lang="ar" dir="rtl"'
    await show(page, shop)
    spot = await part(page, "card").bounding_box()

    assert spot is not None
    assert spot["x"] > 600
    assert await part(page, "close").evaluate("one => one.getBoundingClientRect().left") < spot["x"] + 80


async def test_a_strict_page_sees_no_violation(page: Page, desk: Desk, shop: Shop) -> None:
    seen = await watch(page)
    origin = shop.desk.partition("//")[2]
    shop.csp = (
        f"default-src 'none'; script-src 'nonce-{NONCE}'; connect-src http://{origin} ws://{origin}; base-uri 'none';"
        " require-trusted-types-for 'script'; trusted-types 'none'"
    )
    greeter(desk, messages=[said("Here.", points_at="#button")])
    await show(page, shop)
    await reply(page)
    await expect(part(page, "status")).to_contain_text("Thank you")

    assert (await seen.violations(), seen.errors) == ([], [])


async def test_it_moves_nothing_in_the_page(page: Page, desk: Desk, shop: Shop) -> None:
    await page.add_init_script(
        """window.shifts = 0;
        new PerformanceObserver((list) => { for (const { value } of list.getEntries()) shifts += value })
          .observe({ type: "layout-shift", buffered: true })"""
    )
    shop.body += FILL
    greeter(desk, AT_ONCE, messages=[said("Here.", points_at="#button")])
    await page.goto(f"{shop.address}/")
    await page.locator("frontdesk-widget .near").wait_for()
    await page.mouse.wheel(0, 300)
    await expect(page.locator("frontdesk-widget .near")).to_have_count(0)

    assert await page.evaluate("shifts") == 0


def test_a_page_is_told_who_is_here_only_where_the_card_shows_it() -> None:
    kind = next(kind for kind in find_kinds() if kind.name == "greeter")
    read = kind.widget.settings.read
    for settings, is_asked in ((read({}), True), (read({"senders": "named"}), False)):
        assert (kind.widget.is_live(settings), kind.widget.asks_sender(settings)) == (is_asked, is_asked)
