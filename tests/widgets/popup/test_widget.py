"""What a visitor sees of the pop-up: a form, a code, words; by mouse, by keyboard and by ear."""

import json
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from server.registry import find_kinds
from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, part, watch
from tests.widgets.test_every_room import placed

KIND = next(kind for kind in find_kinds() if kind.name == "popup")
SCRIPT = "<img src=x onerror=alert(1)>"
DRAWN = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 4'><path fill='teal' d='M0 0h9v4H0z'/></svg>"
PICTURE = f"data:image/svg+xml,{DRAWN}"


def popup(desk: Desk, when: list[dict[str, Any]] | None = None, **settings: Any) -> dict[str, Any]:
    """Let one pop-up be all that stands on the site."""
    widget = placed(KIND) | {"settings": settings, "when": when or [], "interrupts": 1}
    desk.site["widgets"] = [widget]
    return widget


async def show(page: Page, shop: Shop) -> None:
    """Go to the shop and call the pop-up."""
    await page.goto(f"{shop.address}/")
    await page.locator("#button").focus()
    await page.evaluate("(window.frontdesk ||= []).push(['open', 'popup'])")
    await part(page, "dialog").wait_for()


async def send(page: Page, email: str = "jovana@post.example") -> None:
    """Write an address, agree and send."""
    await control(page, "email").fill(email)
    await control(page, "consent").first.check()
    await part(page, "submit").first.click()


async def barriers(page: Page) -> list[str]:
    """What axe finds, in a line each."""
    found = await Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]})
    return [f"{each['id']}: {node['html'][:120]}" for each in found.response["violations"] for node in each["nodes"]]


async def test_an_address_is_kept_and_thanked_for(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, ask_name=True)
    await show(page, shop)
    await control(page, "name").fill("Jovana")
    await send(page)

    await expect(part(page, "status")).to_contain_text("Thank you, we have your address")
    await expect(part(page, "status")).to_contain_text("We write to jovana@post.example.")
    await expect(part(page, "form")).to_be_hidden()
    [(_, said)] = desk.submissions
    assert (said["values"], said["consent"]) == ({"email": "jovana@post.example", "name": "Jovana"}, ["contact"])


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


async def test_what_is_missing_is_said_beside_its_field_and_sends_nothing(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk)
    await show(page, shop)

    await part(page, "submit").first.click()
    first = [await part(page, "error").nth(at).inner_text() for at in range(2)]
    await control(page, "email").fill("ivana")
    await control(page, "consent").first.check()
    await part(page, "submit").first.click()

    assert first == ["Please write your e-mail address.", "Please tick this, or we may not write."]
    await expect(part(page, "error").first).to_have_text("This is not an e-mail address.")
    assert await control(page, "email").evaluate("one => one.getRootNode().activeElement == one")
    assert desk.submissions == []


@pytest.mark.parametrize("typed", ["имя@почта", "ivana", "ivana@post example.org", "a@b@c.example"])
async def test_all_that_is_wrong_is_told_in_one_round_and_goes_as_it_is_put_right(
    typed: str, page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk)
    await show(page, shop)
    await control(page, "email").fill(typed)
    await part(page, "submit").first.click()

    told = ["This is not an e-mail address.", "Please tick this, or we may not write."]
    await expect(part(page, "error")).to_have_text(told)
    await expect(control(page, "email")).to_be_focused()
    await control(page, "email").fill("ivana@post.example")
    await expect(part(page, "error").first).to_be_hidden()
    await expect(part(page, "error").nth(1)).to_be_visible()
    assert desk.submissions == []


async def test_an_address_in_other_letters_than_latin_ones_is_told_back_as_it_was_written(
    page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk)
    await show(page, shop)
    await send(page, "zoe+test@кафе.рф")

    await expect(part(page, "status")).to_contain_text("We write to zoe+test@кафе.рф.")
    assert [said["values"] for _, said in desk.submissions] == [{"email": "zoe+test@кафе.рф"}]


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        ({"code": "invalid", "errors": {"values.email": "no"}}, "This is not an e-mail address."),
        ({"code": "consent_changed", "again": False}, "These words have changed since you opened the page."),
        ({"code": "too_large", "again": False}, "This could not be sent. Please try again."),
    ],
)
async def test_what_the_server_refuses_comes_back_with_the_reason(
    page: Page, desk: Desk, shop: Shop, refusal: dict[str, Any], words: str
) -> None:
    popup(desk)
    desk.answers = lambda way, said: (422, refusal)
    await show(page, shop)
    await send(page, "ivana@post.example")

    await expect(part(page, "form")).to_contain_text(words)
    await expect(control(page, "email")).to_have_value("ivana@post.example")
    assert not await page.evaluate("Object.keys(localStorage).some((name) => name.includes(':out:'))")


async def test_without_a_connection_it_waits_and_goes_later(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk)
    await show(page, shop)
    await control(page, "email").click()
    await until(lambda: desk.hellos)
    await page.context.set_offline(True)
    await send(page)

    await expect(part(page, "status")).to_contain_text("Your address is kept here.")
    await page.context.set_offline(False)
    await until(lambda: desk.leads, 15)
    await expect(part(page, "status")).to_contain_text("Thank you, we have your address")


async def test_a_code_is_copied(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, offers="code", code="MORNING10", link="https://shop.example/coffee")
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=shop.address)
    await show(page, shop)

    height = await part(page, "sheet").evaluate("one => one.scrollHeight")

    await part(page, "ticket").get_by_role("button", name="Copy").click()

    await expect(part(page, "ticket")).to_contain_text("Copied")
    await expect(part(page, "status")).to_have_text("Copied")  # for whoever listens
    assert await part(page, "sheet").evaluate("one => one.scrollHeight") == height
    assert await part(page, "status").evaluate("one => getComputedStyle(one).clipPath") == "inset(50%)"
    await expect(part(page, "code")).to_have_text("MORNING10")
    assert await page.evaluate("navigator.clipboard.readText()") == "MORNING10"
    assert await part(page, "go").get_attribute("href") == "https://shop.example/coffee"
    assert await part(page, "form").count() == 0


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


@pytest.mark.parametrize(
    ("scheme", "width", "language", "settings"),
    [
        ("light", 1280, "en-GB", {"ask_name": True}),
        ("dark", 390, "ru-RU", {"picture": PICTURE, "ask_name": True, "privacy_url": "https://shop.example/privacy"}),
        ("dark", 1280, "sr", {"offers": "code", "code": "MORNING10", "link": "https://shop.example/coffee"}),
        ("light", 320, "ru-RU", {"offers": "text", "picture": PICTURE, "link": "https://shop.example/coffee"}),
    ],
)
async def test_it_is_free_of_barriers_and_fits(
    browser: Browser, desk: Desk, shop: Shop, scheme: Any, width: int, language: str, settings: dict[str, Any]
) -> None:
    popup(desk, **json.loads(json.dumps(settings)))
    shop.body = f"<main>{shop.body}</main>"
    context = await browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, locale=language, reduced_motion="reduce"
    )
    page = await context.new_page()
    await show(page, shop)
    found = await barriers(page)
    await page.screenshot(path=f"tests/output/popup-{scheme}-{width}.png")
    fits = await part(page, "dialog").evaluate(
        "one => one.scrollWidth <= one.clientWidth && one.clientWidth <= innerWidth"
    )
    if "offers" not in settings:
        await send(page)
        await expect(part(page, "status")).not_to_be_empty()
        found += await barriers(page)
    await context.close()

    assert found == []
    assert fits


async def test_what_is_refused_after_a_reload_opens_it_again_with_the_reason(
    page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk)
    desk.answers = lambda way, said: "silence"
    await show(page, shop)
    await send(page, "ivana@post.example")
    await until(lambda: desk.submissions)

    desk.answers = lambda way, said: (422, {"code": "invalid", "errors": {"values.email": "no"}})
    await page.reload()

    await expect(part(page, "form")).to_contain_text("This is not an e-mail address.")
    await expect(control(page, "email")).to_have_value("ivana@post.example")
