"""A half-written note is there again after a reload, another page, a log-in."""

import json

import pytest
from playwright.async_api import expect

from tests.server.console.at_work import PASSWORD

HALF = "Wants an inv"


async def writing(console, browser, **more):
    """Anna with a call of hers, an outcome chosen and half a note."""
    await console.ask_for_call(name="Ivana Lukić")
    page = await console.at_desk(browser, console.owner, **more)
    await page.get_by_role("button", name="Take and call").click()
    await page.get_by_text("Busy", exact=True).click()
    await page.locator(".mine textarea").fill(HALF)
    return page


async def is_there(page):
    await expect(page.locator(".mine textarea")).to_have_value(HALF)
    await expect(page.locator(".mine input[value=busy]")).to_be_checked()


async def drafts(page):
    kept = await page.evaluate("({ ...sessionStorage })")
    return {key: json.loads(text) for key, text in kept.items() if key.startswith("frontdesk.draft ")}


async def log_in(page, email):
    await page.fill("#email", email)
    await page.fill("#password", PASSWORD)
    await page.click("main form button")
    await page.wait_for_selector("body[data-line=well]")


async def test_a_half_written_outcome_outlives_a_reload_and_another_page_until_it_is_saved(console, browser):
    page = await writing(console, browser)
    await page.reload()
    await is_there(page)
    await page.get_by_role("link", name="People", exact=True).click()
    await page.wait_for_url("**/console/people")
    await page.get_by_role("link", name="Inbox").click()
    await is_there(page)
    await page.locator(".mine textarea").press("End")
    await page.keyboard.type("oice")
    await page.get_by_role("button", name="Save the outcome").click()
    await expect(page.locator("#today")).to_contain_text("Wants an invoice")
    assert (await drafts(page), console.troubles) == ({}, [])


async def test_a_half_written_note_on_a_card_outlives_a_reload_and_is_gone_once_saved(console, browser):
    person = await console.client_of(await console.write_letter(name="Tom Hale", email="tom@mail.example"))
    page = await console.at_desk(browser, console.owner, f"/console/people/{person}")
    note = page.locator("#notes-part textarea")
    await note.fill(HALF)
    await page.reload()
    await expect(note).to_have_value(HALF)
    await page.locator("#notes-part button").click()
    await expect(page.locator(".note")).to_contain_text(HALF)
    await expect(note).to_have_value("")
    await page.reload()
    await expect(note).to_have_value("")
    await note.fill(HALF)
    await note.fill("")
    assert (await drafts(page), console.troubles) == ({}, [])


async def test_the_same_member_finds_the_note_after_a_log_out_elsewhere_and_another_member_never(console, browser):
    page = await writing(console, browser)
    other = await page.context.new_page()
    await other.goto(f"{console.address}/console/people")
    await other.locator("details.me summary").click()
    await other.get_by_role("button", name="Log out").click()
    await page.wait_for_url("**/console/login?why=again")
    await log_in(page, console.owner)
    await is_there(page)
    await page.context.clear_cookies()
    await page.goto(f"{console.address}/console/login")
    await log_in(page, await console.hire("Dmitri Orlov"))
    assert await drafts(page) == {}


async def test_what_is_drawn_anew_under_the_hand_keeps_the_words_and_the_caret(console, browser):
    page = await writing(console, browser)
    note = page.locator(".mine textarea")
    await note.evaluate("(field) => field.setSelectionRange(5, 5)")
    await page.locator(".mine").evaluate("(card) => { card.dataset.is = 'other'; card.dataset.old = ''; }")
    await page.evaluate("document.body.dispatchEvent(new CustomEvent('frontdesk:all'))")
    await expect(page.locator(".mine[data-old]")).to_have_count(0)
    await is_there(page)
    await expect(note).to_be_focused()
    await page.keyboard.type("!")
    await expect(note).to_have_value("Wants! an inv")


@pytest.mark.parametrize(("age_hours", "is_kept"), [(23, True), (25, False)])
async def test_a_draft_is_kept_for_a_day(console, browser, age_hours, is_kept):
    page = await writing(console, browser)
    await page.evaluate(
        """(hours) => {
          const key = Object.keys(sessionStorage).find((each) => each.startsWith("frontdesk.draft "));
          const kept = JSON.parse(sessionStorage.getItem(key));
          sessionStorage.setItem(key, JSON.stringify({ ...kept, at: Date.now() - hours * 3600000 }));
        }""",
        age_hours,
    )
    await page.reload()
    await expect(page.locator(".mine textarea")).to_have_value(HALF if is_kept else "")


async def test_a_tab_keeps_thirty_drafts_the_newest_and_never_a_password(console, browser):
    page = await writing(console, browser)
    await page.evaluate(
        """() => {
          const member = document.body.dataset.member;
          for (let number = 0; number < 40; number += 1)
            sessionStorage.setItem(`frontdesk.draft ${member} /${number}`, JSON.stringify({ at: number, said: [] }));
        }"""
    )
    await page.keyboard.type("oice")
    kept = await drafts(page)
    assert (len(kept), [key for key in kept if key.endswith("/outcome")] != []) == (30, True)
    await page.goto(f"{console.address}/console/account")
    await page.locator("input[type=password]").first.fill("a secret of mine")
    assert "a secret of mine" not in json.dumps(await page.evaluate("({ ...sessionStorage })"))
