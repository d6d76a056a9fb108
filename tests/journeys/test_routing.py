"""A conversation finds its manager: it is offered, passes on when they go, and the visitor sees the truth of it."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.support.running import Running
from tests.support.team import Colleague, at_the_desk, hire
from tests.support.visitor import Visitor, arrive

pytestmark = pytest.mark.storage
IN_TIME = 15_000  # ms, on a busy machine; a lost line counts for 4 s, away counts at once


async def test_l4_l5_l6_an_offer_passes_on_and_the_last_one_who_goes_leaves_the_form(
    browser: Browser, running: Running
) -> None:
    await running.place("chat")
    people = [await hire(running, name) for name in ("Anna Petrović", "Vera Ilić")]
    desks = {each: await at_the_desk(browser, running, each) for each in people}
    visitor, other = await come(browser, running), await come(browser, running)
    await visitor.part("launcher").click()
    await say(visitor, "Is the Guji back?")
    await expect(visitor.part("queue").locator("span")).to_have_text("You are next.")

    for each in desks.values():
        await each.goto(f"{running.address}/console/conversations")
    asked = await whoever_is_asked(desks)
    left = next(each for each in people if each is not asked)
    await expect(desks[left].locator("#talk-rows .badge")).to_have_count(0)
    await desks[asked].context.close()
    await expect(desks[left].locator("#talk-rows .badge")).to_have_text("for you", timeout=IN_TIME)

    await other.part("launcher").click()
    await expect(other.part("write")).to_be_visible()
    await away(desks[left], "Go away for a while")
    await expect(other.page.locator(f"{other.widget} [name=email]")).to_be_visible(timeout=IN_TIME)
    await expect(visitor.part("queue").locator("span")).to_be_empty()
    await expect(visitor.part("head")).to_contain_text("We answer as soon as we are back")
    await away(desks[left], "I am back")
    await expect(other.part("write")).to_be_visible(timeout=IN_TIME)

    await desks[left].locator("#talk-rows a").click()
    await desks[left].get_by_role("button", name="Take").click()
    await expect(visitor.part("head").locator("h2")).to_have_text(left.name.split()[0])
    await expect(visitor.part("queue").locator("span")).to_be_empty()


async def come(browser: Browser, running: Running) -> Visitor:
    """Somebody new comes to the shop's page."""
    visitor = await arrive(browser, running.show())
    visitor.kind = "chat"
    return visitor


async def whoever_is_asked(desks: dict[Colleague, Page]) -> Colleague:
    """Whose list says that the conversation is for them."""
    for _ in range(50):
        for each, desk in desks.items():
            if await desk.locator("#talk-rows .badge", has_text="for you").count():
                return each
        await next(iter(desks.values())).wait_for_timeout(100)
    raise AssertionError("It is offered to nobody.")


async def away(desk: Page, switch: str) -> None:
    """Press the switch in the member's own menu."""
    await desk.locator(".me summary").click()
    await desk.locator("#duty").get_by_role("button", name=switch).click()
    await desk.keyboard.press("Escape")


async def say(visitor: Visitor, text: str) -> None:
    """The visitor says something."""
    field = visitor.page.locator(f"{visitor.widget} textarea[name=message]")
    await field.fill(text)
    await field.press("Enter")
