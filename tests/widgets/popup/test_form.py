"""What a visitor leaves in the pop-up's form, and what becomes of it."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, part
from tests.widgets.popup.showing import give, popup, send, show


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


async def test_who_has_to_confirm_reads_that_a_letter_has_been_sent(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, confirm_by_mail=True, thanks={"en": "You are on the list"})
    give(desk, confirm=True)
    await show(page, shop)
    await send(page)

    await expect(part(page, "status")).to_contain_text("One more step")
    await expect(part(page, "status")).to_contain_text("press the button in our letter to jovana@post.example.")
    await expect(part(page, "status")).not_to_contain_text("You are on the list")


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


async def test_k9_what_is_known_of_somebody_stands_in_the_form_already(page: Page, desk: Desk, shop: Shop) -> None:
    popup(desk, ask_name=True, ask_phone=True)
    await show(page, shop)
    await control(page, "name").fill("Jovana")
    await control(page, "phone").fill("+381 60 1234567")
    await send(page)
    await expect(part(page, "status")).to_contain_text("Thank you")
    await page.reload()
    await show(page, shop)

    known = [await control(page, name).input_value() for name in ("email", "name", "phone")]
    assert known == ["jovana@post.example", "Jovana", "+381 60 1234567"]
    assert not await control(page, "consent").first.is_checked()


async def test_a_number_without_digits_is_no_number_and_what_the_server_says_of_it_stands_beside_it(
    page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk, ask_phone=True)
    await show(page, shop)
    await control(page, "phone").fill("call me")
    await send(page)
    first = await part(page, "error").first.inner_text()
    desk.answers = lambda way, said: (422, {"code": "invalid", "errors": {"values.phone": "no"}})
    await control(page, "phone").fill("12")
    await send(page)

    told = "This is not a phone number. Please write it with its country code."
    assert first == told
    await expect(part(page, "error").first).to_have_text(told)
    await expect(control(page, "phone")).to_be_focused()


async def test_what_comes_after_a_press_that_cannot_be_fetched_is_said_and_asked_for_again(
    page: Page, desk: Desk, shop: Shop
) -> None:
    popup(desk)
    await show(page, shop)
    desk.is_down = True
    await control(page, "email").fill("jovana@post.example")
    await part(page, "submit").first.click()

    await expect(part(page, "problem")).to_have_text("This could not be sent. Please try again.")
    desk.is_down = False
    await send(page)
    await expect(part(page, "status")).to_contain_text("Thank you")
