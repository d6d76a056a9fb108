"""From `frontdesk serve` on an empty folder to a lead from a page of one's own, by the console alone."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import httpx2
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, ViewportSize, expect

from tests.support.chromium import WAIT_MS
from tests.support.engines import free_port
from tests.support.pages import Pages
from tests.support.running import EMAIL as OWNER
from tests.support.running import PASSWORD as OWNERS_PASSWORD
from tests.support.running import Running, end
from tests.support.visitor import arrive

OUTPUT = Path(__file__).parents[1] / "output"
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
EMAIL, PASSWORD = "anna@harbourrow.example", "a harbour row"
ACCOUNT = {"step": "account", "name": "Anna", "email": EMAIL, "password": PASSWORD}


@pytest_asyncio.fixture
async def empty(tmp_path: Path) -> AsyncIterator[Running]:
    """A server in an empty folder, as whoever installs it starts it; it may look at the pages of the test."""
    pages = Pages()
    pages.start()
    settings = {
        "FRONTDESK_DATA_DIR": str(tmp_path / "data"),
        "FRONTDESK_OUTGOING_ALLOW": f"localhost:{pages.port}",
        "FRONTDESK_DATABASE_URL": "",
    }
    running = Running(tmp_path, os.environ | settings, free_port(), pages)
    await running.start()
    yield running
    await end(running)


async def looked_at(page: Page, name: str) -> None:
    """Keep how the page looks, dark on a phone and light on a desk: free of barriers, nothing pushed sideways."""
    await asyncio.to_thread(OUTPUT.mkdir, exist_ok=True)
    for size, is_dark in ((PHONE, True), (WIDE, False)):
        await page.set_viewport_size(size)
        await page.emulate_media(color_scheme="dark" if is_dark else "light", reduced_motion="reduce")
        await page.evaluate("Promise.allSettled(document.getAnimations().map((each) => each.finished))")
        found = await Axe().run(page)
        assert [(each["id"], each["nodes"][0]["html"][:160]) for each in found.response["violations"]] == []
        assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") == 0
        await page.screenshot(path=OUTPUT / f"first-{name}-{size['width']}.png", full_page=True)


async def test_r1_from_an_empty_folder_to_a_lead_by_the_console_alone(browser: Browser, empty: Running) -> None:
    context = await browser.new_context(locale="en-GB", timezone_id="Europe/Belgrade", viewport=WIDE)
    context.set_default_timeout(WAIT_MS)
    page = await context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await begin(page, empty)
    line = await install(page, empty)

    visitor = await arrive(browser, f"{empty.pages.origin}/")
    await expect(page.locator("[data-loaded]")).to_contain_text(f"{empty.pages.origin} has loaded the line")
    await page.get_by_role("button", name="Check the page").click()
    await expect(page.locator("#verdict")).to_contain_text("nothing has come from the page yet")
    await looked_at(page, "loaded")

    await visitor.ask_for_a_call("+381 64 1234567", "Nada", "Do you grind for a moka pot?")
    await expect(page.locator("[data-seen]")).to_contain_text(empty.pages.origin)
    await page.get_by_role("button", name="Check the page").click()
    await expect(page.locator("#verdict")).to_contain_text("The line is at work")
    await looked_at(page, "seen")
    await expect(page.locator("[data-first]")).to_contain_text("Nada left a contact")
    # One lead is told of more than once.
    await page.evaluate("document.body.dispatchEvent(new Event('frontdesk:client'))")
    await page.wait_for_load_state("networkidle")
    await expect(page.locator("[data-first]")).to_be_visible()
    await looked_at(page, "lead")
    await page.reload()
    await expect(page.locator("#first")).to_contain_text("The first contact came")
    await expect(page.locator("[data-first]")).to_have_count(0)
    await page.goto(f"{empty.address}/console/")
    await expect(page.locator("#calls")).to_contain_text("Nada")
    assert (troubles, visitor.troubles, line in empty.log) == ([], [], False)


async def begin(page: Page, empty: Running) -> None:
    """The start page: every step, with a mistake on the way."""
    await page.goto(f"{empty.address}/")
    await expect(page).to_have_url(f"{empty.address}/console/start")
    await page.get_by_label("Your name").fill("Anna Petrova")
    await page.get_by_label("E-mail").fill(EMAIL)
    await page.get_by_label("Password").fill("short")
    await page.keyboard.press("Enter")
    await expect(page.locator(".error")).to_have_text("From 10 to 200 characters.")
    await looked_at(page, "account")
    await page.get_by_label("Password").fill(PASSWORD)
    await page.keyboard.press("Enter")

    await expect(page.get_by_role("heading", name="Which site is it?")).to_be_focused()
    await page.get_by_label("Name", exact=True).fill("Harbour Row")
    await page.get_by_label("Its address").fill(f"localhost:{empty.pages.port}")
    await page.keyboard.press("Tab")
    await expect(page.get_by_label("Addresses of its pages")).to_have_value(empty.pages.origin)
    await expect(page.get_by_label("Time zone")).to_have_value("Europe/Belgrade")
    await expect(page.get_by_label("Country")).to_have_value("RS")
    await expect(page.get_by_label("Languages")).to_have_value("en")
    await looked_at(page, "site")
    await page.locator("[data-panel=site] [data-go]").click()

    await expect(page.locator("[name=kind]").first).to_be_checked()
    await page.get_by_role("radio", name="Callback").check()
    await looked_at(page, "widget")
    await page.get_by_role("button", name="Begin").click()
    await page.wait_for_url(f"{empty.address}/console/site")


async def install(page: Page, empty: Running) -> str:
    """The install page: checked while the line is missing, then the line goes from the page into the shop's own."""
    empty.pages["/"] = "<h1>Harbour Row</h1>"
    await expect(page.get_by_text("Waiting for the first visit")).to_be_visible()
    await page.get_by_role("button", name="Check the page").click()
    await expect(page.locator("#verdict")).to_contain_text("The page does not have the line")
    await looked_at(page, "install")
    await page.get_by_label("A page to look at").fill("https://elsewhere.example/")
    await page.get_by_role("button", name="Check the page").click()
    await expect(page.locator(".error")).to_contain_text("A page of this site")
    await expect(page.locator("#verdict")).to_be_empty()
    await page.get_by_label("A page to look at").fill(f"{empty.pages.origin}/")
    line = await page.locator("#snippet").inner_text()
    empty.pages["/"] = f"<h1>Harbour Row</h1>{line}"
    await page.get_by_role("button", name="Check the page").click()
    await expect(page.locator("#verdict")).to_contain_text("nobody has loaded it yet")
    return line


async def test_another_language_keeps_what_was_typed_and_the_step(browser: Browser, empty: Running) -> None:
    context = await browser.new_context(locale="en-GB", timezone_id="Europe/Belgrade")
    context.set_default_timeout(WAIT_MS)
    page = await context.new_page()
    await page.goto(f"{empty.address}/console/start")
    await page.get_by_label("Your name").fill("Anna Petrova")
    await page.get_by_label("E-mail").fill(EMAIL)
    await page.get_by_label("Password").fill(PASSWORD)
    await page.keyboard.press("Enter")
    await page.get_by_label("Name", exact=True).fill("Harbour Row")
    await page.get_by_label("Country").select_option("")
    await page.locator("[name=language][value=ru]").click()

    await expect(page.get_by_role("heading", name="Какой это сайт?")).to_be_visible()
    await expect(page.locator("[name=site]")).to_have_value("Harbour Row")
    await expect(page.locator("[name=country]")).to_have_value("")
    await expect(page.locator("[name=languages]")).to_have_value("ru, en")
    await page.get_by_role("button", name="Назад").click()
    await expect(page.locator("[name=name]")).to_have_value("Anna Petrova")
    await expect(page.locator("[name=email]")).to_have_value(EMAIL)
    await expect(page.locator("[name=password]")).to_have_value("")
    assert await page.evaluate("sessionStorage.getItem('frontdesk:start')") is None


async def test_a_page_that_may_load_the_line_and_not_speak_is_not_called_at_work(
    browser: Browser, running: Running
) -> None:
    await running.place()
    context = await browser.new_context(locale="en-GB")
    context.set_default_timeout(WAIT_MS)
    page = await context.new_page()
    await page.goto(f"{running.address}/console/login")
    await page.get_by_label("E-mail").fill(OWNER)
    await page.get_by_label("Password").fill(OWNERS_PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"{running.address}/console/")
    await page.goto(f"{running.address}/console/site")

    policy = f"default-src 'self'; script-src {running.address}"
    running.pages["/kept"] = f'<meta http-equiv="Content-Security-Policy" content="{policy}">{running.made["snippet"]}'
    await look_and_leave(browser, f"{running.pages.origin}/kept")
    await expect(page.locator("[data-loaded]")).to_contain_text(running.pages.origin)
    await expect(page.locator("[data-seen]")).to_have_count(0)

    await look_and_leave(browser, running.show("/free"))
    await expect(page.locator("[data-seen]")).to_contain_text(running.pages.origin)


async def look_and_leave(browser: Browser, address: str) -> None:
    """A visitor to whom the launcher shows, and who goes on to another page."""
    visitor = await arrive(browser, address)
    await expect(visitor.part("launcher")).to_be_visible()
    await visitor.page.goto("about:blank")


async def test_nobody_becomes_a_second_first_owner_and_from_elsewhere_the_code_is_needed(empty: Running) -> None:
    ours = {"origin": empty.address, "sec-fetch-site": "same-origin", "hx-request": "true"}
    elsewhere = ours | {"x-forwarded-for": "203.0.113.9"}
    code = found[1] if (found := re.search(r"/console/start#(\S+)", empty.log)) else ""
    site = {"site": "Shop", "address": "shop.example", "country": "RS", "languages": "en", "kind": "callback"}

    async def send(headers: dict[str, str], **fields: str) -> tuple[int, str]:
        async with httpx2.AsyncClient(base_url=empty.address) as client:
            answer = await client.post("/console/start", data=fields, headers=headers)
            return answer.status_code, answer.headers.get("hx-trigger", "")

    refused = [await send(elsewhere, **ACCOUNT), await send(elsewhere, **ACCOUNT, start="x" * len(code))]
    assert [(status, '"start"' in said) for status, said in refused] == [(422, True)] * 2
    assert (await send(ours | {"host": f"desk.example:{empty.port}"}, **ACCOUNT))[0] == 422
    assert (await send(ours | {"origin": "http://evil.example", "sec-fetch-site": "cross-site"}, **ACCOUNT))[0] == 403
    assert (await send(elsewhere, **ACCOUNT, start=code))[0] == 200
    both = await asyncio.gather(
        send(elsewhere, **ACCOUNT | site | {"step": ""}, start=code),
        send(ours, **ACCOUNT | site | {"step": "", "email": "eve@elsewhere.example"}),
    )
    assert sorted(status for status, _ in both) == [200, 404]
    assert (await send(elsewhere, **ACCOUNT | site | {"step": ""}, start=code))[0] == 404
    assert (await empty.ask("GET", "/console/start")).status_code == 404
    await empty.stop(signal.SIGTERM)
    await empty.start()
    assert "/console/start#" not in empty.log.rpartition("listens on")[2]
