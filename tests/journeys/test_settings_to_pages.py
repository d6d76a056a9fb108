"""Way 4: what an owner changes stands on open pages within two seconds, without a reload and without losing a draft."""

import asyncio
import time

import pytest
from playwright.async_api import Browser, expect

from tests.support.running import Running
from tests.support.visitor import Visitor, arrive

WITHIN_SECONDS = 2.0
pytestmark = pytest.mark.storage


async def test_an_open_page_shows_the_new_settings_within_two_seconds(browser: Browser, running: Running) -> None:
    widget = await running.place()
    visitor = await with_a_line(browser, running)
    await visitor.part("close").click()
    await visitor.part("launcher").evaluate("launcher => launcher.dataset.before = 'yes'")

    begun = time.monotonic()
    await running.api("PATCH", f"/widgets/{widget}", {"settings": {"title": {"en": "Shall we call you?"}}})
    await expect(visitor.page.locator("frontdesk-widget [part~=launcher]:not([data-before])")).to_be_visible()
    took = time.monotonic() - begun

    assert took < WITHIN_SECONDS
    assert await visitor.page.evaluate("window.stillTheSamePage") is True
    await visitor.part("launcher").click()
    await expect(visitor.part("panel")).to_contain_text("Shall we call you?")
    assert visitor.troubles == []


async def test_a_widget_in_use_is_mounted_anew_only_when_it_is_closed_and_keeps_its_draft(
    browser: Browser, running: Running
) -> None:
    widget = await running.place()
    visitor = await with_a_line(browser, running)
    await visitor.write("name", "Nada")

    await running.api("PATCH", f"/widgets/{widget}", {"settings": {"title": {"en": "Shall we call you?"}}})
    await visitor.page.wait_for_timeout(WITHIN_SECONDS * 1000)
    assert "Shall we call you?" not in await visitor.part("panel").inner_text()

    await visitor.part("close").click()
    await visitor.part("launcher").click()
    await expect(visitor.part("panel")).to_contain_text("Shall we call you?")
    await expect(visitor.page.locator("frontdesk-widget [name=name]")).to_have_value("Nada")


async def test_a_widget_that_is_switched_off_leaves_open_pages(browser: Browser, running: Running) -> None:
    widget = await running.place()
    visitor = await with_a_line(browser, running)
    await visitor.part("close").click()

    await running.api("PATCH", f"/widgets/{widget}", {"enabled": False})

    await expect(visitor.page.locator("frontdesk-widget")).to_have_count(0)


async def with_a_line(browser: Browser, running: Running) -> Visitor:
    """A visitor who has opened the panel, so that the page holds its live line."""
    visitor = await arrive(browser, running.show())
    await visitor.page.evaluate("window.stillTheSamePage = true")
    welcomed = asyncio.Event()
    visitor.page.on("websocket", lambda line: line.on("framereceived", lambda _frame: welcomed.set()))
    await visitor.part("launcher").click()
    await asyncio.wait_for(welcomed.wait(), 10)
    return visitor
