"""Parts that fetch themselves afresh while somebody presses: what stands is never older than what was there before."""

import asyncio

from playwright.async_api import expect
from sqlalchemy import update

from server.sites import members
from server.sites.tables import memberships


async def test_an_answer_asked_for_before_a_press_is_asked_for_again_in_place_of_being_drawn(console, browser):
    await console.ask_for_call(name="Ivana Lukić")
    page = await console.at_desk(browser, console.owner)
    await page.route_web_socket("**/socket", lambda _: None)  # no news helps
    await page.reload()
    took, overtaken = asyncio.Event(), asyncio.Event()

    async def hold(route):
        answer = await route.fetch()  # read before anything was pressed
        overtaken.set()
        await took.wait()
        await route.fulfill(response=answer)

    await page.route("**/console/calls?*", hold, times=1)
    await page.evaluate("document.body.dispatchEvent(new CustomEvent('frontdesk:call'))")
    await overtaken.wait()
    await page.get_by_role("button", name="Take and call").click()
    await expect(page.locator(".mine")).to_be_visible()
    answers = asyncio.Queue()
    page.on("requestfinished", lambda request: "/console/calls?" in request.url and answers.put_nowait(request))
    took.set()
    async with asyncio.timeout(15):
        for _ in ("the one that was held", "the one that is asked for in its place"):
            await answers.get()

    await expect(page.locator(".htmx-request")).to_have_count(0)
    await expect(page.locator(".mine")).to_be_visible()


def make_admin(tx, email):
    """Somebody else gives this member another role meanwhile."""
    here = memberships.c.member == members.by_email(tx, email).id
    tx.run(update(memberships).where(here).values(role="admin"))


async def test_what_comes_while_somebody_presses_is_drawn_when_they_have_let_go(console, browser):
    boris = await console.hire("Boris Ilić")
    page = await console.at_desk(browser, console.owner, "/console/members")
    menu = page.locator("#members-list details", has_text="Boris").locator("summary")
    await menu.scroll_into_view_if_needed()
    at = await menu.bounding_box()
    await page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    await page.mouse.down()
    async with page.expect_response("**/console/members"):
        await console.database.write(make_admin, boris)
        await page.evaluate("document.body.dispatchEvent(new CustomEvent('frontdesk:member'))")
    await page.wait_for_timeout(200)
    await expect(page.get_by_label("Role of Boris Ilić")).to_have_value("manager")
    await page.mouse.up()

    await expect(page.get_by_label("Role of Boris Ilić")).to_have_value("admin")
    await expect(page.get_by_role("button", name="Remove from this site")).to_be_visible()
