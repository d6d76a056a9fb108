"""More people who work at a running server's site, each with a log-in and a token."""

from dataclasses import dataclass

from playwright.async_api import Browser, Page

from server.database import Transaction, open_database
from server.sites import members, tokens
from server.sites.passwords import Passwords
from server.sites.policy import Role
from tests.support.chromium import WAIT_MS
from tests.support.running import PASSWORD, Running


@dataclass(frozen=True)
class Colleague:
    """Somebody who can log in at the console, and whose programs can ask the API."""

    id: str
    name: str
    email: str
    token: str


async def hire(running: Running, name: str, role: Role = Role.MANAGER) -> Colleague:
    """Let somebody work at the running server's site; the password is everybody's in the tests."""
    passwords = Passwords()
    kept = await passwords.hash(PASSWORD)
    passwords.close()
    email = f"{name.split()[0].lower()}@example.com"

    def join(tx: Transaction) -> Colleague:
        member = members.create(tx, email=email, name=name, password_hash=kept)
        members.join(tx, running.site, member.id, role)
        return Colleague(member.id, name, email, tokens.create(tx, member.id, "tests")[0])

    database = open_database(running.database_url)
    await database.open()
    try:
        return await database.write(join)
    finally:
        await database.close()


async def at_the_desk(browser: Browser, running: Running, colleague: Colleague) -> Page:
    """A browser of its own with this colleague logged in and looking at the inbox."""
    context = await browser.new_context(locale="en-GB")
    context.set_default_timeout(WAIT_MS)
    page = await context.new_page()
    await page.goto(f"{running.address}/console/login")
    await page.fill("#email", colleague.email)
    await page.fill("#password", PASSWORD)
    await page.click("main form button")
    await page.wait_for_url(f"{running.address}/console/**")
    return page
