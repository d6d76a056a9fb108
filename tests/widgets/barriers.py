"""What axe finds on a page of the shop, as soon as the page is still."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


async def still(page: Page) -> None:
    """Wait until what was changed about the page is drawn, and nothing in any widget moves any longer.

    Without it another scheme may be measured half put on: widgets hear of it a moment later.
    """
    await page.evaluate(DRAWN)
    await page.wait_for_function(
        """() => [...document.querySelectorAll("frontdesk-widget")].every(({ shadowRoot }) =>
          shadowRoot.getAnimations().every(({ playState }) => playState != "running"))"""
    )


async def barriers(page: Page) -> list[str]:
    """What axe finds, in a line each."""
    await still(page)
    found = await Axe().run(page, options={"runOnly": RULES})
    return [f"{each['id']}: {node['html'][:140]}" for each in found.response["violations"] for node in each["nodes"]]
