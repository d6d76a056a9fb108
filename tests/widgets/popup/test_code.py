"""The codes that a pop-up gives: one for everybody, or each visitor's own."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.watching import part
from tests.widgets.popup.showing import OWN_CODE, give, popup, send, show


async def test_o2_a_code_is_copied(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, offers="code", code="MORNING10", link="https://shop.example/coffee")
    told = "addEventListener('frontdesk:copied', ({ detail }) => (window.told = detail.kind))"
    await page.add_init_script(told)
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
    assert await page.evaluate("window.told") == "popup"
    assert await part(page, "go").get_attribute("href") == "https://shop.example/coffee"
    assert await part(page, "form").count() == 0


async def test_o2_a_code_of_ones_own_is_fetched_at_a_press_and_says_until_when_it_holds(
    page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk, **OWN_CODE)
    give(desk, code="ROW-7QX2", code_ends="2999-05-31T12:00:00Z")
    await show(page, shop)
    early = await part(page, "code").count()
    await part(page, "submit").click()

    await expect(part(page, "code")).to_have_text("ROW-7QX2")
    await expect(part(page, "status")).to_contain_text("Good until May 31, 2999")
    assert (early, [(said["values"], said["consent"]) for _, said in desk.submissions]) == (0, [({}, [])])


async def test_o2_beside_a_form_the_code_comes_once_the_address_is_kept(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, code_source="pool", pool=OWN_CODE["pool"])
    give(desk, code="ROW-7QX2", code_ends=None)
    await show(page, shop)
    await send(page)

    await expect(part(page, "code")).to_have_text("ROW-7QX2")
    await expect(part(page, "status")).to_contain_text("We write to jovana@post.example.")
    await expect(part(page, "ends")).to_have_count(0)


async def test_o2_a_fixed_code_too_is_given_once_the_address_is_kept(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, code="MORNING10")
    await show(page, shop)
    await send(page)

    await expect(part(page, "code")).to_have_text("MORNING10")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"code": None, "code_reason": "none_left"}, "All codes of this offer have been given away."),
        ({"code": None, "code_reason": "ended"}, "This offer has ended."),
        ({"code": None, "code_reason": "redeemed"}, "You have used your code already."),
        ({"code": None, "code_reason": "needs_manager"}, "We could not give you a code here."),
        ({"code": "ROW-7QX2", "code_ends": "2020-05-31T12:00:00Z"}, "It was good until May 31, 2020"),
    ],
)
async def test_o2_where_there_is_no_code_or_it_has_ended_this_is_said(
    answer: dict[str, Any], words: str, page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk, **OWN_CODE)
    give(desk, **answer)
    await show(page, shop)
    await part(page, "submit").click()

    await expect(part(page, "status")).to_contain_text(words)
    assert await part(page, "code").count() == (1 if answer["code"] else 0)


async def test_o2_an_address_is_thanked_for_though_no_code_is_left(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, code_source="pool", pool=OWN_CODE["pool"])
    give(desk, code=None, code_reason="none_left")
    await show(page, shop)
    await send(page)

    await expect(part(page, "status")).to_contain_text("Thank you, we have your address")
    await expect(part(page, "status")).to_contain_text("All codes of this offer have been given away.")


async def test_a_wish_for_a_code_that_is_refused_says_so_and_may_be_tried_again(
    page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk, **OWN_CODE)
    desk.answers = lambda way, said: (422, {"code": "invalid"})
    await show(page, shop)
    await part(page, "submit").click()

    await expect(part(page, "problem")).to_have_text("This could not be sent. Please try again.")
    give(desk, code="ROW-7QX2")
    await part(page, "submit").click()
    await expect(part(page, "code")).to_have_text("ROW-7QX2")


async def test_without_a_connection_the_code_comes_later(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, **OWN_CODE)
    desk.answers = lambda way, said: (503, {"code": "busy", "again": True})
    await show(page, shop)
    await part(page, "submit").click()

    await expect(part(page, "status")).to_contain_text("We will fetch your code as soon as you are back online.")
    give(desk, code="ROW-7QX2")
    await expect(part(page, "code")).to_have_text("ROW-7QX2")


async def test_a_press_twice_asks_for_one_code(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, **OWN_CODE)
    give(desk, code="ROW-7QX2")
    await show(page, shop)
    await part(page, "submit").dblclick()

    await expect(part(page, "code")).to_have_text("ROW-7QX2")
    assert len(desk.submissions) == 1


async def test_o2_the_press_in_a_bar_that_says_so_shows_the_code(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, **OWN_CODE | {"layout": "bar"})
    give(desk, code="ROW-7QX2")
    await show(page, shop)
    await part(page, "submit").click()

    await expect(part(page, "code")).to_have_text("ROW-7QX2")
