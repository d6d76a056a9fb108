"""Every page for everybody: with assistive technology, by keyboard, light, dark, wide, narrow, in both languages."""

import re

import pytest
from starlette.applications import Starlette

from server.hub.hub import Hub
from server.hub.presence import MemoryPresence
from tests.server.console import every_page
from tests.server.console.at_work import OUTPUT, a_door, quick_passwords, routes
from tests.server.console.delivering import lively_deliveries
from tests.server.console.every_page import everywhere, looked_at, sort_people, too_wide
from tests.server.console.keyboard import keys_shown, walked
from tests.server.console.lively import SEEN, SMALLEST, WIDE, lively
from tests.server.hub.serving import served


def test_every_whole_page_of_the_door_is_looked_at():
    known = {*every_page.DESK.values(), *every_page.OUTSIDE.values(), every_page.START}
    pages = {re.sub("{(person|widget|pressed|pool|conversation)}", "{id}", path.partition("?")[0]) for path in known}
    assert every_page.doors() == pages | every_page.PARTS
    assert pages & every_page.PARTS == set()


@pytest.mark.parametrize(("scheme", "size", "language"), SEEN)
async def test_every_page_is_free_of_barriers_fits_and_does_not_jump(console, browser, scheme, size, language):
    person = await lively(console)
    await sort_people(console, person)
    await lively_deliveries(console)
    context = {"color_scheme": scheme, "viewport": size, "locale": "ru-RU" if language == "ru" else "en-GB"}
    page = await console.at_desk(browser, console.owner, **context)
    await speak(page, console.address, language)
    seen, found = f"{size['width']}-{scheme}-{language}", {}
    OUTPUT.mkdir(exist_ok=True)
    async for name in everywhere(console, page, person):
        assert await page.get_attribute("html", "lang") == language, name
        found[name] = await looked_at(page, f"{name}-{seen}")
        if name == "people":
            await page.locator("#filters summary").press("Enter")
            await page.locator("tbody tr").first.press("x")
            found["people-chosen"] = await looked_at(page, f"people-chosen-{seen}")
    expected = (*every_page.DESK, *every_page.OUTSIDE, "people-chosen")
    assert found == {name: [0] for name in expected}


async def test_every_page_is_gone_through_by_tab_and_fits_the_smallest_phone_and_twice_the_text(console, browser):
    person = await lively(console)
    await sort_people(console, person)
    await lively_deliveries(console)
    page = await console.at_desk(browser, console.owner, viewport=WIDE)
    found = {}
    async for name in everywhere(console, page, person):
        found[name] = [*(await walked(page)), *(await keys_shown(page))]
        await page.set_viewport_size(SMALLEST)
        found[name].append(await too_wide(page))
        await page.set_viewport_size({"width": 640, "height": 900})
        await page.evaluate("document.documentElement.style.setProperty('font-size', '32px')")
        found[name].append(await too_wide(page))
        await page.evaluate("document.documentElement.style.removeProperty('font-size')")
        await page.set_viewport_size(WIDE)
    assert found == {name: [0, 0] for name in (*every_page.DESK, *every_page.OUTSIDE)}


async def test_the_first_page_of_an_empty_house_is_for_everybody_too(database, built, browser):
    passwords, presence, app = quick_passwords(), MemoryPresence(), Starlette()
    OUTPUT.mkdir(exist_ok=True)
    async with served(app) as where:
        door = a_door(database, passwords, Hub(10), presence, built, f"http://{where}")
        app.router.routes.extend(routes(door, built))
        page, found = await browser.new_page(), {}
        for scheme, size, language in SEEN:
            await page.set_viewport_size(size)
            await page.emulate_media(color_scheme=scheme)
            await speak(page, f"http://{where}", language)
            await page.goto(f"http://{where}{every_page.START}")
            assert await page.get_attribute("html", "lang") == language
            seen = f"start-{size['width']}-{scheme}-{language}"
            found[seen] = [*(await looked_at(page, seen)), *(await walked(page))]
    await presence.close()
    passwords.close()
    assert found == {seen: [0] for seen in found}


async def speak(page, address, language):
    """Choose the language in this browser."""
    await page.context.add_cookies([{"name": "frontdesk_language", "value": language, "url": f"{address}/console"}])
