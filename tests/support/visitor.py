"""A visitor of somebody else's page, who uses the widgets with mouse and keyboard."""

from dataclasses import dataclass, field

from playwright.async_api import Browser, Locator, Page, expect

from tests.support.chromium import WAIT_MS


@dataclass
class Visitor:
    """One person's page; `troubles` gathers every error that the page or its console showed.

    `kind` tells which widget is meant, where several stand on the page.
    """

    page: Page
    troubles: list[str] = field(default_factory=list)
    kind: str = ""

    @property
    def widget(self) -> str:
        """The selector of the widget."""
        return f"frontdesk-widget[kind={self.kind}]" if self.kind else "frontdesk-widget"

    def part(self, name: str) -> Locator:
        """A part of the widget that stands on the page, for example `launcher`."""
        return self.page.locator(f"{self.widget} [part~={name}]")

    async def ask_for_a_call(self, phone: str, name: str = "", question: str = "") -> None:
        """Open the panel, fill the form in, agree and send."""
        await self.part("launcher").click()
        await self.write("phone", phone)
        await self.write("name", name)
        await self.write("question", question)
        await self.page.locator(f"{self.widget} [name=consent][value=contact]").check()
        await self.part("submit").click()

    async def write(self, name: str, value: str) -> None:
        """Fill one field of the form in."""
        if value:
            await self.page.locator(f"{self.widget} [name={name}]").fill(value)

    async def reads(self, words: str) -> None:
        """Wait until the widget's status tells these words."""
        await expect(self.part("status")).to_contain_text(words, timeout=WAIT_MS)


async def arrive(browser: Browser, address: str) -> Visitor:
    """Somebody new, with a browser of their own, opens a page."""
    context = await browser.new_context(locale="en-GB")
    context.set_default_timeout(WAIT_MS)
    page = await context.new_page()
    visitor = Visitor(page)
    page.on("pageerror", lambda error: visitor.troubles.append(str(error)))
    page.on("console", lambda said: visitor.troubles.append(said.text) if said.type == "error" else None)
    await page.goto(address)
    return visitor
