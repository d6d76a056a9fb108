"""Way 2: a number is left, kept, known and told; two visitors and two managers at once."""

import asyncio

import pytest
from playwright.async_api import Browser, Page, Route, expect

from tests.support.running import Running
from tests.support.team import at_the_desk, hire
from tests.support.visitor import arrive

NADA, PETAR = "+381641234567", "+381641234568"
pytestmark = pytest.mark.storage


async def test_two_visitors_and_two_managers_at_once(browser: Browser, running: Running) -> None:
    await running.place()
    anna, boris = await hire(running, "Anna Petrović"), await hire(running, "Boris Ilić")
    annas, boriss = await at_the_desk(browser, running, anna), await at_the_desk(browser, running, boris)
    first = await arrive(browser, running.show("/beans"))
    second = await arrive(browser, running.show("/checkout"))

    await first.ask_for_a_call("064 1234567", "Nada", "Do you deliver on Sundays?")
    await first.reads("64 1234567")
    await second.ask_for_a_call("+381 64 1234568", "Petar")
    await second.reads("64 1234568")
    await expect(annas.locator("#ringing-title, .ringing h2")).to_contain_text("Nada")
    await expect(boriss.locator("#ringing-title, .ringing h2")).to_contain_text("Nada")
    await expect(annas.locator("#waiting-list")).to_contain_text("Petar")

    # Both press "take" on Nada's request at once; Boris's press is held back until Anna has it.
    await race(annas, boriss)
    await expect(boriss.locator("#toasts")).to_contain_text("Anna Petrović was quicker and has this one.")
    await first.reads("Anna")
    await expect(boriss.locator("#talking-list")).to_contain_text("Nada")

    # The other request is still there, and Boris has it.
    await boriss.locator(".ringing [data-take]").click()
    await second.reads("Boris")

    calls = await running.api("GET", f"/sites/{running.site}/callbacks")
    assert [(call["phone"], call["state"], call["taken_by"]["name"]) for call in calls["items"]] == [
        (PETAR, "manager_answered", "Boris Ilić"),
        (NADA, "manager_answered", "Anna Petrović"),
    ]
    assert await card_of(running, NADA) == ("Nada", NADA, {"visit", "lead", "consent", "call"})
    assert await card_of(running, PETAR) == ("Petar", PETAR, {"visit", "lead", "consent", "call"})
    assert first.troubles + second.troubles == []


async def test_the_outcome_with_its_note_is_on_the_card_and_the_visitor_reads_it(
    browser: Browser, running: Running
) -> None:
    await running.place()
    desk = await at_the_desk(browser, running, await hire(running, "Anna Petrović"))
    visitor = await arrive(browser, running.show())
    await visitor.ask_for_a_call("064 1234567", "Nada")

    await desk.locator(".ringing [data-take]").click()
    await desk.locator("[name=outcome][value=no_answer]").check()
    await desk.locator("[name=note]").fill("Try after five")
    await desk.locator(".mine .btn-main").click()

    await expect(desk.locator(".mine")).to_have_count(0)
    await visitor.reads("We rang, and nobody answered")
    found = await running.api("GET", f"/sites/{running.site}/clients?q=%2B381641234567")
    timeline = await running.api("GET", f"/clients/{found['items'][0]['id']}/timeline")
    assert "outcome" in {entry["kind"] for entry in timeline["items"]}
    assert "Try after five" in str(timeline)


async def race(winner: Page, loser: Page) -> None:
    """Both press at the same moment; the second press reaches the server after the first was answered."""
    pressed, answered = asyncio.Event(), asyncio.Event()

    async def hold(route: Route) -> None:
        pressed.set()
        await answered.wait()
        await route.continue_()

    await loser.route("**/take", hold)
    await loser.locator(".ringing [data-take]").click()
    await pressed.wait()
    await winner.locator(".ringing [data-take]").click()
    await expect(winner.locator(".mine")).to_be_visible()
    answered.set()


async def card_of(running: Running, phone: str) -> tuple[str, str, set[str]]:
    """Name and number on the card of the one person with this number, and the kinds of what happened to them."""
    found = await running.api("GET", f"/sites/{running.site}/clients?q={phone.replace('+', '%2B')}")
    assert len(found["items"]) == 1
    client = found["items"][0]["id"]
    card = await running.api("GET", f"/clients/{client}")
    timeline = await running.api("GET", f"/clients/{client}/timeline")
    return card["name"], card["phone"], {entry["kind"] for entry in timeline["items"]}
