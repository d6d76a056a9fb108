"""How a visitor leaves an address for the shop's letters, and what becomes of it."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, part
from tests.widgets.barriers import barriers
from tests.widgets.multibutton.showing import action, kinds, show, stand


async def begin(page: Page, desk: Desk, shop: Shop, **settings: Any) -> None:
    """Open the panel and press what asks for an address."""
    stand(desk, **settings)
    await show(page, shop)
    await action(page, "subscribe").click()


async def send(page: Page, email: str = "jovana@post.example") -> None:
    """Write an address, agree and send."""
    await control(page, "email").fill(email)
    await control(page, "consent").check()
    await part(page, "submit").click()


async def test_l10_an_address_is_kept_and_thanked_for(page: Page, desk: Desk, shop: Shop) -> None:
    await begin(page, desk, shop)
    assert not await control(page, "consent").is_checked()
    await send(page)

    await expect(part(page, "status")).to_contain_text("Thank you, you are on the list")
    await expect(part(page, "status")).to_contain_text("We write to jovana@post.example.")
    [(_, said)] = desk.submissions
    assert (said["values"], said["consent"]) == ({"email": "jovana@post.example"}, ["newsletter"])


async def test_l10_whoever_has_to_confirm_is_told_to_look_into_the_mail(page: Page, desk: Desk, shop: Shop) -> None:
    desk.answers = lambda way, said: (201, {"lead": "lead1", "visitor": "p1", "confirm": True})
    await begin(page, desk, shop)
    await send(page)

    await expect(part(page, "status")).to_contain_text("Look into your mail")
    await expect(part(page, "status")).to_contain_text("press the button in our letter to jovana@post.example.")


async def test_what_was_told_is_over_with_the_panel_and_the_list_is_back(page: Page, desk: Desk, shop: Shop) -> None:
    await begin(page, desk, shop)
    await send(page)
    await expect(part(page, "status")).not_to_be_empty()
    await part(page, "close").click()
    await part(page, "launcher").click()

    await expect(part(page, "action").first).to_be_visible()
    assert await kinds(page) == ["callback", "subscribe"]
    await expect(part(page, "status")).to_be_empty()


async def test_what_is_missing_is_said_beside_its_field_and_sends_nothing(page: Page, desk: Desk, shop: Shop) -> None:
    await begin(page, desk, shop)
    await part(page, "submit").click()
    told = await part(page, "error").all_inner_texts()
    await control(page, "email").fill("ivana")
    await part(page, "submit").click()

    assert told == ["Please write your e-mail address.", "Please tick this, or we may not write."]
    await expect(part(page, "error").first).to_have_text("This is not an e-mail address.")
    await expect(control(page, "email")).to_be_focused()
    assert desk.submissions == []


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
    desk.answers = lambda way, said: (422, refusal)
    await begin(page, desk, shop)
    await send(page, "ivana@post.example")

    await expect(part(page, "form")).to_contain_text(words)
    await expect(control(page, "email")).to_have_value("ivana@post.example")
    await expect(part(page, "submit")).to_have_text("Subscribe")


async def test_without_a_connection_it_waits_and_goes_later(page: Page, desk: Desk, shop: Shop) -> None:
    await begin(page, desk, shop)
    await until(lambda: desk.hellos)
    await page.context.set_offline(True)
    await send(page)

    await expect(part(page, "status")).to_contain_text("Your address is kept here.")
    await page.context.set_offline(False)
    await until(lambda: desk.leads, 15)
    await expect(part(page, "status")).to_contain_text("Thank you, you are on the list")


async def test_k9_an_address_left_before_is_filled_in_and_consent_is_not(page: Page, desk: Desk, shop: Shop) -> None:
    await begin(page, desk, shop)
    await send(page)
    await expect(part(page, "status")).to_contain_text("Thank you")

    await show(page, shop, "another")
    await action(page, "subscribe").click()

    await expect(control(page, "email")).to_have_value("jovana@post.example")
    await expect(control(page, "consent")).not_to_be_checked()


async def test_the_owners_words_stand_in_place_of_ours(page: Page, desk: Desk, shop: Shop) -> None:
    await begin(
        page,
        desk,
        shop,
        actions=[{"kind": "subscribe", "label": {"en": "A letter on Fridays"}}],
        consent_newsletter={"en": "Write to me on Fridays."},
        thanks={"en": "Until Friday"},
        privacy_url="https://shop.example/privacy",
    )
    await expect(part(page, "panel").get_by_role("heading")).to_have_text("A letter on Fridays")
    await expect(part(page, "consent")).to_contain_text("Write to me on Fridays. Details")
    await send(page)

    await expect(part(page, "status").get_by_role("heading")).to_have_text("Until Friday")


async def test_axe_finds_nothing_in_the_form_and_in_what_is_told(page: Page, desk: Desk, shop: Shop) -> None:
    shop.body = "<main><h1>Harbour Row</h1></main>"
    await begin(page, desk, shop)
    await part(page, "submit").click()
    await expect(part(page, "error")).to_have_count(2)
    found = await barriers(page)
    await send(page)
    await expect(part(page, "status")).not_to_be_empty()

    assert found + await barriers(page) == []
