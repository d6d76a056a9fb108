"""What opens on the pages is for everybody too; light and dark, people in the list, the desk that has no widget yet."""

import asyncio

import pytest
from playwright.async_api import expect

from server.sites import members, sites
from server.sites.settings import NewSite
from tests.server.console.at_work import OUTPUT, SHOP
from tests.server.console.every_page import too_wide, violations
from tests.server.console.lively import PHONE, lively


async def test_dialogs_menus_and_forms_are_free_of_barriers_too(console, browser):
    person = await lively(console)
    page = await console.at_desk(browser, console.owner)
    found = {}
    await page.get_by_role("button", name="Take and call").click()
    await page.get_by_text("Call again at…").click()
    found["outcome"] = await violations(page)
    await page.locator("details.me summary").click()
    found["menu"] = await violations(page)
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Keys").click()
    found["keys"] = await violations(page)
    await page.goto(f"{console.address}/console/people/{person}")
    await page.get_by_role("button", name="Erase this person").click()
    await page.get_by_role("dialog").get_by_role("button", name="Erase").click()
    await expect(page.locator(".error")).to_have_text("This is not what is asked for.")
    found["erase"] = await violations(page)
    assert found == {name: [] for name in found}
    await page.get_by_role("button", name="Keep", exact=True).click()
    await expect(page.get_by_role("dialog")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_log_in_with_an_error_is_free_of_barriers(console, browser, scheme):
    context = await browser.new_context(color_scheme=scheme, viewport=PHONE)
    page = await context.new_page()
    await page.goto(f"{console.address}/console/login")
    await page.fill("#email", console.owner)
    await page.fill("#password", "not this one")
    await page.click("main form button")
    await expect(page.locator("#login-said")).to_contain_text("9 tries left")
    await expect(page.locator("#password")).to_be_focused()
    OUTPUT.mkdir(exist_ok=True)
    await page.screenshot(path=OUTPUT / f"console-login-390-{scheme}-en.png")
    assert (await violations(page), await too_wide(page)) == ([], 0)


async def test_light_and_dark_are_chosen_and_stay_without_a_flash(console, browser):
    page = await console.at_desk(browser, console.owner, color_scheme="light")
    await page.locator("details.me summary").click()
    await page.locator("[data-look] label", has=page.locator("[value=dark]")).click()
    await expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    await page.goto(f"{console.address}/console/people")
    assert '<html lang="en" data-theme="dark">' in await page.evaluate("fetch(location).then((it) => it.text())")
    assert await page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    assert console.troubles == []


async def test_the_line_for_the_pages_is_copied(console, browser):
    page = await console.at_desk(
        browser, console.owner, "/console/site", permissions=["clipboard-read", "clipboard-write"]
    )
    await page.get_by_role("button", name="Copy the line").click()
    await expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = await page.evaluate("navigator.clipboard.readText()")
    assert copied == f'<script async src="{console.address}/s/{console.site.key}.js"></script>'


async def test_people_are_found_while_typing_and_more_are_shown_on_demand(console, browser):
    for number in range(52):
        await console.write_letter(name=f"Number {number}", email=f"n{number}@x.example")
    await console.ask_for_call("+381601234567", name="Ivana Lukić")
    page = await console.at_desk(browser, console.owner, "/console/people")
    await page.get_by_role("button", name="Show more").click()
    await expect(page.locator("tbody tr")).to_have_count(53)
    await page.keyboard.press("/")
    await page.keyboard.type("+381 60 123-45-67")
    await expect(page.locator("tbody tr")).to_have_count(1)
    await page.locator("tbody a").click()
    await expect(page.locator("h1")).to_have_text("Ivana Lukić")
    assert console.troubles == []


async def test_the_key_for_searching_leads_from_the_inbox_into_the_search(console, browser):
    page = await console.at_desk(browser, console.owner)
    await page.keyboard.press("/")
    await page.wait_for_url(f"{console.address}/console/people")  # what asked for the search has left the address
    await expect(page.locator("#q")).to_be_focused()
    await page.keyboard.type("Tom")
    await expect(page.locator("#q")).to_have_value("Tom")


@pytest.mark.parametrize("tab", ["deliveries", "journal", "site"])
async def test_a_phone_shows_which_page_of_the_settings_is_open(console, browser, tab):
    page = await console.at_desk(browser, console.owner, f"/console/{tab}", viewport={"width": 390, "height": 844})
    here = page.locator(".subnav [aria-current]")
    await expect(here).to_be_in_viewport(ratio=1)
    assert await page.evaluate("[scrollX, scrollY]") == [0, 0]


@pytest.mark.parametrize("width", [1280, 390])
async def test_words_that_pass_by_never_cover_what_saves_in_the_editor(console, browser, width):
    where = f"/console/widgets/{console.asks}"
    page = await console.at_desk(browser, console.owner, where, viewport={"width": width, "height": 844})
    told = {"detail": {"words": "Version 2 is with your visitors. " * 3}}
    await page.evaluate("(told) => document.dispatchEvent(new CustomEvent('frontdesk:told', told))", told)
    await expect(page.locator(".toast")).to_be_visible()
    boxes = [await page.locator(place).bounding_box() for place in (".toast", ".savebar")]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"] or boxes[1]["y"] + boxes[1]["height"] <= boxes[0]["y"]
    await page.locator(".savebar [data-publish]").click(trial=True, timeout=2_000)


async def test_a_person_is_erased_after_the_right_word(console, browser):
    person = await console.client_of(await console.write_letter(name="Claire Fontaine", email="claire@x.example"))
    page = await console.at_desk(browser, console.owner, f"/console/people/{person}")
    await page.get_by_role("button", name="Erase this person").click()
    await expect(page.get_by_role("dialog")).to_contain_text("The card and 1 record go for good.")
    await page.get_by_label("Type “Claire”").fill("Claire")
    await page.get_by_role("dialog").get_by_role("button", name="Erase").click()
    await expect(page).to_have_url(f"{console.address}/console/people")
    await expect(page.get_by_role("heading", name="Nobody yet")).to_be_visible()


async def test_a_card_open_elsewhere_when_its_person_is_erased_asks_once_and_says_so(console, browser):
    person = await console.client_of(await console.write_letter(name="Claire Fontaine", email="claire@x.example"))
    page = await console.at_desk(browser, console.owner, f"/console/people/{person}")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "timeline" in request.url else None)
    async with console.program(console.owner) as anna:
        await anna.act(f"/console/people/{person}/erase", confirm="Claire")
    await expect(page.get_by_role("heading", name="This person was erased")).to_be_visible()
    await page.wait_for_timeout(1500)
    assert (len(asked), "Claire" in await page.content()) == (1, False)
    assert (await violations(page), await too_wide(page)) == ([], 0)
    await page.screenshot(path=OUTPUT / "console-erased-1280.png")


async def test_a_desk_without_a_widget_leads_to_the_choice_of_one(console, browser):
    anna = await console.database.read(members.by_email, console.owner)
    site = await console.database.write(sites.create, NewSite.read(SHOP | {"name": "New shop"}), anna.id)
    page = await console.at_desk(browser, console.owner)
    cookie = {"name": "frontdesk_site", "value": site.id, "url": f"{console.address}/console"}
    await page.context.add_cookies([cookie])
    await page.goto(f"{console.address}/console/")
    await page.wait_for_selector("body[data-line=well]")
    await page.screenshot(path=OUTPUT / "console-no-widget-1280.png")
    assert (await violations(page), await too_wide(page)) == ([], 0)
    await page.goto(f"{console.address}/console/site")
    await page.get_by_role("link", name="Choose a widget").click()
    await expect(page).to_have_url(f"{console.address}/console/widgets/new")
    assert console.troubles == []


async def test_a_search_that_is_overtaken_by_the_next_one_complains_of_nothing(console, browser):
    await console.ask_for_call("+381601234567", name="Ivana Lukić")
    page = await console.at_desk(browser, console.owner, "/console/people")

    async def slow(route):
        await asyncio.sleep(0.5)
        await route.continue_()

    await page.route("**/console/people?*", slow)
    await page.locator("#q").fill("+381601")
    await page.wait_for_timeout(400)
    await page.locator("#q").fill("+381601234567")
    await page.keyboard.press("Enter")
    await expect(page.locator("tbody tr")).to_have_count(1)
    assert console.troubles == []
