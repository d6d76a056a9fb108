"""People by keyboard alone: chosen, tagged, filtered, exported; one card, changed in every part; a call taken on it."""

import asyncio
from pathlib import Path

import pytest
from playwright.async_api import expect

from server.clients import fields
from server.clients.field_input import NewField
from server.console import people_bulk
from server.sites import members
from tests.server.console.at_work import OUTPUT
from tests.server.console.every_page import too_wide, violations
from tests.server.console.lively import slowly

# Three people are soon done: that the progress was there is noted by the page itself.
PROGRESS_SEEN = """new MutationObserver(() => {
  if (document.querySelector("#bulk-progress progress")) document.body.dataset.progressed = "yes";
}).observe(document.body, { childList: true, subtree: true })"""


async def tab_to(page, place, key="Tab"):
    """Press Tab, or whatever leads on, until the focus is where it should be; no mouse, no short cut by a script."""
    for _ in range(60):
        if await place.evaluate("(each) => each === document.activeElement"):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {place}")


async def seen(page, name):
    """Keep what is shown, once nothing is wrong with it."""
    OUTPUT.mkdir(exist_ok=True)
    await page.screenshot(path=OUTPUT / f"console-keyed-{name}-1280.png")
    assert (await violations(page), await too_wide(page)) == ([], 0)


async def people_left(console, *names):
    for name in names:
        await console.write_letter(name=name, email=f"{name.split()[0].lower()}@x.example")


async def test_k5_people_are_chosen_tagged_taken_back_filtered_and_exported_by_keyboard(console, browser, monkeypatch):
    await people_left(console, "Tom Hale", "Ivana Lukić", "Claire Fontaine")
    page = await console.at_desk(browser, console.owner, "/console/people", accept_downloads=True)
    rows, bar, told, keys = page.locator("tbody tr"), page.locator("#bulk"), page.locator("#toasts"), page.keyboard
    for key in "jxjx":
        await keys.press(key)
    await expect(bar.locator("[data-bulk-count]")).to_have_text("2 chosen")
    await tab_to(page, page.get_by_label("Add the tag"))
    await keys.type("VIP")
    await keys.press("Enter")
    await expect(told).to_contain_text("2 people changed.")
    await expect(page.locator("td .badge", has_text="VIP")).to_have_count(2)
    await tab_to(page, told.get_by_role("button", name="Undo"))
    await keys.press("Enter")
    await expect(told).to_contain_text("Taken back for 2 people.")
    await expect(page.locator("td .badge", has_text="VIP")).to_have_count(0)

    monkeypatch.setattr(people_bulk, "AT_ONCE_SECONDS", 0)
    monkeypatch.setattr(people_bulk.bulk, "run", slowly(people_bulk.bulk.run))
    await tab_to(page, rows.first, "j")
    await keys.press("x")
    await tab_to(page, bar.get_by_role("button", name="Choose everyone of this search"))
    await keys.press("Enter")
    await expect(bar.locator("[data-bulk-count]")).to_have_text("Everyone of this search")
    await seen(page, "everyone")
    await tab_to(page, page.get_by_label("Add the tag"))
    await keys.type("Autumn")
    await page.evaluate(f"void {PROGRESS_SEEN}")
    await keys.press("Enter")
    await expect(page.locator("body")).to_have_attribute("data-progressed", "yes")
    await expect(told).to_contain_text("3 people changed.")
    await expect(page.locator("#bulk-progress progress")).to_have_count(0)
    await expect(page.locator("td .badge", has_text="Autumn")).to_have_count(3)

    await page.goto(f"{console.address}/console/people")
    await page.wait_for_selector("body[data-line=well]")
    await tab_to(page, page.locator("#filters summary"))
    await keys.press("Enter")
    await tab_to(page, page.get_by_label("Tag", exact=True))
    await keys.type("VIP")
    await expect(page.locator("#people")).to_contain_text("Nobody is so.")
    await keys.press("ArrowUp")
    await expect(rows).to_have_count(3)
    await tab_to(page, page.get_by_role("button", name="Export"), "Shift+Tab")
    async with page.expect_download() as download:
        await keys.press("Enter")
    table = await asyncio.to_thread(Path(await (await download.value).path()).read_text, "utf-8-sig")
    assert ("Claire Fontaine" in table, table.count("Autumn"), console.troubles) == (True, 3, [])
    await expect(page.get_by_role("button", name="Export")).to_be_enabled()
    async with page.expect_download():
        await keys.press("Enter")


async def test_k3_a_card_is_changed_in_every_part_by_keyboard(console, browser):
    person = await console.client_of(await console.write_letter(name="Claire Fontaine", email="claire@x.example"))
    owner = await console.database.read(members.by_email, console.owner)
    roast = NewField.model_validate({"label": {"en": "Favourite roast"}})
    await console.database.write(fields.add, console.site.id, owner.id, roast)
    page = await console.at_desk(browser, console.owner, f"/console/people/{person}")
    keys = page.keyboard
    await tab_to(page, page.get_by_label("Looked after by"))
    await keys.type("Anna")
    await expect(page.locator("#timeline-part")).to_contain_text("Handed over to Anna Petrova")
    await expect(page.get_by_label("Looked after by")).to_be_focused()
    await tab_to(page, page.locator("#add-tag"))
    await keys.type("VIP")
    await keys.press("Enter")
    await expect(page.locator(".tag-list")).to_contain_text("VIP")
    await expect(page.locator("#add-tag")).to_be_focused()
    await tab_to(page, page.get_by_label("Favourite roast"))
    await keys.type("Dark")
    await keys.press("Enter")
    await expect(page.locator("#own ~ form")).to_contain_text("by Anna Petrova")
    await expect(page.get_by_label("Favourite roast")).to_be_focused()
    await tab_to(page, page.get_by_role("button", name="Change", exact=True), "Shift+Tab")
    await keys.press("Enter")
    await expect(page.get_by_role("dialog").get_by_label("Name")).to_be_focused()
    await seen(page, "card-dialog")
    await keys.press("Control+a")
    await keys.type("Claire Moreau")
    await keys.press("Enter")
    await expect(page.locator("h1")).to_have_text("Claire Moreau")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await expect(page.get_by_role("button", name="Change", exact=True)).to_be_focused()
    await tab_to(page, page.get_by_role("button", name="Take “VIP” away"))
    await keys.press("Enter")
    await expect(page.locator(".tag-list")).to_have_count(0)
    await expect(page.locator("#add-tag")).to_be_focused()
    await seen(page, "card")
    assert console.troubles == []


@pytest.mark.parametrize("width", [1280, 390])
async def test_a_request_is_taken_on_the_card_and_only_then_the_number_is_dialled(console, browser, width):
    person = await console.client_of(await console.ask_for_call(name="Ivana", question="Open on Sunday?"))
    where, size = f"/console/people/{person}", {"width": width, "height": 844}
    page = await console.at_desk(browser, console.owner, where, viewport=size)
    dials = page.locator("#person-who a[href^='tel:']")
    await expect(dials).to_be_hidden()
    assert (await violations(page), await too_wide(page)) == ([], 0)
    widths = "all => all.map((one) => one.offsetWidth).filter((one) => one > 180)"
    assert await page.locator("#timeline-part .chip").evaluate_all(widths) == []  # as wide as their words
    await page.screenshot(path=OUTPUT / f"console-card-waits-{width}.png")
    await page.get_by_role("button", name="Take and call").click()
    await expect(dials).to_be_visible()
    await page.get_by_role("link", name="Save the outcome in the inbox").click()
    await expect(page.locator(".mine")).to_be_in_viewport()
    await page.get_by_text("No answer", exact=True).click()
    await page.get_by_role("button", name="Save the outcome").click()
    await expect(page.locator(".mine")).to_have_count(0)
    await page.goto(f"{console.address}{where}")
    await page.wait_for_selector("body[data-line=well]")
    await console.ask_for_call()
    await expect(page.locator("#person-calls")).to_contain_text("Asks to be called")  # by itself
    await expect(dials).to_be_hidden()
    assert console.troubles == []
