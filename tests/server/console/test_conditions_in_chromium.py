"""The conditions editor in a browser: built by keyboard alone, said in plain words, saved and published."""

from playwright.async_api import expect

from server.sites import widgets
from server.sites.widget_input import WidgetChange
from tests.server.console.at_work import KINDS
from tests.server.console.every_page import too_wide, violations
from tests.server.console.lively import PHONE

WANTED = {
    "all": [
        {"field": "country", "op": "in", "value": ["RS", "RU"]},
        {"field": "visits", "op": "at_least", "value": 2},
        {"field": "path", "op": "prefix", "value": "/coffee"},
        {"field": "day", "op": "not", "value": 7},
    ]
}
LEAF = {"field": "path", "op": "prefix", "value": "/coffee"}


async def editor(console, browser, **context):
    """The editor of the widget that takes telephone numbers."""
    page = await console.at_desk(browser, console.owner, f"/console/widgets/{console.asks}", **context)
    await expect(page.frame_locator("#preview-frame").get_by_role("dialog")).to_be_visible()
    return page


async def placed(console):
    found = await console.database.read(widgets.find, console.asks)
    assert found is not None
    return found


async def given(console, rules):
    """Rules that a program has written."""
    await console.database.write(widgets.change, KINDS, console.asks, WidgetChange.read({"rules": rules}))


async def pressed(page, *keys):
    for key in keys:
        await page.keyboard.press(key)


async def chosen(page, label):
    """Choose in the list that has the focus by typing what stands there."""
    await page.keyboard.type(label)
    await expect(page.locator("select:focus option:checked")).to_have_text(label)


async def keep_on_a_phone(page):
    """Keep the draft: on a phone the bar has its lesser buttons in a menu."""
    await page.locator(".savebar summary").press("Enter")
    async with page.expect_response(lambda answer: answer.request.method == "POST"):
        await page.get_by_role("button", name="Keep draft").press("Enter")
    await expect(page.locator("#standing")).to_contain_text("Draft kept at")


async def add(page):
    await page.get_by_role("button", name="Condition", exact=True).last.focus()
    await page.keyboard.press("Enter")


async def test_t4_conditions_are_built_by_keyboard_alone_and_given_to_visitors(console, browser):
    page = await editor(console, browser)
    await page.get_by_label("On every page", exact=True).focus()
    await pressed(page, "ArrowDown", "ArrowDown", "ArrowDown")
    rows = page.locator(".cond")
    await expect(rows).to_have_count(1)
    await rows.nth(0).get_by_label("What is looked at").focus()
    await chosen(page, "Country")
    await rows.nth(0).get_by_label("How").focus()
    await chosen(page, "is one of")
    for name in ("Serbia", "Russia"):
        await rows.nth(0).get_by_label("Add one…").focus()
        await page.keyboard.type(name)
        await page.keyboard.press("Tab")
    await expect(rows.nth(0).locator(".chosen span")).to_have_text(["Serbia", "Russia"])
    await add(page)
    await expect(rows.nth(1).get_by_label("What is looked at")).to_be_focused()
    await chosen(page, "Which visit it is")
    await rows.nth(1).get_by_label("How").focus()
    await chosen(page, "is at least")
    await rows.nth(1).get_by_label("Value").focus()
    await page.keyboard.type("2")
    await add(page)
    await rows.nth(2).get_by_label("Value").focus()
    await page.keyboard.type("/coffee")
    await add(page)
    await chosen(page, "Day of the week")
    await rows.nth(3).get_by_label("How").focus()
    await chosen(page, "is not")
    await rows.nth(3).get_by_label("Value").focus()
    await chosen(page, "Sunday")
    await expect(page.locator("#rule-said")).to_contain_text(
        "Shows to visitors from Serbia or Russia who come for the second time or more, on pages whose path begins with"
        " /coffee, but not on Sundays."
    )
    await expect(page.locator("#standing")).to_contain_text("Draft kept at")
    assert (await placed(console)).working["rules"] == {"where": WANTED}
    assert await violations(page) == []
    await page.get_by_role("button", name="Publish", exact=True).press("Enter")
    await expect(page.get_by_role("dialog").locator("tbody tr")).to_have_count(1)
    await page.get_by_role("button", name="Publish now").press("Enter")
    await expect(page.locator("#standing")).to_contain_text("Visitors have exactly this")
    assert (await placed(console)).rules == {"where": WANTED}
    await expect(page.locator(".cond .cond-what select")).to_have_count(4)
    await expect(page.get_by_label("By conditions: who, where from, when…")).to_be_checked()
    assert console.troubles == []


async def test_conditions_are_put_into_groups_moved_and_taken_out_by_keyboard(console, browser):
    await given(console, {"where": {"all": [LEAF, LEAF | {"value": "/tea"}, {"field": "day", "op": "is", "value": 1}]}})
    page = await editor(console, browser, viewport=PHONE)
    rows = page.locator(".cond")
    await rows.nth(1).get_by_role("button", name="Put into a group of its own").press("Enter")
    group = page.locator(".cond-members .cond-group")
    await group.get_by_label("Which of these have to hold").select_option("not")
    up = rows.nth(2).get_by_role("button", name="Move up")
    await up.press("Enter")
    await expect(group.locator(".cond")).to_have_count(2)
    await expect(up).to_be_focused()
    assert (await too_wide(page), await violations(page)) == (0, [])
    await keep_on_a_phone(page)
    tea, monday = LEAF | {"value": "/tea"}, {"field": "day", "op": "is", "value": 1}
    assert (await placed(console)).working["rules"]["where"] == {"all": [LEAF, {"not": [tea, monday]}]}
    await rows.nth(1).get_by_role("button", name="Take out").press("Enter")
    await rows.nth(1).get_by_role("button", name="Move down").press("Enter")
    await expect(group).to_have_count(0)
    await keep_on_a_phone(page)
    assert (await placed(console)).working["rules"]["where"] == {"all": [LEAF, monday]}
    assert console.troubles == []


async def test_whoever_wants_more_than_pages_finds_the_pages_among_the_conditions(console, browser):
    await given(console, {"where": {"not": [LEAF, {"field": "address", "op": "is", "value": "https://a.example/"}]}})
    page = await editor(console, browser)
    await page.get_by_label("By conditions: who, where from, when…").check()
    await expect(page.locator(".cond-root > .cond-group > .cond-head select")).to_have_value("not")
    await expect(page.locator(".cond .cond-value input")).to_have_count(2)
    await expect(page.locator("#rule-said")).to_contain_text("but not on pages whose path begins with /coffee or whose")
    await page.get_by_role("button", name="Keep draft").click()
    await expect(page.locator("#standing")).to_contain_text("Visitors have exactly this")


async def test_a_mistake_stands_beside_its_row_and_another_field_takes_other_values(console, browser):
    await given(console, {"where": {"all": [{"field": "visits", "op": "is", "value": 2}, LEAF]}})
    page = await editor(console, browser)
    row = page.locator(".cond").first
    await row.get_by_label("Value").fill("often")
    await expect(row.locator(".error")).to_have_text("A number within its range, for instance 2.")
    await expect(row.get_by_label("Value")).to_have_attribute("aria-invalid", "true")
    await row.get_by_label("What is looked at").select_option("hour")
    await row.get_by_label("How").select_option("at_most")
    await expect(row.get_by_label("Value").locator("option").nth(17)).to_have_text("17:59")
    await row.get_by_label("Value").select_option("17")
    await expect(page.locator(".error")).to_have_count(0)
    await row.get_by_label("What is looked at").select_option("set")
    await row.get_by_label("Name of the attribute").fill("Plan!")
    await row.get_by_label("How").select_option("in")
    await row.get_by_label("Value").fill("pro\nfree")
    await expect(row.locator(".error")).to_have_text(
        "This release does not know what is looked at here. Choose another."
    )
    await row.get_by_label("Name of the attribute").fill("plan")
    await expect(page.locator(".error")).to_have_count(0)
    await page.get_by_role("button", name="Keep draft").click()
    await expect(page.locator("#standing")).to_contain_text("Draft kept at")
    assert (await placed(console)).working["rules"]["where"] == {
        "all": [{"field": "set.plan", "op": "in", "value": ["pro", "free"]}, LEAF]
    }
    assert console.troubles == []
