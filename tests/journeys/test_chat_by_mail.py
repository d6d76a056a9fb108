"""Way 3 beyond the page: an answer to somebody who has gone comes by mail, and its link leads back to the chat."""

import asyncio
import re

import pytest
from playwright.async_api import Browser, expect
from sqlalchemy import update

from server.conversations.tables import conversations
from server.database import open_database
from tests.server.hub.serving import until
from tests.support.mailbox import Mailbox, open_mailbox
from tests.support.running import Running, RunServer
from tests.support.team import at_the_desk, hire
from tests.support.visitor import Visitor, arrive

pytestmark = pytest.mark.storage
MILA = "mila@post.example"
IN_TIME = 15_000  # ms, on a busy machine


async def test_l9_an_answer_comes_by_mail_and_its_link_goes_on_in_another_browser(
    browser: Browser, run_server: RunServer, database_url: str
) -> None:
    async with open_mailbox() as mailbox:
        running = await run_server(database_url, FRONTDESK_SMTP_URL=mailbox.url)
        await running.place("chat")
        page = running.show("/beans")
        await leave_a_message(browser, page)
        anna = await hire(running, "Anna Petrović")
        desk = await at_the_desk(browser, running, anna)
        await desk.goto(f"{running.address}/console/conversations")
        await desk.locator("#talk-rows a").click()
        await desk.locator("#talk-text").fill("On Friday, at nine.")
        await desk.keyboard.press("Enter")
        await expect(desk.locator("#talk-letter")).to_contain_text(f"Goes by mail to {MILA}")
        assert mailbox.letters == []
        await let_it_be_due(running)
        await until(lambda: mailbox.letters)
        await expect(desk.locator("#talk-letter")).to_contain_text(f"Sent by mail to {MILA}", timeout=IN_TIME)
        assert (mailbox.recipients, "Is the Guji back?" in mailbox.text()) == ([MILA], False)

        telephone = await arrive(browser, link(mailbox))
        telephone.kind = "chat"
        await expect(telephone.part("panel")).to_be_visible()
        said = ["Hello! How can we help?", "Is the Guji back?", "On Friday, at nine."]
        await expect(telephone.part("message")).to_have_text(said)
        assert telephone.page.url == page
        await expect(desk.locator("#talk-letter")).to_have_count(0)
        await telephone.write("message", "Then I will come.")
        await telephone.part("send").click()
        await expect(desk.locator("#talk-log .bubble-text").last).to_have_text("Then I will come.")
        await telephone.page.reload()
        await telephone.part("launcher").click()
        await expect(telephone.part("message")).to_have_text([*said, "Then I will come."])

        [conversation] = (await running.api("GET", f"/sites/{running.site}/conversations"))["items"]
        assert (conversation["last"], conversation["visitor_read"]) == (3, 3)
        assert (len(mailbox.letters), telephone.troubles) == (1, [])


async def test_l9_a_link_that_has_ended_leaves_the_page_as_on_any_other_day(browser: Browser, running: Running) -> None:
    await running.place("chat")
    visitor = await arrive(browser, f"{running.show()}#frontdesk-link={'0' * 53}")
    visitor.kind = "chat"

    await visitor.part("launcher").click()
    await expect(visitor.part("panel")).to_be_visible()
    assert "#" not in visitor.page.url
    assert [each for each in visitor.troubles if "404" not in each] == []


async def leave_a_message(browser: Browser, page: str) -> None:
    """Somebody asks while nobody is there, leaves an address, and goes."""
    visitor: Visitor = await arrive(browser, page)
    visitor.kind = "chat"
    await visitor.part("launcher").click()
    await visitor.write("message", "Is the Guji back?")
    await visitor.write("email", MILA)
    await visitor.page.locator(f"{visitor.widget} [name=consent]").first.check()
    await visitor.part("send").click()
    await expect(visitor.part("panel")).to_contain_text(MILA)
    await visitor.page.context.close()


async def let_it_be_due(running: Running) -> None:
    """As if three minutes had passed."""
    database = open_database(running.database_url)
    await database.open()
    try:
        await asyncio.wait_for(
            database.write(lambda tx: tx.run(update(conversations).values(letter_at=conversations.c.last_at))), 5
        )
    finally:
        await database.close()


def link(mailbox: Mailbox) -> str:
    """Where the letter's button leads."""
    found = re.search(r"(http\S+#frontdesk-link=\S+)", mailbox.text())
    assert found is not None
    return found[1]
