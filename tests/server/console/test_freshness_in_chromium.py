"""Parts that fetch themselves afresh while somebody presses: what stands is never older than what was there before."""

import asyncio

from playwright.async_api import expect


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
    async with page.expect_response("**/console/calls?*") as old:
        took.set()
    async with page.expect_response("**/console/calls?*"):
        await (await old.value).finished()

    await expect(page.locator(".htmx-request")).to_have_count(0)
    await expect(page.locator(".mine")).to_be_visible()
