"""A real Chromium for the tests, by Playwright's asynchronous API.

Write browser tests as `async def test_…(page)`: all asynchronous tests and fixtures of a process share one event loop,
so `page`, `database` and your own asynchronous fixtures mix freely. Playwright's synchronous API would block that loop.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright

# Debian's build of the same version without a window: it opens a profile in a quarter of the time, since it draws no
# browser around the page. What only a whole browser does (keeping pages for the way back) is asked of `WHOLE`.
EXECUTABLE = "/usr/bin/chromium-headless-shell"
WHOLE = "/usr/bin/chromium"
ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
WAIT_MS = 15_000


@asynccontextmanager
async def remembering() -> AsyncIterator[Browser]:
    """A Chromium that keeps pages for the way back, as people's browsers do; Playwright's usual one does not."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=WHOLE,
            args=list(ARGUMENTS),
            ignore_default_args=["--disable-back-forward-cache"],
        )
        yield started
        await started.close()


@pytest_asyncio.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One Chromium for all tests of this process."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=EXECUTABLE, args=list(ARGUMENTS))
        yield started
        await started.close()


@pytest_asyncio.fixture
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """The Chromium; each person of a test gets a profile of their own from it, all are closed after the test."""
    yield chromium
    for profile in list(chromium.contexts):
        await profile.close()


@pytest_asyncio.fixture
async def context(browser: Browser) -> AsyncIterator[BrowserContext]:
    """A fresh browser profile: no storage, no cookies; its waits end after 15 s."""
    made = await browser.new_context(locale="en-GB")
    made.set_default_timeout(WAIT_MS)
    yield made
    await made.close()


@pytest_asyncio.fixture
async def page(context: BrowserContext) -> Page:
    """A page in a fresh browser profile."""
    return await context.new_page()
