"""`frontdesk demo` from its first line to a visitor who reads who is calling; takes the README's picture on the way."""

import asyncio
import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.support.engines import free_port
from tests.support.running import ROOT
from tests.support.visitor import Visitor, arrive

FIRST_LINE_SECONDS = 60
PICTURE = ROOT / "tests" / "output" / "road.png"
MEMBERS = {"console_url", "shop_url", "email", "password", "site_id", "site_key", "api_token", "identity_secret"}
BESIDE = """
<body style="margin:0;display:flex;gap:24px;padding:24px;background:#e8ebe9;width:max-content">
<style>img {{ border-radius: 10px }}</style>
<img src="data:image/png;base64,{}"><img src="data:image/png;base64,{}">
"""


@pytest_asyncio.fixture
async def demo(tmp_path: Path) -> AsyncIterator[dict[str, str]]:
    """The demo on free ports with fresh data: what its first line says."""
    command = [sys.executable, "-m", "server", "demo", "--json", "--data-dir", str(tmp_path / "demo")]
    ports = ["--port", str(free_port()), "--shop-port", str(free_port())]
    with (tmp_path / "demo.log").open("w") as log:
        process = await asyncio.create_subprocess_exec(
            *command, *ports, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, env=os.environ
        )
    assert process.stdout is not None
    line = await asyncio.wait_for(process.stdout.readline(), FIRST_LINE_SECONDS)
    assert line, (tmp_path / "demo.log").read_text()
    yield json.loads(line)
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), 20) == 0


async def test_the_demo_carries_a_lead_from_the_shop_to_the_desk_and_back(
    browser: Browser, demo: dict[str, str]
) -> None:
    assert set(demo) == MEMBERS
    visitor = await arrive(browser, demo["shop_url"])
    visitor.kind = "callback"
    await visitor.page.set_viewport_size({"width": 560, "height": 720})
    desk = await log_in(browser, demo)

    await visitor.ask_for_a_call("+381 64 1234567", "Nada", "Do you grind for a moka pot?")
    await expect(desk.locator(".ringing, #waiting-list").first).to_be_visible()
    row = desk.locator(".ringing, #waiting-list li").filter(has_text="Nada")
    await row.locator("[data-take]").click()
    await expect(desk.locator(".mine")).to_contain_text("Nada")

    await visitor.reads("Anna is calling you")
    await take_picture(browser, visitor, desk)
    assert visitor.troubles == []


async def log_in(browser: Browser, demo: dict[str, str]) -> Page:
    """The console with the sample manager logged in."""
    context = await browser.new_context(locale="en-GB", viewport={"width": 1080, "height": 720})
    page = await context.new_page()
    await page.goto(demo["console_url"])
    await page.fill("#email", demo["email"])
    await page.fill("#password", demo["password"])
    await page.click("main form button")
    await expect(page.locator("#calls")).to_be_visible()
    return page


async def take_picture(browser: Browser, visitor: Visitor, desk: Page) -> None:
    """The visitor's page and the desk side by side; `make picture` puts it into the README."""
    sides = [base64.b64encode(await page.screenshot()).decode() for page in (visitor.page, desk)]
    page = await (await browser.new_context(viewport={"width": 1712, "height": 768})).new_page()
    await page.set_content(BESIDE.format(*sides))
    await asyncio.to_thread(PICTURE.parent.mkdir, exist_ok=True)
    await page.screenshot(path=PICTURE)
    assert PICTURE.stat().st_size > 20_000
