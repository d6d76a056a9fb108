"""A reply to whoever is here opens the chat, where there is one."""

from playwright.async_api import Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, part
from tests.widgets.greeter.greeting import ANNA, greeter, show
from tests.widgets.rooms import ROOMS, placed

CHAT = "01jd8x2m4vq7k3n5p9r1s6t8zz"
CHATS = "frontdesk-widget[kind=chat]"


async def begin(page: Page, desk: Desk, shop: Shop) -> str:
    """A greeter that speaks for Anna beside a chat, and the first words of a reply; gives the greeter's id."""
    widget = greeter(desk, messages=[{"text": {"en": "You read {page}, {name|friend}?"}}])
    desk.site["widgets"].append(placed(ROOMS["chat"]) | {"id": CHAT})
    desk.facts = {"online": "yes", "sender": ANNA}
    await show(page, shop, "beans")
    await expect(part(page, "online")).to_have_text("online")
    await control(page, "message").first.press_sequentially("Yes!")
    await part(page, "submit").first.wait_for()
    return str(widget["id"])


async def test_l8_the_reply_is_the_first_message_and_nobody_is_asked_for_an_address(
    page: Page, desk: Desk, shop: Shop
) -> None:
    widget = await begin(page, desk, shop)
    await expect(control(page, "email")).to_have_count(0)
    await part(page, "submit").first.click()

    await expect(page.locator(f"{CHATS} [part~=message][data-author=visitor]")).to_have_text("Yes!")
    await expect(part(page, "card")).to_have_count(0)
    await until(lambda: desk.talk.messages)
    [frame] = desk.talk.of_type("message")
    assert (frame["widget"], frame["answers"]) == (CHAT, {"widget": widget, "said": 1, "facts": {"page": "/beans"}})
    assert (desk.leads, len(desk.talk.messages)) == ({}, 1)


async def test_l8_whoever_has_gone_meanwhile_is_answered_by_mail(page: Page, desk: Desk, shop: Shop) -> None:
    await begin(page, desk, shop)
    desk.facts = {"online": "no"}
    desk.send({"type": "facts", "online": "no"})
    await expect(part(page, "online")).to_have_count(0)
    await part(page, "submit").first.click()
    await expect(control(page, "email")).to_be_focused()
    await control(page, "email").fill("jovana@post.example")
    await control(page, "consent").first.check()
    await part(page, "submit").first.click()

    await until(lambda: desk.leads)
    [lead] = desk.leads.values()
    assert (lead["values"]["message"], desk.talk.messages) == ("Yes!", [])
