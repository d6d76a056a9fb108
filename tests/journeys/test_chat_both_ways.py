"""Way 3: two real pages, a visitor's and a manager's, talk through a cut, a reload, a restart and a second tab."""

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.support.running import Running
from tests.support.team import at_the_desk, hire
from tests.support.visitor import Visitor, arrive

pytestmark = pytest.mark.storage


async def test_l1_l2_both_transcripts_equal_the_database_whatever_happens_between(
    browser: Browser, running: Running
) -> None:
    await running.place("chat")
    anna = await hire(running, "Anna Petrović")
    desk = await at_the_desk(browser, running, anna)
    visitor = await arrive(browser, running.show())
    visitor.kind = "chat"
    await visitor.part("launcher").click()
    await expect(visitor.part("panel")).to_contain_text("online")

    await write(visitor, "Is the Guji back?")
    await expect(desk.locator("#talks-waiting")).to_contain_text("1")
    await desk.goto(f"{running.address}/console/conversations")
    await desk.locator("#talk-rows a").click()
    await answer(desk, "On Friday.")
    await reads(visitor.part("messages"), "On Friday.")

    # The visitor's line breaks: what both sides say meanwhile comes with the next one.
    await visitor.page.context.set_offline(True)
    await write(visitor, "Said without a line")
    await answer(desk, "Said meanwhile")
    await visitor.page.context.set_offline(False)
    await reads(visitor.part("messages"), "Said meanwhile")
    await reads(desk.locator("#talk-log"), "Said without a line")

    # A reload of both, and a second tab of the visitor's.
    await visitor.page.reload()
    await visitor.part("launcher").click()
    await reads(visitor.part("messages"), "Said without a line")
    await desk.reload()
    second = Visitor(await visitor.page.context.new_page(), kind="chat")
    await second.page.goto(running.show())
    await second.part("launcher").click()
    await write(second, "From the second tab")
    await reads(visitor.part("messages"), "From the second tab")
    await reads(desk.locator("#talk-log"), "From the second tab")

    # The server restarts.
    await running.stop()
    await write(visitor, "Said to nobody")
    await running.start()
    await reads(desk.locator("#talk-log"), "Said to nobody")
    await answer(desk, "Back again")
    for page in (visitor, second):
        await reads(page.part("messages"), "Back again")

    [conversation] = (await running.api("GET", f"/sites/{running.site}/conversations"))["items"]
    kept = (await running.api("GET", f"/conversations/{conversation['id']}/messages"))["items"]
    said = [(each["author"], each["text"]) for each in kept]
    assert [each["number"] for each in kept] == list(range(1, 8))
    assert {text for _, text in said} == {
        "Is the Guji back?",
        "On Friday.",
        "Said without a line",
        "Said meanwhile",
        "From the second tab",
        "Said to nobody",
        "Back again",
    }
    for page in (visitor, second):
        assert await shown(page.part("message")) == [("bot", "Hello! How can we help?"), *said]
    assert await at_desk(desk) == said


async def write(visitor: Visitor, text: str) -> None:
    """The visitor says something."""
    field = visitor.page.locator(f"{visitor.widget} textarea[name=message]")
    await field.fill(text)
    await field.press("Enter")


async def answer(desk: Page, text: str) -> None:
    """The manager answers."""
    await desk.fill("#talk-text", text)
    await desk.press("#talk-text", "Enter")
    await expect(desk.locator("#talk-log .ours").last).to_contain_text(text)


async def reads(place: Locator, text: str) -> None:
    """These words come, once."""
    await expect(place.get_by_text(text, exact=True)).to_have_count(1)


async def shown(messages: Locator) -> list[tuple[str, str]]:
    """The messages of a visitor's page as (author, text)."""
    return [
        (str(await each.get_attribute("data-author")), (await each.inner_text()).strip())
        for each in await messages.all()
    ]


async def at_desk(desk: Page) -> list[tuple[str, str]]:
    """The messages of the desk as (author, text)."""
    bubbles = await desk.locator("#talk-log .bubble").all()
    return [
        (
            "manager" if "ours" in str(await each.get_attribute("class")) else "visitor",
            (await each.locator(".bubble-text").inner_text()).strip(),
        )
        for each in bubbles
    ]
