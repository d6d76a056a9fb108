"""A reply to the greeter: asked for what an answer needs, sent once, and told what becomes of it."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, part
from tests.widgets.greeter.greeting import ANNA, greeter, reply, show


async def test_l8_a_reply_goes_to_whoever_had_spoken(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk, messages=[{"where": {"all": [{"field": "path", "op": "is", "value": "/x"}]}}, {}])
    desk.facts = {"online": "yes", "sender": ANNA}
    await show(page, shop)
    await expect(part(page, "online")).to_have_text("online")
    desk.send({"type": "facts", "online": "no"})
    await reply(page)

    await expect(part(page, "status")).to_contain_text("It goes to Anna. The answer comes to jovana@post.example.")
    [lead] = desk.leads.values()
    assert (lead["values"], lead["consent"]) == (
        {"message": "Do you ship to Novi Sad?", "email": "jovana@post.example", "said": 2, "sender": "anna"},
        ["contact"],
    )


async def test_l8_what_stood_in_the_words_goes_with_the_reply_and_nothing_else_that_is_known(
    page: Page, desk: Desk, shop: Shop
) -> None:
    greeter(desk, messages=[{"text": {"en": "You read {page}, {name|friend}?"}}])
    await show(page, shop, "beans?utm_source=letter")
    await expect(part(page, "text")).to_have_text("You read /beans, friend?")
    await reply(page)

    await expect(part(page, "status")).to_contain_text("Thank you")
    assert [lead["values"].get("facts") for lead in desk.leads.values()] == [{"page": "/beans"}]


async def test_l8_what_an_answer_needs_is_asked_for_after_the_first_words(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk)
    await show(page, shop)
    await control(page, "message").click()
    await until(lambda: any("greeter-later" in each for each in desk.requests))
    await expect(control(page, "email")).to_have_count(0)
    await control(page, "message").press_sequentially("A")

    await expect(control(page, "email")).to_be_visible()


async def test_l8_a_number_will_do_as_well_as_an_address(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk)
    await show(page, shop)
    await reply(page, "Call me", "+381 64 123 4567")

    await expect(part(page, "status")).to_contain_text("We answer to +381 64 123 4567.")
    assert [lead["values"] for lead in desk.leads.values()] == [{"message": "Call me", "phone": "+381 64 123 4567"}]


async def test_l8_who_is_known_is_not_asked_again_and_may_name_another_address(
    page: Page, desk: Desk, shop: Shop
) -> None:
    greeter(desk)
    await show(page, shop)
    await reply(page)
    await expect(part(page, "status")).to_contain_text("Thank you")
    await page.reload()
    await show(page, shop)
    await control(page, "message").fill("And to Subotica?")
    await expect(part(page, "reach")).to_contain_text("We answer to jovana@post.example")
    await expect(control(page, "email")).to_have_count(0)
    await control(page, "consent").first.check()
    await part(page, "submit").click()
    await until(lambda: len(desk.leads) == 2)
    assert [lead["values"]["email"] for lead in desk.leads.values()] == ["jovana@post.example"] * 2

    await page.reload()
    await show(page, shop)
    await control(page, "message").fill("And to Bor?")
    await part(page, "change").click()
    await expect(control(page, "email")).to_be_focused()


@pytest.mark.parametrize(
    ("words", "to", "told"),
    [
        (" ", "jovana@post.example", "Please write a few words first."),
        ("Hello", "", "Without it nobody can answer you."),
        ("Hello", "jovana@post", "Write an e-mail address, or a phone number with its country code."),
        ("Hello", "none", "Write an e-mail address, or a phone number with its country code."),
    ],
)
async def test_what_is_missing_is_said_beside_it(
    page: Page, desk: Desk, shop: Shop, words: str, to: str, told: str
) -> None:
    greeter(desk)
    await show(page, shop)
    await control(page, "message").fill("Hello")
    await part(page, "submit").wait_for()
    await reply(page, words, to)

    await expect(part(page, "error")).to_have_text(told)
    assert desk.submissions == []


async def test_without_consent_nothing_is_sent(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk)
    await show(page, shop)
    await control(page, "message").fill("Hello")
    await control(page, "email").fill("jovana@post.example")
    await part(page, "submit").click()

    await expect(part(page, "error")).to_have_text("Please tick this, or we may not answer.")
    assert desk.submissions == []


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        ({"code": "invalid", "errors": {"values.email": "no"}}, "Write an e-mail address, or a phone number"),
        ({"code": "consent_changed", "again": False}, "These words have changed since you opened the page."),
        ({"code": "too_large", "again": False}, "This could not be sent. Please try again."),
    ],
)
async def test_what_the_server_refuses_comes_back_with_the_reason(
    page: Page, desk: Desk, shop: Shop, refusal: dict[str, Any], words: str
) -> None:
    greeter(desk)
    desk.answers = lambda way, said: (422, refusal)
    await show(page, shop)
    await reply(page)

    await expect(part(page, "form")).to_contain_text(words)
    await expect(control(page, "message")).to_have_value("Do you ship to Novi Sad?")
    await expect(control(page, "email")).to_have_value("jovana@post.example")


async def test_what_is_refused_after_a_reload_opens_it_again_with_the_reason(
    page: Page, desk: Desk, shop: Shop
) -> None:
    greeter(desk)
    desk.answers = lambda way, said: "silence"
    await show(page, shop)
    await reply(page)
    await until(lambda: desk.submissions)

    desk.answers = lambda way, said: (422, {"code": "invalid", "errors": {"values.email": "no"}})
    await page.reload()

    await expect(part(page, "form")).to_contain_text("Write an e-mail address, or a phone number")
    await expect(control(page, "message")).to_have_value("Do you ship to Novi Sad?")


async def test_without_a_connection_it_waits_and_goes_later(page: Page, desk: Desk, shop: Shop) -> None:
    greeter(desk)
    await show(page, shop)
    await control(page, "message").fill("Hello")
    await part(page, "submit").wait_for()
    await until(lambda: desk.hellos)
    await page.context.set_offline(True)
    await reply(page)

    await expect(part(page, "status")).to_contain_text("Your reply is kept here.")
    await page.context.set_offline(False)
    await until(lambda: desk.leads, 15)
    await expect(part(page, "status")).to_contain_text("Thank you, we have it")
