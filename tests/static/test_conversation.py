"""What is written both ways arrives once and in order, whatever the network, the server or the browser do meanwhile."""

from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.static.fake_desk import KEY, Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, open_panel, part, storage, watch
from tests.widgets.chat.talking import come, leave, messages, stand, states, write

GREETING = "Hello! How can we help?"
OTHER = "01jd9q4k7mwz2x8c5v1b3n6r0t"
MARK = f"frontdesk:{KEY}:talk"


def sent(desk: Desk) -> list[str]:
    """The keys of all attempts, in order."""
    return [frame["key"] for frame in desk.talk.of_type("message")]


async def test_a_message_is_said_with_its_page_and_language_once_it_is_known_who_speaks(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await come(page, desk, shop)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")

    [frame] = desk.talk.of_type("message")
    frame.pop("key")
    assert frame == {
        "type": "message",
        "widget": desk.site["widgets"][0]["id"],
        "text": "Hello?",
        "language": "en",
        "page": {"url": f"{shop.address}/", "title": "/", "referrer": ""},
    }
    kept = await storage(page)
    assert desk.hellos[-1]["visitor"] == kept[f"frontdesk:{KEY}:visitor"]
    assert kept[MARK] == "1 conversation1"
    assert [name for name in kept if ":say:" in name] == []


@pytest.mark.parametrize("fate", ["lost", "silence"])
async def test_l2_what_is_not_confirmed_goes_again_under_its_key_and_is_there_once(
    fate: str, page: Page, desk: Desk, shop: Shop
) -> None:
    desk.talk.answers = lambda frame: fate if len(sent(desk)) == 1 else None
    await come(page, desk, shop)
    await write(page, "Hello?")
    await until(lambda: len(sent(desk)) == 2, 8)
    await write(page, "Are you there?")

    await expect(messages(page)).to_have_text([GREETING, "Hello?", "Are you there?"])
    await expect(states(page)).to_contain_text(["sent", "sent"])
    assert len(set(sent(desk))) == 2
    assert desk.talk.texts == [("visitor", "Hello?"), ("visitor", "Are you there?")]


async def test_l2_what_is_written_offline_outlives_a_reload_and_goes_in_order(
    page: Page, desk: Desk, shop: Shop, context: BrowserContext
) -> None:
    await come(page, desk, shop)
    await write(page, "First")
    await expect(states(page)).to_contain_text("sent")
    desk.takes_sockets, desk.is_down = False, True
    desk.close(1001)
    for text in ("Second", "Third"):
        await write(page, text)
    await expect(messages(page, "visitor")).to_have_text(["First", "Second", "Third"])

    desk.is_down = False
    await page.reload()
    await until(lambda: len(desk.talk.messages) == 3, 10)
    await open_panel(page)

    await expect(messages(page)).to_have_text([GREETING, "First", "Second", "Third"])
    assert [text for _, text in desk.talk.texts] == ["First", "Second", "Third"]


async def test_an_offline_browser_says_when_it_will_be_sent(
    page: Page, desk: Desk, shop: Shop, context: BrowserContext
) -> None:
    await come(page, desk, shop)
    await until(lambda: desk.hellos)
    await context.set_offline(True)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("will be sent when you are online")
    await expect(part(page, "status")).to_contain_text("No connection.")

    await context.set_offline(False)
    await until(lambda: desk.talk.messages, 10)
    await expect(states(page)).to_contain_text("sent")
    await expect(part(page, "status")).to_be_empty()
    assert len(set(sent(desk))) == 1


async def test_l2_after_a_cut_what_was_missed_is_there_once_and_in_order(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")
    desk.takes_sockets = False
    desk.close(1001)
    await until(lambda: not desk.sockets)
    for number in range(60):
        desk.talk.add("manager", f"number {number}")

    desk.takes_sockets = True
    await expect(messages(page)).to_have_count(62, timeout=15_000)
    said = await messages(page).all_inner_texts()
    assert said == [GREETING, "Hello?", *(f"number {number}" for number in range(60))]


async def test_l2_too_much_to_tell_at_once_leaves_no_hole(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")
    for number in range(2, 302):
        desk.talk.add("manager", f"number {number}")
    desk.nudge()

    await expect(messages(page)).to_have_count(50)
    assert await messages(page).first.inner_text() == "number 252"
    await part(page, "earlier").click()
    await expect(messages(page)).to_have_count(100)
    assert await messages(page).first.inner_text() == "number 202"


@pytest.mark.parametrize("blocked", ["by the page", "on the way"])
async def test_l2_without_sockets_both_sides_are_heard_over_http(
    blocked: str, page: Page, desk: Desk, shop: Shop
) -> None:
    if blocked == "by the page":
        shop.attributes = 'data-live="http"'
    desk.takes_sockets = blocked == "by the page"
    await come(page, desk, shop)
    await expect(control(page, "email")).to_have_count(0)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")
    await until(lambda: len(desk.polls) > 2, 8)
    desk.talk.add("manager", "Over here", name="Anna")

    await expect(messages(page)).to_have_text([GREETING, "Hello?", "Over here"])
    await until(lambda: [frame["number"] for frame in desk.talk.of_type("read")] == [2])
    assert desk.talk.texts == [("visitor", "Hello?"), ("manager", "Over here")]
    assert (len(desk.hellos), len(desk.polls) < 20) == (0, True)


async def test_l2_once_a_socket_stands_nothing_is_asked_for_over_http(page: Page, desk: Desk, shop: Shop) -> None:
    desk.takes_sockets = False
    await come(page, desk, shop)
    await expect(control(page, "email")).to_have_count(0)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")

    desk.takes_sockets = True
    await until(lambda: desk.sockets, 15)
    await until(lambda: desk.hellos)
    polls = len(desk.polls)
    desk.say("On the line")
    await expect(messages(page)).to_have_text([GREETING, "Hello?", "On the line"])
    await write(page, "Fine")
    await expect(messages(page, "visitor")).to_have_count(2)
    assert len(desk.polls) == polls


async def test_several_messages_written_at_once_keep_their_order(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop)
    for number in range(8):
        await write(page, f"number {number}")

    await until(lambda: len(desk.talk.messages) == 8)
    assert [text for _, text in desk.talk.texts] == [f"number {number}" for number in range(8)]
    await expect(messages(page)).to_have_count(9)


async def test_too_many_messages_wait_as_long_as_the_server_says(page: Page, desk: Desk, shop: Shop) -> None:
    refusal = {"code": "too_many", "again": True, "retry_after": 1}
    desk.talk.answers = lambda frame: refusal if len(sent(desk)) == 1 else None
    await come(page, desk, shop)
    await write(page, "Hello?")

    await expect(states(page)).to_contain_text("sent", timeout=8000)
    assert desk.talk.texts == [("visitor", "Hello?")]


async def test_a_conversation_that_is_gone_is_not_mixed_with_the_next(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop)
    for text in ("One", "Two"):
        await write(page, text)
    await expect(states(page)).to_contain_text(["sent", "sent"])
    desk.talk.messages.clear()
    desk.talk.keys.clear()
    desk.talk.have.clear()
    desk.talk.name = "conversation2"

    await page.reload()
    await open_panel(page)
    await write(page, "Three")

    await expect(messages(page)).to_have_text([GREETING, "Three"])
    assert (await storage(page))[MARK] == "1 conversation2"


async def test_nobody_who_may_not_be_remembered_is_kept_from_talking(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["memory"] = "after_consent"
    await come(page, desk, shop)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")
    desk.say("Hi")
    await expect(messages(page)).to_have_text([GREETING, "Hello?", "Hi"])
    assert await storage(page) == {}

    await page.evaluate("frontdesk.push(['consent', ['analytics']])")
    await page.wait_for_function(f"localStorage['{MARK}']")
    await page.reload()
    await open_panel(page)
    await expect(messages(page)).to_have_text([GREETING, "Hello?", "Hi"])


async def test_a_message_left_without_a_memory_is_answered_on_this_page(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["memory"] = "after_consent"
    await come(page, desk, shop, online="no")
    await leave(page)
    await until(lambda: desk.leads)
    desk.say("We do.")

    await expect(messages(page, "manager")).to_have_text(["We do."])
    assert desk.submissions[0][1].get("visitor") or desk.hellos[-1]["visitor"]
    assert await storage(page) == {}


async def test_a_callback_beside_it_fetches_nothing_for_what_is_said(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop)
    callback = desk.site["widgets"][0] | {"id": OTHER, "kind": "callback", "settings": {}}
    desk.site["widgets"] = [callback, *desk.site["widgets"]]
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")
    await page.goto(f"{shop.address}/two")
    await part(page, "launcher", OTHER).wait_for()
    desk.say("Hi")

    await expect(part(page, "badge")).to_have_text("1")
    assert [path for path in desk.requests if "callback-later" in path] == []


async def test_whoever_leaves_this_browser_leaves_no_word_behind(page: Page, desk: Desk, shop: Shop) -> None:
    await come(page, desk, shop)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")

    await page.evaluate("frontdesk.push(['identify', null])")

    await expect(messages(page)).to_have_text([GREETING])
    assert [name for name in await storage(page) if "talk" in name or ":say:" in name] == []


async def test_blocked_storage_does_not_stop_a_talk(page: Page, desk: Desk, shop: Shop) -> None:
    await page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    seen = await watch(page)
    await come(page, desk, shop)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")
    desk.say("Hi")

    await expect(messages(page)).to_have_text([GREETING, "Hello?", "Hi"])
    assert seen.errors == []


async def test_a_talk_begun_in_one_tab_is_heard_of_in_the_other(
    page: Page, desk: Desk, shop: Shop, context: BrowserContext
) -> None:
    await come(page, desk, shop)
    other: Any = await context.new_page()
    await other.goto(f"{shop.address}/two")
    await part(other, "launcher").wait_for()
    await until(lambda: len(desk.sockets) == 2)
    await write(page, "Hello?")
    await expect(states(page)).to_contain_text("sent")
    await until(lambda: len(desk.talk.have) == 2)
    await part(page, "close").click()
    desk.say("One")

    await expect(part(page, "badge")).to_have_text("1")
    await expect(part(other, "badge")).to_have_text("1")


async def test_a_site_without_a_talk_fetches_nothing_of_it(page: Page, desk: Desk, shop: Shop) -> None:
    stand(desk)
    await page.goto(f"{shop.address}/")
    await until(lambda: desk.hellos)

    assert [path for path in desk.requests if "conversation" in path] == []
