"""What a visitor sees of the chat: writing, being answered, leaving a message while nobody is there."""

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, open_panel, part
from tests.widgets.barriers import barriers
from tests.widgets.chat.talking import come, leave, messages, stand, states, write
from tests.widgets.rooms import ROOMS, placed


async def test_l1_what_is_written_arrives_and_the_answer_is_shown(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop)
    await expect(messages(page)).to_have_text(["Hello! How can we help?"])

    await write(page, "Do you grind for a moka pot?")
    await expect(messages(page, "visitor")).to_have_text(["Do you grind for a moka pot?"])
    await expect(states(page)).to_contain_text("sent")
    desk.say("We do.\nFor free: https://shop.example/grind?a=1.")

    await expect(messages(page, "manager")).to_have_text("We do.\nFor free: https://shop.example/grind?a=1.")
    link = messages(page, "manager").locator("a")
    assert [await link.get_attribute(name) for name in ("href", "rel", "target")] == [
        "https://shop.example/grind?a=1",
        "noopener nofollow ugc",
        "_blank",
    ]
    assert desk.talk.texts[0] == ("visitor", "Do you grind for a moka pot?")
    await expect(control(page, "message")).to_have_value("")
    await expect(control(page, "message")).to_be_focused()


async def test_l1_what_the_team_has_read_is_said_and_who_writes_and_who_answers(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await come(page, desk, shop)
    await write(page, "Hello?")
    await until(lambda: desk.talk.messages)

    desk.send({"type": "typing", "name": "Anna"})
    await expect(part(page, "typing")).to_have_text("Anna is writing…")
    desk.talk.read = 1
    desk.talk.by = {"id": "m1", "name": "Anna"}
    desk.say("Hi, Anna here.")

    await expect(states(page)).to_contain_text("read")
    await expect(part(page, "typing")).to_be_empty()
    await expect(part(page, "head").locator("h2")).to_have_text("Anna")
    await until(lambda: [frame["number"] for frame in desk.talk.of_type("read")] == [2])


async def test_what_many_ask_is_asked_by_one_press_and_offered_until_something_was_said(
    page: Page, desk: Desk, shop: Shop
) -> None:
    shop.body = f"<main>{shop.body}</main>"
    await come(page, desk, shop, questions=[{"text": {"en": "Do you grind?"}}, {"text": {"ru": "Когда посылка?"}}, {}])
    asked = part(page, "question")
    await expect(asked).to_have_text(["Do you grind?", "Когда посылка?"])
    assert await barriers(page) == []
    await asked.first.dblclick()
    await expect(messages(page, "visitor")).to_have_text(["Do you grind?"])
    await expect(asked).to_have_count(0)
    await until(lambda: desk.talk.messages)
    await page.reload()
    await open_panel(page)
    await expect(messages(page, "visitor")).to_have_text(["Do you grind?"])
    await expect(asked).to_have_count(0)
    assert desk.talk.texts == [("visitor", "Do you grind?")]


async def test_while_nobody_is_there_no_question_is_offered(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop, "no", questions=[{"text": {"en": "Do you grind?"}}])
    await expect(part(page, "question")).to_have_count(0)


async def test_shift_and_enter_begin_a_new_line_and_the_field_grows(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop)
    area = control(page, "message")
    height = "area => area.offsetHeight"
    low = await area.evaluate(height)

    await area.press_sequentially("One")
    await area.press("Shift+Enter")
    await area.press_sequentially("Two")
    assert await area.evaluate(height) > low
    await area.press("Enter")

    await expect(messages(page, "visitor")).to_have_text("One\nTwo")
    await until(lambda: desk.talk.texts == [("visitor", "One\nTwo")])
    await area.press_sequentially("Three")
    await until(lambda: len(desk.talk.of_type("typing")) == 1)


async def test_what_nobody_has_read_is_counted_on_the_launcher_also_after_a_reload(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await come(page, desk, shop)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")
    await part(page, "close").click()
    desk.say("One")
    desk.say("Two")
    await expect(part(page, "badge")).to_have_text("2")

    await page.goto(f"{shop.address}/two")
    await expect(part(page, "badge")).to_have_text("2")
    await expect(part(page, "launcher")).to_have_accessible_name("Write to us, 2 new messages")
    await expect(part(page, "heard")).to_have_text("2 new messages")
    assert desk.hellos[-1]["have"] == 1  # what was read is not fetched again

    await open_panel(page)
    await expect(messages(page)).to_have_text(["Hello! How can we help?", "Hello?", "One", "Two"])
    await until(lambda: [frame["number"] for frame in desk.talk.of_type("read")] == [3])
    await part(page, "close").click()
    await expect(part(page, "badge")).to_be_hidden()


async def test_l1_long_talks_begin_with_the_latest_and_lead_back_to_the_first(
    page: Page, desk: Desk, shop: Shop
) -> None:
    for number in range(1, 121):
        desk.talk.add("manager" if number % 2 else "visitor", f"number {number}")
    await come(page, desk, shop)
    await expect(messages(page)).to_have_count(121)  # all of them, and the greeting

    await page.reload()
    await open_panel(page)
    await expect(messages(page)).to_have_count(50)
    await part(page, "earlier").click()
    await expect(messages(page)).to_have_count(100)
    await part(page, "earlier").click()
    await expect(messages(page)).to_have_count(121)
    await expect(part(page, "earlier")).to_have_count(0)
    assert (await messages(page).all_inner_texts())[1:4] == ["number 1", "number 2", "number 3"]


async def test_whoever_has_scrolled_up_stays_there_and_is_told_of_new_messages(
    page: Page, desk: Desk, shop: Shop
) -> None:
    for number in range(1, 41):
        desk.talk.add("manager", f"number {number}")
    await come(page, desk, shop)
    await expect(messages(page)).to_have_count(41)
    await part(page, "messages").evaluate("list => { list.scrollTop = 100 }")
    desk.say("The newest")

    await expect(part(page, "newer")).to_be_visible()
    assert await part(page, "messages").evaluate("list => list.scrollTop") == 100
    await part(page, "newer").click()
    await expect(part(page, "newer")).to_be_hidden()
    await expect(messages(page).last).to_be_in_viewport()


async def test_l4_with_nobody_there_a_message_is_left_and_goes_on_as_a_conversation(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await come(page, desk, shop, online="no", consent_marketing={"en": "Letters."})
    await expect(messages(page)).to_have_text(["Nobody is here right now. Leave us a message, and we will answer you."])
    await control(page, "name").fill("Ivana")
    await leave(page)

    await expect(part(page, "status")).to_have_text(
        "We have your message. The answer comes here, or to ivana@example.com."
    )
    await expect(messages(page, "visitor")).to_have_text(["Do you ship?"])
    [(_, said)] = desk.submissions
    assert said["values"] == {"message": "Do you ship?", "name": "Ivana", "email": "ivana@example.com"}
    assert said["consent"] == ["contact"]
    desk.say("We do.")
    await expect(messages(page, "manager")).to_have_text(["We do."])
    await write(page, "Thank you!")
    await until(lambda: desk.talk.texts[-1] == ("visitor", "Thank you!"))
    assert [text for _, text in desk.talk.texts] == ["Do you ship?", "We do.", "Thank you!"]


async def test_l4_the_form_gives_way_to_the_line_as_soon_as_somebody_is_there_and_keeps_what_was_typed(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await come(page, desk, shop, online="no")
    await control(page, "email").fill("ivana@example.com")
    await control(page, "message").fill("Do you")

    desk.facts = {"online": "yes"}
    desk.send({"type": "facts", "online": "yes"})
    await expect(control(page, "email")).to_have_count(0)
    await expect(control(page, "message")).to_have_value("Do you")
    await expect(control(page, "message")).to_be_focused()

    desk.facts = {"online": "no"}
    desk.send({"type": "facts", "online": "no"})
    await expect(control(page, "email")).to_have_value("ivana@example.com")
    await expect(control(page, "message")).to_have_value("Do you")


async def test_a_way_to_answer_that_is_known_is_not_asked_for_again(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop, online="no")
    await page.evaluate("frontdesk.push(['identify', {email: 'ivana@example.com'}])")
    await page.wait_for_function("localStorage['frontdesk:harbourrow:known']")
    await page.reload()
    await open_panel(page)
    await expect(part(page, "reach")).to_contain_text("We answer to ivana@example.com")

    await control(page, "message").fill("Do you ship?")
    await control(page, "consent").check()
    await part(page, "send").click()
    await until(lambda: desk.leads)

    assert desk.submissions[0][1]["values"] == {"message": "Do you ship?", "email": "ivana@example.com"}


async def test_what_is_missing_is_said_beside_its_field(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop, online="no")
    await control(page, "email").fill("nobody")
    await part(page, "send").click()

    await expect(page.locator("[id=message-error]")).to_have_text("Please write a few words first.")
    await expect(page.locator("[id=email-error]")).to_have_text(
        "Write an e-mail address, or a phone number with its country code."
    )
    await expect(page.locator("[id=contact-error]")).to_have_text("Please tick this, or we may not answer.")
    assert desk.submissions == []


@pytest.mark.parametrize("way", ["socket", "http"])
async def test_a_message_that_is_refused_says_so_and_can_be_sent_again(
    way: str, page: Page, desk: Desk, shop: Shop
) -> None:
    if way == "http":
        shop.attributes = 'data-live="http"'
    desk.talk.answers = lambda frame: {"code": "invalid", "again": False}
    await come(page, desk, shop)
    await expect(control(page, "email")).to_have_count(0)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("could not be sent")

    desk.talk.answers = lambda frame: None
    await states(page).get_by_role("button", name="Try again").click()
    await expect(states(page)).to_contain_text("sent")
    assert desk.talk.texts == [("visitor", "Hello?")]


async def test_two_tabs_are_in_step(page: Page, desk: Desk, shop: Shop, context: BrowserContext) -> None:
    await come(page, desk, shop)
    other = await context.new_page()
    await other.goto(f"{shop.address}/two")
    await part(other, "launcher").wait_for()
    await page.bring_to_front()
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")
    await other.wait_for_function("localStorage['frontdesk:harbourrow:talk']?.startsWith('1 ')")
    await part(page, "close").click()
    desk.say("One")
    await expect(part(page, "badge")).to_have_text("1")
    await expect(part(other, "badge")).to_have_text("1")

    await other.bring_to_front()
    await open_panel(other)
    await expect(messages(other)).to_have_text(["Hello! How can we help?", "Hello?", "One"])
    await expect(part(page, "badge")).to_be_hidden()


async def test_the_page_is_told_of_a_message_by_its_ids(page: Page, desk: Desk, shop: Shop) -> None:
    await page.add_init_script(
        "addEventListener('frontdesk:chat:message', ({ detail }) => (window.heard ||= []).push(detail))"
    )
    await come(page, desk, shop)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")
    desk.say("Hi")
    await expect(messages(page, "manager")).to_have_count(1)

    await page.wait_for_function("window.heard")  # a moment after it is drawn
    [told] = await page.evaluate("window.heard")
    assert told == {
        "site": "harbourrow",
        "widget": desk.site["widgets"][0]["id"],
        "kind": "chat",
        "lead": None,
        "conversation": "conversation1",
        "message": "message2",
    }


async def test_on_load_there_is_nothing_but_the_launcher(page: Page, desk: Desk, shop: Shop) -> None:
    stand(desk)
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()
    await until(lambda: desk.hellos)

    fetched = [path.rpartition("/")[2].split(".")[0] for path in desk.requests]
    assert sorted(fetched) == ["chat", "harbourrow", "live"]
    assert "have" not in desk.hellos[0]
    assert await part(page, "launcher").inner_text() == "Write to us"


def come_or_go(desk: Desk, online: str) -> None:
    """Let somebody of the team come, or the last one go."""
    desk.facts = {"online": online}
    desk.send({"type": "facts", **desk.facts})


async def test_l4_the_form_gives_way_to_the_line_when_somebody_comes_and_comes_back_when_the_last_one_goes(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await come(page, desk, shop, online="no")
    await expect(control(page, "email")).to_be_visible()
    await control(page, "message").fill("Half a sentence")
    come_or_go(desk, "yes")
    await expect(control(page, "email")).to_have_count(0)
    await expect(control(page, "message")).to_have_value("Half a sentence")
    come_or_go(desk, "no")
    await expect(control(page, "email")).to_be_visible()
    await expect(control(page, "message")).to_have_value("Half a sentence")


async def test_l4_a_call_back_is_offered_where_the_site_has_one_and_a_message_can_be_left_all_the_same(
    page: Page, desk: Desk, shop: Shop
) -> None:
    stand(desk, "no", nobody_offers="callback")
    desk.site["widgets"].append(placed(ROOMS["callback"]) | {"id": "01jd8x2m4vq7k3n5p9r1s6t8zz"})
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").first.click()
    await expect(control(page, "email")).to_be_hidden()
    await part(page, "second").get_by_text("Leave a message").click()
    await expect(control(page, "message")).to_be_focused()
    await part(page, "close").first.click()
    await page.reload()
    await part(page, "launcher").first.click()
    await page.get_by_role("dialog").get_by_role("button", name="Call me back").click()
    await expect(page.locator("frontdesk-widget[kind=callback] [part~=panel]")).to_be_visible()


async def test_l4_without_a_callback_on_the_site_the_form_is_all_there_is(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop, online="no", nobody_offers="callback")
    await expect(control(page, "email")).to_be_visible()


async def test_l4_other_ways_are_links_that_leave_the_page_where_it_is(page: Page, desk: Desk, shop: Shop) -> None:
    ways = [{"name": {"en": "Telegram"}, "address": "https://t.me/harbour_row"}, {"address": "https://vk.me/harbour"}]
    stand(desk, "no", nobody_offers="links", links=ways)
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").click()
    links = page.locator("frontdesk-widget [part~=ways] a")
    await expect(links).to_have_text(["Telegram", "vk.me"])
    said = [[await each.get_attribute(name) for name in ("href", "target", "rel")] for each in await links.all()]
    assert said == [["https://t.me/harbour_row", "_blank", "noopener"], ["https://vk.me/harbour", "_blank", "noopener"]]
    come_or_go(desk, "yes")
    await expect(links).to_have_count(0)


async def test_l4_the_launcher_is_there_only_while_somebody_is_and_for_whoever_has_a_conversation(
    page: Page, desk: Desk, shop: Shop
) -> None:
    stand(desk, "no", nobody_offers="hide")
    await page.goto(f"{shop.address}/")
    await until(lambda: desk.hellos)
    await expect(part(page, "launcher")).to_be_hidden()
    come_or_go(desk, "yes")
    await expect(part(page, "launcher")).to_be_visible()
    come_or_go(desk, "no")
    await expect(part(page, "launcher")).to_be_hidden()
    come_or_go(desk, "yes")
    await part(page, "launcher").click()
    await write(page, "Do you ship?")
    await expect(states(page)).to_contain_text("sent")
    come_or_go(desk, "no")
    await part(page, "close").click()
    await expect(part(page, "launcher")).to_be_visible()


async def test_l6_whoever_waits_reads_their_place_and_is_offered_a_call_where_it_takes_long(
    page: Page, desk: Desk, shop: Shop
) -> None:
    stand(desk, call_after=5)
    desk.site["widgets"].append(placed(ROOMS["callback"]) | {"id": "01jd8x2m4vq7k3n5p9r1s6t8zz"})
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").first.click()
    await write(page, "Do you ship?")
    await until(lambda: desk.talk.messages)
    queue, instead = part(page, "queue"), part(page, "instead")
    desk.talk.place, desk.talk.minutes = 3, 4
    desk.nudge()
    await expect(queue.locator("span")).to_have_text("You are number 3 in the queue. About 4 minutes.")
    await expect(instead).to_be_hidden()
    desk.talk.place, desk.talk.minutes = 1, 5
    desk.nudge()
    await expect(queue.locator("span")).to_have_text("You are next. About 5 minutes.")
    await expect(instead).to_be_visible()
    desk.talk.place = desk.talk.minutes = 0
    desk.talk.by = {"id": "m1", "name": "Anna"}
    desk.nudge()
    await expect(queue.locator("span")).to_be_empty()
    await expect(instead).to_be_hidden()
    desk.talk.place, desk.talk.minutes = 2, 9
    desk.nudge()
    await instead.click()
    await expect(page.locator("frontdesk-widget[kind=callback] [part~=panel]")).to_be_visible()


async def test_l7_an_invitation_opens_the_panel_and_the_answer_says_which_one_it_was(
    page: Page, desk: Desk, shop: Shop
) -> None:
    stand(desk)
    await page.goto(f"{shop.address}/")
    await until(lambda: desk.hellos)
    desk.send({"type": "invited", "id": "i1", "name": "Anna", "text": "Can I help?", "at": 1764000000000})
    await expect(messages(page, "manager")).to_have_text("Can I help?")
    await write(page, "Yes, please!")
    await until(lambda: desk.talk.of_type("message"))
    assert [frame.get("invited") for frame in desk.talk.of_type("message")] == ["i1"]


async def test_l7_whoever_is_writing_something_is_not_disturbed_and_finds_it_on_the_launcher(
    page: Page, desk: Desk, shop: Shop
) -> None:
    stand(desk)
    await page.goto(f"{shop.address}/")
    await until(lambda: desk.hellos)
    await page.evaluate("document.body.append(document.createElement('textarea')); document.body.lastChild.focus()")
    desk.send({"type": "invited", "id": "i1", "name": "Anna", "text": "Can I help?", "at": 1764000000000})
    await expect(part(page, "badge")).to_have_text("1")
    await expect(part(page, "panel")).to_have_count(0)
    await part(page, "launcher").click()
    await expect(messages(page, "manager")).to_have_text("Can I help?")
    await expect(part(page, "badge")).to_be_hidden()
