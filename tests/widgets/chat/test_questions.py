"""What is asked before the first words: topics, questions of one topic, a contact; and only what is not known yet."""

from typing import Any

from playwright.async_api import Locator, Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, open_panel, part
from tests.widgets.barriers import barriers
from tests.widgets.chat.talking import messages, stand

TOPICS = [{"text": {"en": "An order"}}, {"text": {"en": "Wholesale", "ru": "Опт"}}]
ASKS = [
    {"label": {"en": "Order number"}, "topic": 1, "required": True},
    {"label": {"en": "How did you hear of us?"}, "choices": {"en": "A friend\n\n The street "}},
]


async def begin(page: Page, desk: Desk, shop: Shop, online: str = "yes", **settings: Any) -> None:
    """Open a chat that asks something first."""
    shop.body = "<main><h1>Shop</h1></main>"
    stand(desk, online, **settings)
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await control(page, "message").wait_for()


def errors(page: Page) -> Locator:
    """What is called wrong just now."""
    return part(page, "error").and_(page.locator(":visible"))


async def test_l3_fields_follow_the_topic_and_the_answers_stand_before_the_words(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await begin(page, desk, shop, topics=TOPICS, asks=ASKS, questions=[{"text": {"en": "Open on Sunday?"}}])
    await expect(part(page, "topic")).to_have_text(["An order", "Wholesale"])
    await expect(part(page, "question")).to_have_count(0)
    await expect(control(page, "ask0")).to_be_hidden()
    await expect(control(page, "ask1").locator("option")).to_have_text(["Please choose", "A friend", "The street"])
    assert await barriers(page) == []
    await control(page, "message").fill("Where is it?")
    await part(page, "send").click()
    await expect(errors(page)).to_have_text(["Please choose what it is about."])

    await part(page, "topic").last.click()
    await expect(errors(page)).to_have_count(0)
    await part(page, "topic").first.click()
    await part(page, "send").click()
    await expect(errors(page)).to_have_text(["Please answer this."])
    await control(page, "ask0").fill("№ 17")
    await control(page, "ask1").select_option("The street")
    assert await barriers(page) == []
    await part(page, "send").click()

    said = "An order\nOrder number: № 17\nHow did you hear of us? The street\n\nWhere is it?"
    await until(lambda: desk.talk.messages)
    assert desk.talk.texts == [("visitor", said)]
    assert desk.talk.of_type("message")[0]["topic"] == 1
    await expect(messages(page, "visitor")).to_have_text([said])
    await expect(part(page, "topic")).to_have_count(0)
    await page.reload()
    await open_panel(page)
    await expect(messages(page, "visitor")).to_have_text([said])
    await expect(part(page, "topic")).to_have_count(0)


async def test_l3_what_was_begun_stays_when_the_panel_is_closed_and_a_hidden_answer_is_not_sent(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await begin(page, desk, shop, topics=TOPICS, asks=ASKS)
    await part(page, "topic").first.click()
    await control(page, "ask0").fill("17")
    await part(page, "close").click()
    await part(page, "launcher").click()
    await expect(control(page, "ask0")).to_have_value("17")
    await part(page, "topic").last.click()
    await control(page, "message").fill("Prices, please")
    await part(page, "send").click()
    await until(lambda: desk.talk.messages)
    assert desk.talk.texts == [("visitor", "Wholesale\n\nPrices, please")]


async def test_l3_a_contact_that_may_stay_empty_makes_a_message_and_one_that_is_left_makes_a_lead(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await begin(page, desk, shop, contact_first="voluntary", topics=TOPICS)
    await part(page, "topic").first.click()
    await control(page, "message").fill("Where is it?")
    await control(page, "email").fill("ivana@example.com")
    await part(page, "send").click()
    await expect(errors(page)).to_have_text(["Please tick this, or we may not answer."])
    await control(page, "consent").first.check()
    await part(page, "send").click()
    await until(lambda: desk.submissions)
    values = desk.submissions[0][1]["values"]
    assert values == {"message": "An order\n\nWhere is it?", "topic": 1, "email": "ivana@example.com"}


async def test_l3_without_a_contact_that_has_to_be_left_nothing_is_sent(page: Page, desk: Desk, shop: Shop) -> None:
    await begin(page, desk, shop, contact_first="required")
    await control(page, "message").fill("Where is it?")
    await part(page, "send").click()
    await expect(errors(page)).to_have_text(["Without it nobody can answer you."])
    assert (desk.submissions, desk.talk.messages) == ([], [])


async def test_whoever_comes_to_the_desk_meanwhile_is_written_to_and_no_other_way_stands_before_it(
    page: Page, desk: Desk, shop: Shop
) -> None:
    links = [{"name": {"en": "Telegram"}, "address": "https://t.me/harbour_row"}]
    shop.body = "<main><h1>Shop</h1></main>"
    stand(desk, "no", topics=TOPICS, nobody_offers="links", links=links)
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await expect(page.get_by_role("link", name="Telegram")).to_be_visible()
    desk.facts = {"online": "yes"}
    desk.send({"type": "facts", "online": "yes"})
    await expect(part(page, "topic").first).to_be_visible()
    await expect(page.get_by_role("link", name="Telegram")).to_be_hidden()


async def test_while_nobody_is_there_the_same_is_asked_and_a_way_to_answer_besides(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await begin(page, desk, shop, "no", topics=TOPICS)
    await part(page, "topic").last.click()
    await control(page, "message").fill("Prices, please")
    await control(page, "email").fill("ivana@example.com")
    await control(page, "consent").first.check()
    await part(page, "send").click()
    await until(lambda: desk.submissions)
    assert desk.submissions[0][1]["values"]["message"] == "Wholesale\n\nPrices, please"
