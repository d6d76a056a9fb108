"""The desk's conversations in a browser: what is said comes by itself, and what is typed is sent once, never lost."""

from playwright.async_api import expect

from server.conversations import reading
from tests.server.console.every_page import too_wide, violations
from tests.server.console.lively import PHONE


async def opened(console, browser, conversation, **context):
    page = await console.at_desk(browser, console.owner, f"/console/conversations/{conversation}", **context)
    await expect(page.locator("body[data-line=well]")).to_be_attached()
    return page


async def test_l1_words_come_and_go_without_a_reload_and_are_read_when_they_are_seen(console, browser):
    begun = await console.say("Is the Guji back?")
    page = await opened(console, browser, begun.conversation)
    await page.get_by_label("Write an answer").press_sequentially("On Friday.")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("At noon.")
    await page.keyboard.press("Enter")
    log = page.get_by_role("log")
    await expect(log.locator(".ours")).to_contain_text("On Friday.\nAt noon.")
    await expect(page.get_by_label("Write an answer")).to_have_value("")
    await expect(page.get_by_label("Write an answer")).to_be_focused()
    await page.keyboard.type("Half a sen")
    await console.say("Thank you!")
    await expect(log).to_contain_text("Thank you!")
    await expect(page.get_by_label("Write an answer")).to_have_value("Half a sen")
    await page.reload()
    await expect(page.get_by_label("Write an answer")).to_have_value("Half a sen")
    found = await console.database.read(reading.one, console.site.id, begun.conversation)
    assert (found["team_read"], found["taken_by"]["name"], console.troubles) == (3, "Anna Petrova", [])


async def test_what_could_not_be_sent_stays_and_goes_once_when_it_is_pressed_again(console, browser):
    begun = await console.say()
    page = await opened(console, browser, begun.conversation)
    await page.route("**/messages", lambda route: route.abort() if route.request.method == "POST" else route.fallback())
    await page.get_by_label("Write an answer").fill("On Friday.")
    await page.keyboard.press("Enter")
    await expect(page.locator("#toasts")).to_contain_text("No answer came: this may not have been saved.")
    await expect(page.get_by_label("Write an answer")).to_have_value("On Friday.")
    await page.unroute("**/messages")
    await page.get_by_role("button", name="Send").click()
    await expect(page.get_by_role("log").locator(".ours")).to_have_count(1)
    page_of = await console.database.read(reading.messages_of, begun.conversation)
    assert [each["text"] for each in page_of.items if each["author"] == "manager"] == ["On Friday."]


async def test_that_the_visitor_is_writing_is_seen_until_their_words_come(console, browser):
    begun = await console.say()
    page = await opened(console, browser, begun.conversation)
    frame = f'{{"type": "typing", "conversation": "{begun.conversation}"}}'
    console.hub.publish(f"console:{console.site.id}", frame.encode())
    await expect(page.get_by_text("Someone is writing…")).to_be_visible()
    await console.say("There?")
    await expect(page.get_by_role("log")).to_contain_text("There?")
    await expect(page.get_by_text("Someone is writing…")).to_have_count(0)


async def test_on_a_phone_the_list_leads_to_one_chat_and_back(console, browser):
    begun = await console.say("Is the Guji back?")
    page = await console.at_desk(browser, console.owner, "/console/conversations", viewport=PHONE)
    await expect(page.locator("#talk-rows li")).to_have_count(1)
    assert (await too_wide(page), await violations(page)) == (0, [])
    await page.locator("#talk-rows a").click()
    await page.wait_for_url(f"**/{begun.conversation}?queue=open")
    await expect(page.locator("#talks-list")).to_be_hidden()
    assert (await too_wide(page), await violations(page)) == (0, [])
    await page.get_by_role("link", name="All chats").click()
    await expect(page.locator("#talk-rows li")).to_have_count(1)


async def test_somebody_new_comes_into_the_list_and_is_opened_by_keyboard(console, browser):
    page = await console.at_desk(browser, console.owner, "/console/conversations")
    await expect(page.get_by_text("Nobody has written yet")).to_be_visible()
    begun = await console.say("Hello?")
    await expect(page.locator("#talk-rows li")).to_have_count(1)
    await expect(page.get_by_text("Nobody has written yet")).to_be_hidden()
    await expect(page.locator("#talks-waiting")).to_contain_text("1")
    await page.keyboard.press("j")
    await page.keyboard.press("o")
    await page.wait_for_url(f"**/{begun.conversation}?queue=open")
    await page.get_by_role("button", name="Take").click()
    await expect(page.locator("#talk-head")).to_contain_text("With you")
    await expect(page.locator("#talks-waiting")).to_be_empty()


async def test_l9_a_note_is_switched_to_by_keyboard_calls_a_colleague_and_stays_a_note_after_a_reload(console, browser):
    begun = await console.say()
    await console.hire("Dmitri Orlov")
    page = await opened(console, browser, begun.conversation)
    await page.locator("#main").focus()
    await page.keyboard.press("n")
    field = page.get_by_label("Write a note.")
    await expect(field).to_be_focused()
    await field.press_sequentially("@dm")
    await expect(page.get_by_role("option", name="Dmitri Orlov")).to_have_attribute("aria-selected", "true")
    assert await violations(page) == []
    await page.keyboard.press("Enter")
    await page.keyboard.type("ask for the size")
    await page.reload()
    await expect(field).to_have_value("@Dmitri Orlov ask for the size")
    await field.press("Enter")
    await expect(page.get_by_role("log").locator(".to-team")).to_contain_text("@Dmitri Orlov ask for the size")
    await expect(field).to_have_value("")
    assert await violations(page) == []
    await page.keyboard.press("Alt+n")
    await page.get_by_label("Write an answer").fill("On Friday.")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log").locator(".ours")).to_have_count(1)
    found = await console.database.read(reading.messages_of, begun.conversation)
    assert [each["text"] for each in found.items] == ["Is the Guji back?", "On Friday."]


async def test_a_colleague_who_has_the_chat_open_too_is_seen_and_gone_when_they_leave(console, browser):
    begun = await console.say()
    email = await console.hire("Dmitri Orlov")
    page = await opened(console, browser, begun.conversation)
    theirs = await console.at_desk(browser, email, f"/console/conversations/{begun.conversation}")
    await expect(page.locator("#talk-here")).to_contain_text("Also here: Dmitri Orlov")
    await expect(theirs.locator("#talk-here")).to_contain_text("Also here: Anna Petrova")
    assert await violations(page) == []
    await theirs.close()
    await expect(page.locator("#talk-here")).to_be_empty(timeout=8_000)


async def test_what_the_cut_line_kept_back_goes_once_by_itself_when_it_is_back(console, browser):
    begun = await console.say()
    page = await opened(console, browser, begun.conversation)
    await page.context.set_offline(True)
    await page.get_by_label("Write an answer").fill("On Friday.")
    await page.keyboard.press("Enter")
    await expect(page.locator("#talk-write.is-unsent")).to_be_attached()
    await page.context.set_offline(False)
    await expect(page.get_by_role("log").locator(".ours")).to_contain_text("On Friday.")
    await expect(page.get_by_label("Write an answer")).to_have_value("")
    found = await console.database.read(reading.messages_of, begun.conversation)
    assert [each["text"] for each in found.items if each["author"] == "manager"] == ["On Friday."]


async def test_whoever_goes_away_sees_it_everywhere_and_comes_back_by_one_press(console, browser):
    page = await console.at_desk(browser, console.owner, "/console/conversations")
    dot = "getComputedStyle(document.querySelector('.me > summary .avatar'), '::after').backgroundColor"
    here = await page.evaluate(dot)
    await page.locator(".me > summary").click()
    await page.get_by_role("button", name="Go away for a while").click()
    await expect(page.locator("#talks-away")).to_contain_text("You are away")
    await expect(page.locator("#team")).to_contain_text("Nobody")
    assert await page.evaluate(dot) != here
    await page.locator("#talks-away").get_by_role("button", name="I am back").click()
    await expect(page.locator("#talks-away")).to_have_count(0)
    await expect(page.locator("#team")).to_contain_text("Anna")
    assert (await page.evaluate(dot), console.troubles) == (here, [])
