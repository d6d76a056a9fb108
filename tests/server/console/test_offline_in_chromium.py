"""A desk whose network goes away and comes back while its live line stays up."""

import pytest
from playwright.async_api import expect

NOT_SAVED = "No connection: this was not saved. Press again once it is back."


async def at_desk(console, browser):
    """The inbox, and its live line, which can be told to keep its frames to itself: any of them ends the banner."""
    page, line = await console.at_desk(browser, console.owner), {"speaks": True}

    def carry(socket):
        server = socket.connect_to_server()
        server.on_message(lambda frame: socket.send(frame) if line["speaks"] else None)

    await page.route_web_socket("**/socket", carry)
    await page.reload()
    await page.wait_for_selector("body[data-line=well]")
    return page, line


async def rings(console, browser):
    """The same while somebody's call rings; from here on the line says nothing."""
    await console.ask_for_call(name="Ivana Lukić")
    page, line = await at_desk(console, browser)
    await expect(page.locator(".ringing")).to_be_visible()
    await expect(page.locator(".htmx-request")).to_have_count(0)  # an answer still on its way would end the banner
    line["speaks"] = False
    return page, line


async def test_what_was_pressed_without_a_network_is_said_to_be_unsaved_and_works_when_pressed_again(console, browser):
    page, _ = await rings(console, browser)
    take = page.get_by_role("button", name="Take and call")
    await page.context.set_offline(True)
    await take.click()
    await expect(page.locator(".toast")).to_contain_text(NOT_SAVED)
    await expect(page.locator("#offline")).to_contain_text("No connection. Trying again; what you have typed stays.")
    await page.context.set_offline(False)
    await expect(page.locator("#offline")).to_be_hidden()
    await expect(take).to_be_enabled()
    await take.click()
    await expect(page.locator(".mine")).to_be_visible()
    await page.get_by_text("Reached", exact=True).click()
    await page.locator(".mine textarea").fill("Two bags")
    save = page.get_by_role("button", name="Save the outcome")
    await page.context.set_offline(True)
    await save.click()
    await expect(page.locator(".toast")).to_contain_text(NOT_SAVED)
    await expect(page.locator(".mine textarea")).to_have_value("Two bags")
    await expect(page.locator(".mine input[value=reached]")).to_be_checked()
    await page.context.set_offline(False)
    await expect(page.locator("#offline")).to_be_hidden()
    await save.click()
    await expect(page.locator(".mine")).to_have_count(0)
    await expect(page.locator(".toast")).to_contain_text("Saved.")
    assert [trouble for trouble in console.troubles if "Failed to load resource" not in trouble] == []


async def test_try_now_asks_at_once_and_the_banner_goes_with_the_answer(console, browser):
    page, _ = await rings(console, browser)
    await page.evaluate("setTimeout = () => 0")  # nothing is tried again by itself
    await page.route("**/console/**", lambda route: route.abort())
    await page.get_by_role("button", name="Take and call").click()
    await expect(page.locator(".toast")).to_contain_text("No answer came: this may not have been saved.")
    await expect(page.locator("#offline")).to_be_visible()
    async with page.expect_event("requestfailed", lambda asked: asked.url.endswith("/waiting")):
        await page.get_by_role("button", name="Try now").click()
    await expect(page.locator("#offline")).to_be_visible()
    await page.unroute("**/console/**")
    await page.get_by_role("button", name="Try now").click()
    await expect(page.locator("#offline")).to_be_hidden()


@pytest.mark.parametrize("comes", ["news", "an answer"])
async def test_the_banner_goes_with_the_next_news_or_answer(console, browser, comes):
    page, line = await rings(console, browser)
    await page.evaluate("setTimeout = () => 0")
    await page.route("**/take", lambda route: route.abort())
    await page.get_by_role("button", name="Take and call").click()
    await expect(page.locator("#offline")).to_be_visible()
    if comes == "news":
        line["speaks"] = True
        await console.ask_for_call("+381601234568", name="Milan")
    else:
        await page.unroute("**/take")
        await page.get_by_role("button", name="Take and call").click()
    await expect(page.locator("#offline")).to_be_hidden()


async def test_what_came_while_requests_failed_is_there_afterwards(console, browser):
    page, line = await at_desk(console, browser)
    await page.route("**/console/leads", lambda route: route.abort())
    await page.route("**/console/waiting", lambda route: route.abort())
    page.on("requestfailed", lambda _: line.update(speaks=False))
    await console.write_letter(name="Tom Hale", email="tom@mail.example")
    await expect(page.locator("#offline")).to_be_visible()
    await page.unroute("**/console/leads")
    await page.unroute("**/console/waiting")
    await expect(page.locator(".lead", has_text="Tom Hale")).to_be_visible()
    await expect(page.locator("#offline")).to_be_hidden()
