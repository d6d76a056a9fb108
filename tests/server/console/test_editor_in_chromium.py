"""The editor in a browser: what is typed is seen at once, kept as a draft, and never overwritten in silence."""

import asyncio
import itertools

import pytest
from playwright.async_api import expect
from sqlalchemy import func, select

from server.leads.tables import leads
from server.numbers.tables import events
from server.sites import members, versions, widgets
from server.sites.policy import Role
from server.sites.tables import widgets as widgets_table
from server.sites.widget_input import NewWidget, WidgetChange
from tests.server.console.at_work import KINDS
from tests.server.console.every_page import too_wide, violations
from tests.static.waiting import until

SCRIPT = "<img src=x onerror=window.spoilt=1><script>window.spoilt=1</script>"
TITLED = "title"
AUTOSAVE_MS = 2_600  # a draft is kept two seconds after the last key


async def editor(console, browser, email="", **context):
    """The editor of the widget that takes telephone numbers, with its preview open."""
    page = await console.at_desk(browser, email or console.owner, f"/console/widgets/{console.asks}", **context)
    shown = page.frame_locator("#preview-frame")
    await expect(shown.get_by_role("dialog")).to_be_visible()
    return page, shown


async def placed(console):
    found = await console.database.read(widgets.find, console.asks)
    assert found is not None
    return found


async def counted(console, table):
    return await console.database.read(lambda reader: reader.value(select(func.count()).select_from(table)))


async def test_what_is_typed_is_seen_in_the_preview_kept_as_a_draft_and_published(console, browser):
    page, shown = await editor(console, browser)
    await page.get_by_label("Title English").fill("Ring the harbour")
    await expect(page.locator("#standing")).to_have_text("Changes not kept yet")
    await expect(shown.get_by_role("heading")).to_have_text("Ring the harbour")
    await expect(page.get_by_label("Title English")).to_be_focused()
    await expect(page.locator("#standing")).to_contain_text("Draft kept at")
    assert (await placed(console)).working["settings"] == {TITLED: {"en": "Ring the harbour"}}
    await page.locator("[data-tongues] label", has_text="Русский").click()
    await page.get_by_label("Title Русский").fill("Позвоните в гавань")
    await expect(shown.get_by_role("heading")).to_have_text("Позвоните в гавань")
    await page.get_by_role("button", name="Publish", exact=True).click()
    await expect(page.get_by_role("dialog").locator("tbody tr")).to_have_count(2)
    await expect(page.get_by_role("dialog")).to_contain_text("Ring the harbour")
    assert await violations(page) == []
    await page.get_by_role("button", name="Publish now").click()
    await expect(page.locator(".toast")).to_contain_text("Version 2 is with your visitors.")
    await expect(page.locator("#standing")).to_contain_text("Visitors have exactly this")
    await expect(page.get_by_label("Title Русский")).to_be_visible()
    await expect(page.get_by_label("Language of the preview")).to_have_value("ru")
    await expect(shown.get_by_role("heading")).to_have_text("Позвоните в гавань")
    assert (await placed(console)).settings == {TITLED: {"en": "Ring the harbour", "ru": "Позвоните в гавань"}}
    assert console.troubles == []


async def test_publish_pressed_while_a_draft_is_being_kept_waits_for_it(console, browser):
    page, _ = await editor(console, browser)
    under_way, goes_on = asyncio.Event(), asyncio.Event()

    async def slowly(route):
        under_way.set()
        await goes_on.wait()
        await route.continue_()

    await page.route("**/draft", slowly)
    await page.get_by_label("Title English").fill("Ring the harbour")
    await under_way.wait()
    await page.get_by_role("button", name="Publish", exact=True).click()
    goes_on.set()
    await expect(page.get_by_role("dialog")).to_contain_text("Ring the harbour")


async def test_what_is_left_in_the_preview_is_an_example_that_nobody_keeps_or_counts(console, browser):
    page, shown = await editor(console, browser)
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    await shown.get_by_role("textbox", name="Phone").fill("+381601234567")
    await shown.get_by_role("checkbox").first.press("Space")
    await shown.get_by_role("button", name="Call me now").press("Enter")
    await expect(shown.get_by_role("heading", name="We are ringing the team")).to_be_visible()
    await expect(shown.get_by_text("Example")).to_be_visible()
    await page.reload()
    await page.wait_for_timeout(300)
    assert [each for each in asked if "/v1/" in each[1]] == []
    assert (await counted(console, leads), await counted(console, events)) == (0, 0)
    frame = await (await page.query_selector("#preview-frame")).content_frame()
    assert await frame.evaluate("origin") == "null"
    assert console.troubles == []


async def test_the_buttons_of_the_bar_stand_in_one_row_in_either_language(console, browser):
    page, _ = await editor(console, browser, viewport={"width": 1280, "height": 800})
    for width, language in itertools.product((1280, 390), ("en", "ru")):
        cookie = {"name": "frontdesk_language", "value": language, "url": console.address}
        await page.context.add_cookies([cookie])
        await page.set_viewport_size({"width": width, "height": 800})
        await page.reload()
        await page.locator("[data-discard]").evaluate_all("all => all.forEach((each) => (each.hidden = false))")
        acts = page.locator(".savebar-acts > :visible")
        middles = await acts.evaluate_all("all => all.map((each) => each.offsetTop + each.offsetHeight / 2)")
        assert (len(middles), len({round(each) for each in middles})) == (3, 1)
        assert width > 390 or (await page.locator(".savebar").bounding_box())["height"] < 72
        assert not await too_wide(page)
    await page.locator(".savebar summary").press("Enter")
    await page.locator(".savebar .float [data-save]").press("Enter")
    await expect(page.locator("#standing")).to_contain_text("Черновик сохранён")
    await expect(page.locator(".savebar .float")).to_be_hidden()


async def test_what_rules_keep_back_is_looked_at_and_stays_so_when_the_draft_is_gone(console, browser):
    phones = {"all": [{"field": "device", "op": "is", "value": "phone"}]}
    said = [{"text": {"en": words}, "where": where} for words, where in (("To phones.", phones), ("To all.", {}))]
    new = NewWidget(kind="greeter", settings={"messages": said})
    greeter = await console.database.write(widgets.create, KINDS, console.site.id, new)
    page = await console.at_desk(browser, console.owner, f"/console/widgets/{greeter.id}")
    text = page.frame_locator("#preview-frame").locator("[part=text]")
    await expect(text).to_have_text("To all.")
    rows = page.get_by_label("What the rules choose")
    assert await rows.locator("option").all_inner_texts() == ["As the rules say", "1. To phones.", "2. To all."]
    await rows.select_option("1. To phones.")
    await expect(text).to_have_text("To phones.")
    await page.get_by_label("What it says English").first.fill("To every phone.")
    await expect(text).to_have_text("To every phone.")
    await expect(page.locator("#standing")).to_contain_text("Draft kept at")
    await page.get_by_role("button", name="Discard draft").click()
    await expect(page.locator(".toast")).to_contain_text("The draft is gone.")
    await expect(text).to_have_text("To phones.")
    await expect(rows).to_have_value("0")
    assert console.troubles == []


async def test_a_discarded_draft_is_brought_back_with_one_press(console, browser):
    page, shown = await editor(console, browser)
    await page.get_by_label("Title English").fill("Ring the harbour")
    await expect(page.locator("#standing")).to_contain_text("Draft kept at")
    await page.get_by_label("Title English").fill("Ring the old harbour")
    await page.get_by_role("button", name="Discard draft").click()
    await expect(page.locator(".toast")).to_contain_text("The draft is gone.")
    await expect(page.get_by_label("Title English")).to_have_value("")
    assert (await placed(console)).draft is None
    await page.get_by_role("button", name="Undo").click()
    await expect(page.locator(".toast")).to_contain_text("The draft is back.")
    await expect(page.get_by_label("Title English")).to_have_value("Ring the old harbour")
    await expect(shown.get_by_role("heading")).to_have_text("Ring the old harbour")
    assert (await placed(console)).working["settings"] == {TITLED: {"en": "Ring the old harbour"}}
    assert console.troubles == []


async def test_the_preview_shows_the_countrys_number_as_a_page_does_and_countries_stand_by_their_names(
    console, browser
):
    page, shown = await editor(console, browser)
    await expect(shown.locator(".country span").first).to_have_text("+381")
    names = await page.get_by_label("Add one…").locator("option").all_inner_texts()
    assert names[1:] == await page.evaluate("names => names.sort((a, b) => a.localeCompare(b, 'en'))", names[1:])
    assert len(names) > 200
    assert console.troubles == []


async def test_what_is_chosen_decides_on_the_grey_words_and_nothing_is_missed_before_anybody_was_there(
    console, browser
):
    made = await console.database.write(
        widgets.create, KINDS, console.site.id, NewWidget(kind="popup", draft=True), None
    )
    page = await console.at_desk(browser, console.owner, f"/console/widgets/{made.id}")
    title, asked = page.get_by_label("Title English"), []
    page.on("response", lambda answer: asked.append(answer.url) if answer.request.method == "POST" else None)
    await expect(title).to_have_attribute("placeholder", "A letter now and then")
    await expect(page.get_by_role("group", name="Consent", exact=True)).to_be_visible()
    await page.locator("[name='settings.offers']").select_option("code")
    await expect(title).to_have_attribute("placeholder", "A code for you")
    await expect(page.get_by_role("group", name="Consent", exact=True)).to_be_hidden()
    await expect(page.locator(".part-tabs").get_by_text("Consent")).to_be_hidden()
    await expect(page.get_by_text("The preview shows the last state without mistakes.")).to_be_visible()
    await expect(page.locator(".error")).to_have_count(0)
    code = page.locator("[name='settings.code']")
    await code.focus()
    await code.press("Tab")
    await expect(page.locator(".error")).to_have_text("Write the code that visitors are to copy.")
    await code.fill("COFFEE")
    await expect(page.locator(".error")).to_have_count(0)
    # Until this look has come back and the draft is kept, the page may still move under the pointer.
    await expect(page.get_by_text("The preview shows the last state without mistakes.")).to_be_hidden()
    await expect(page.locator("#standing")).to_contain_text("Draft kept")
    when = page.locator("fieldset[data-list='rules.when']")
    await expect(when.get_by_text("As usual: after 40 seconds on the page.")).to_be_visible()
    asked.clear()
    await when.get_by_role("button", name="Add").click()
    await expect(when.get_by_label("After what")).to_be_focused()
    await until(lambda: any(url.endswith("/preview") for url in asked))
    await expect(page.locator("#standing")).to_have_text("Changes not kept yet")
    await expect(page.locator(".error")).to_have_count(0)
    await page.get_by_role("button", name="Keep draft").click()
    await expect(page.locator(".error")).to_have_text("Something is missing here: fill in every field of it.")


async def test_script_in_texts_is_inert_in_the_form_the_preview_and_the_list_of_changes(console, browser):
    page, shown = await editor(console, browser)
    await page.get_by_label("Title English").fill(SCRIPT[:60])
    await expect(shown.get_by_role("heading")).to_have_text(SCRIPT[:60])
    await page.get_by_role("button", name="Publish", exact=True).click()
    await expect(page.get_by_role("dialog")).to_contain_text(SCRIPT[:60])
    frame = await (await page.query_selector("#preview-frame")).content_frame()
    assert [await each.evaluate("window.spoilt === undefined") for each in (page, frame)] == [True, True]
    assert console.troubles == []


async def test_a_mistake_is_told_under_its_field_and_the_preview_keeps_the_last_good_state(console, browser):
    page, shown = await editor(console, browser)
    await page.get_by_label("Call within").fill("5")
    await expect(page.locator(".error")).to_have_text("From 10 to 600.")
    await expect(page.get_by_text("The preview shows the last state without mistakes.")).to_be_visible()
    await expect(shown.get_by_role("heading")).to_have_text("We call you back in 28 seconds")
    await page.get_by_role("button", name="Publish", exact=True).click()
    await expect(page.get_by_label("Call within")).to_be_focused()
    await expect(page.locator("#standing")).to_contain_text("Not kept yet")
    assert (await placed(console)).draft is None
    await page.get_by_label("Call within").fill("45")
    await expect(page.locator(".error")).to_have_count(0)
    await expect(shown.get_by_role("heading")).to_have_text("We call you back in 45 seconds")
    await page.locator("#preview-bar [name=theme][value=dark]").check(force=True)
    await expect(shown.locator("frontdesk-widget")).to_have_attribute("theme", "dark")


async def test_lists_are_filled_moved_and_emptied_by_keyboard_alone(console, browser):
    page, _ = await editor(console, browser)
    await page.get_by_label("Add one…").focus()
    for code in ("RS", "RU"):
        await page.get_by_label("Add one…").select_option(code)
    await expect(page.locator(".chosen span:first-child")).to_have_text(["Serbia", "Russia"])
    await page.locator(".chosen").nth(1).get_by_role("button", name="Move up").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".chosen span:first-child")).to_have_text(["Russia", "Serbia"])
    await page.get_by_label("Only on these pages").focus()
    await page.keyboard.press("Space")
    for address in ("/coffee", "/tea"):
        await page.locator("[data-where]").get_by_role("button", name="Add").focus()
        await page.keyboard.press("Enter")
        await page.keyboard.press("Tab")
        await page.keyboard.press("Tab")
        await page.keyboard.type(address)
    await page.locator("[data-where] .thing").first.get_by_role("button", name="Take out").focus()
    await page.keyboard.press("Enter")
    when = page.locator("fieldset[data-list='rules.when']")
    await when.get_by_role("button", name="Add").focus()
    await page.keyboard.press("Enter")
    await expect(when.get_by_label("After what")).to_be_focused()
    await expect(when.get_by_label("Which part of the page")).to_be_hidden()
    await expect(when.get_by_text("As usual: when its button is pressed.")).to_be_hidden()
    await when.get_by_label("Seconds", exact=True).fill("7")
    await page.get_by_role("button", name="Keep draft").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#standing")).to_contain_text("Draft kept at")
    working = (await placed(console)).working
    assert working["settings"]["countries"] == ["RU", "RS"]
    assert working["rules"] == {
        "where": {"any": [{"field": "path", "op": "is", "value": "/tea"}]},
        "when": [{"kind": "delay", "seconds": 7}],
    }
    await expect(page.locator("#widget-form .error")).to_have_count(0)  # the last look at the form has come back
    assert (await violations(page), await too_wide(page)) == ([], 0)


async def test_the_second_of_two_people_is_shown_what_the_first_has_changed_and_chooses(console, browser):
    vera = await console.hire("Vera Admin", Role.ADMIN)
    page, _ = await editor(console, browser)
    change = {"settings": {TITLED: {"en": "Vera’s title"}, "button": {"en": "Vera’s button"}}, "draft": True}
    member = await console.database.read(members.by_email, vera)
    await console.database.write(widgets.change, KINDS, console.asks, WidgetChange.read(change), member.id)
    await page.get_by_label("Title English").fill("Anna’s title")
    await page.get_by_label("Second line English").fill("Anna’s line")
    dialog = page.get_by_role("dialog", name="This widget has changed meanwhile")
    await expect(dialog).to_contain_text("Vera Admin has saved other changes since you opened this page")
    await expect(dialog.locator("fieldset legend")).to_have_text(
        ["Title, English", "Second line, English", "Button, English"]
    )
    assert (await placed(console)).working["settings"][TITLED] == {"en": "Vera’s title"}
    assert await violations(page) == []
    await expect(dialog.get_by_role("heading")).to_be_focused()
    await dialog.get_by_role("button", name="Back to the form").press("Enter")
    await expect(page.locator("#standing")).to_contain_text("Not kept: somebody else changed this too")
    await page.get_by_label("Second line English").fill("Anna’s line")
    await page.wait_for_timeout(AUTOSAVE_MS)
    await expect(dialog).to_be_hidden()
    await page.get_by_role("button", name="Keep draft").press("Enter")
    await expect(dialog.locator("#merge > fieldset :checked")).to_have_count(0)
    await dialog.get_by_role("button", name="Go on with these").press("Enter")
    title = dialog.get_by_role("group", name="Title, English")
    await expect(title).to_contain_text("Choose one of the two.")
    await expect(title.get_by_label("This page")).to_be_focused()
    await page.keyboard.press("Space")
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Button English")).to_have_value("Vera’s button")
    assert (await placed(console)).working["settings"] == {
        TITLED: {"en": "Anna’s title"},
        "promise": {"en": "Anna’s line"},
        "button": {"en": "Vera’s button"},
    }
    assert [each for each in console.troubles if "409" not in each] == []


async def test_widgets_are_made_switched_copied_deleted_and_brought_back_by_keyboard(console, browser):
    page = await console.at_desk(browser, console.owner, "/console/widgets")
    await page.get_by_role("switch", name="Visitors see “Call me back”").focus()
    await page.keyboard.press("Space")
    await expect(page.locator(".toast")).to_contain_text("“Call me back” is off")
    assert not (await placed(console)).enabled
    await page.get_by_role("button", name="Undo").press("Enter")
    await expect(page.get_by_role("switch", name="Visitors see “Call me back”")).to_be_checked()
    await page.locator(f"#more-{console.asks}").focus()
    await page.keyboard.press("Enter")
    await page.get_by_role("button", name="Delete").press("Enter")
    await expect(page.locator(".widget-list > li")).to_have_count(1)
    await page.get_by_role("button", name="Undo").press("Enter")
    await expect(page.locator(".widget-list > li")).to_have_count(2)
    await page.locator(f"#more-{console.asks}").press("Enter")
    await page.get_by_role("button", name="Make a copy").press("Enter")
    await expect(page.get_by_role("link", name="Call me back, copy")).to_be_visible()
    await page.get_by_role("link", name="New widget").press("Enter")
    await page.get_by_role("button", name="Begin with “Callback”").press("Enter")
    await expect(page.locator("#standing")).to_contain_text("Nobody has seen it yet")
    await page.goto(f"{console.address}/console/")
    assert await counted(console, widgets_table) == 4
    assert console.troubles == []


async def test_an_earlier_version_comes_back_as_a_draft(console, browser):
    for words in ("Two", "Three"):
        change = WidgetChange.read({"settings": {TITLED: {"en": words}}})
        await console.database.write(widgets.change, KINDS, console.asks, change)
    page = await console.at_desk(browser, console.owner, f"/console/widgets/{console.asks}/versions")
    await expect(page.locator(".past > li")).to_have_count(3)
    await expect(page.locator(".past > li").first).to_contain_text("Three")
    await page.locator(".past > li").nth(1).get_by_role("button", name="Back to this one").click()
    await expect(page.get_by_label("Title English")).to_have_value("Two")
    found = await placed(console)
    assert (found.working["settings"], found.settings) == ({TITLED: {"en": "Two"}}, {TITLED: {"en": "Three"}})
    assert len((await console.database.read(versions.of_widget, console.asks)).items) == 3


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS if kind.examples])
async def test_every_kind_is_drawn_in_its_editor_and_seen_in_its_preview(console, browser, kind):
    new = NewWidget(kind=kind, settings=dict(KINDS.kind(kind).examples[0].settings), draft=True)
    made = await console.database.write(widgets.create, KINDS, console.site.id, new)
    page = await console.at_desk(browser, console.owner, f"/console/widgets/{made.id}")
    shown = page.frame_locator("#preview-frame").locator(f"frontdesk-widget[kind={kind}]").get_by_role("dialog")
    await expect(shown).to_be_visible()
    first = page.locator("#widget-form .spoken:visible input").first
    await first.fill("Words of the owner")
    await expect(shown).to_contain_text("Words of the owner")
    await expect(first).to_be_focused()
    assert (await violations(page), await too_wide(page), console.troubles) == ([], 0, [])


async def test_on_a_phone_the_editor_begins_at_its_top_whatever_opens_in_the_preview(console, browser):
    new = NewWidget(kind="popup", settings={})
    made = await console.database.write(widgets.create, KINDS, console.site.id, new)
    phone = {"viewport": {"width": 390, "height": 800}}
    page = await console.at_desk(browser, console.owner, f"/console/widgets/{made.id}", **phone)
    await page.frame_locator("#preview-frame").get_by_role("dialog").wait_for()
    await page.wait_for_timeout(300)
    assert await page.evaluate("scrollY") == 0
