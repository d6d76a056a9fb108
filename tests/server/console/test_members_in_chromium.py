"""A team comes together in real browsers: invited by a link, joined, given another role, removed and taken back."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect
from sqlalchemy import update

from server.sites import members
from server.sites.tables import memberships
from tests.server.console.at_work import OUTPUT, PASSWORD

PHONE = {"width": 390, "height": 844}
NEW = "boris@harbourrow.example"


async def barriers(page):
    """What axe finds, and by how much the page can be pushed sideways."""
    found = (await Axe().run(page)).response["violations"]
    wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]], wide


async def lowered(console, page):
    """Somebody else makes him a manager meanwhile, and the page hears of it."""
    boris = await console.database.read(members.by_email, NEW)
    here = memberships.c.member == boris.id
    await console.database.write(lambda tx: tx.run(update(memberships).where(here).values(role="manager")))
    await page.evaluate("document.body.dispatchEvent(new Event('frontdesk:member'))")
    await expect(page.get_by_label("Role of Борис")).to_have_value("manager")


async def test_r1_somebody_is_invited_joins_gets_a_role_is_removed_and_taken_back(console, browser):
    anna = await console.at_desk(
        browser, console.owner, "/console/members", permissions=["clipboard-read", "clipboard-write"]
    )
    await expect(anna.get_by_text("You are alone here")).to_be_visible()
    await anna.get_by_label("E-mail").fill(console.owner)
    await anna.get_by_role("button", name="Invite", exact=True).click()
    await expect(anna.locator(".invite .error")).to_have_text("This person works here already.")
    await anna.get_by_label("E-mail").fill(NEW)
    await anna.keyboard.press("Enter")
    await anna.get_by_role("button", name="Copy the link").click()
    link = await anna.evaluate("navigator.clipboard.readText()")
    await expect(anna.locator(".members")).to_contain_text(NEW)
    await anna.screenshot(path=OUTPUT / "console-invited-1280.png", full_page=True)
    assert await barriers(anna) == ([], 0)

    theirs = await browser.new_context(viewport=PHONE, locale="ru-RU", color_scheme="dark")
    boris = await theirs.new_page()
    asked = []
    boris.on("request", lambda request: asked.append(request.url))
    await boris.goto(link)
    await expect(boris.get_by_role("heading", name="Присоединиться: Harbour Row")).to_be_visible()
    assert [each for each in asked if link.partition("#")[2] in each] + ([boris.url] if "#" in boris.url else []) == []
    await boris.get_by_label("Ваше имя").fill("Борис")
    await boris.get_by_label("Пароль").fill("qwertyuiop")
    await boris.get_by_role("button", name="Присоединиться").click()
    await expect(boris.locator(".error")).to_have_text("Такой пароль подбирают первым. Придумайте другой.")
    await boris.screenshot(path=OUTPUT / "console-joining-390-dark-ru.png", full_page=True)
    assert await barriers(boris) == ([], 0)
    await boris.get_by_label("Пароль").fill(PASSWORD)
    await boris.keyboard.press("Enter")
    await boris.wait_for_url(f"{console.address}/console/")
    await boris.wait_for_selector("body[data-line=well]")

    await anna.get_by_label("Role of Борис").select_option("admin")  # the page heard that somebody has joined
    await expect(anna.locator("#toasts")).to_contain_text("The role has changed.")
    await expect(boris.locator("#changed")).to_be_visible(timeout=15_000)
    await anna.locator("details.more summary").click()
    await lowered(console, anna)
    await anna.get_by_role("button", name="Remove from this site").click(timeout=2_000)  # what was open stays open
    await expect(anna.get_by_text("Борис works here no more.")).to_be_visible()
    await boris.wait_for_url(f"{console.address}/console/login?why=removed", timeout=15_000)
    await expect(boris.get_by_text("Вы больше не работаете на этом сайте.")).to_be_visible()
    await anna.get_by_role("button", name="Undo").click()
    await expect(anna.get_by_label("Role of Борис")).to_have_value("manager")

    again = await theirs.new_page()
    await again.goto(link)
    await expect(again.get_by_role("alert")).to_contain_text("Ссылка уже использована")
    await again.screenshot(path=OUTPUT / "console-joining-used-390.png")
    assert await barriers(again) == ([], 0)
    expected = "Failed to load resource: the server responded with a status of 422"
    assert [said for said in console.troubles if not said.startswith(expected)] == []
    await theirs.close()
