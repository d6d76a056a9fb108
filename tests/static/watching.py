"""Watches a page from its first moment: errors, violations of its policies, requests, what is stored."""

from dataclasses import dataclass, field

from playwright.async_api import Locator, Page

from tests.static.fake_desk import WIDGET

RECORD = """
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  (window.violations ||= []).push(violatedDirective + " " + blockedURI));
for (const name of ["ready", "shown", "opened", "closed", "lead"])
  addEventListener("frontdesk:" + name, ({ detail }) => (window.told ||= []).push([name, detail]));
"""


@dataclass
class Watched:
    """What was seen on one page. `errors` holds uncaught errors and whatever reached the console as one."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    async def violations(self) -> list[str]:
        """Violations of the page's content security policy."""
        return await self.page.evaluate("window.violations || []")

    async def told(self) -> list[str]:
        """The names of the events the page was told, in order."""
        return await self.page.evaluate("(window.told || []).map(([name]) => name)")


async def watch(page: Page) -> Watched:
    """Begin to watch a page before it loads anything."""
    seen = Watched(page)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on("console", lambda said: seen.errors.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: seen.requests.append(request.url))
    await page.add_init_script(RECORD)
    return seen


def part(page: Page, name: str, widget: str = WIDGET) -> Locator:
    """A part of a widget on a page."""
    return page.locator(f"frontdesk-widget[widget='{widget}'] [part~={name}]")


def control(page: Page, name: str, widget: str = WIDGET) -> Locator:
    """A form field of a widget, by its name."""
    return page.locator(f"frontdesk-widget[widget='{widget}'] [name={name}]")


async def open_panel(page: Page) -> None:
    """Press the launcher and wait for the panel."""
    await part(page, "launcher").click()
    await part(page, "panel").wait_for()


async def leave_number(page: Page, phone: str = "+381 60 1234567") -> None:
    """Open the panel if need be, write the number, agree, and send."""
    if not await part(page, "panel").is_visible():
        await open_panel(page)
    await control(page, "phone").fill(phone)
    await control(page, "consent").first.check()
    await part(page, "submit").click()


async def storage(page: Page) -> dict[str, str]:
    """All that the page's origin has stored."""
    return await page.evaluate("({ ...localStorage, ...sessionStorage })")
