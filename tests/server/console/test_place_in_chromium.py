"""A widget in a place of the page's own: seen in the preview, with the code of the place and the height it keeps."""

import re

import pytest
from playwright.async_api import expect

from server.sites import widgets
from server.sites.widget_input import NewWidget
from tests.server.console.at_work import KINDS
from tests.server.console.every_page import too_wide, violations

LAYOUTS = [
    pytest.param(kind.name, dict(example.settings), id=f"{kind.name}: {example.name}")
    for kind in KINDS
    for example in kind.examples
    if kind.widget.entry and not any("pool" in name for name in example.settings)
]


async def editor(console, browser, kind, settings):
    """The editor of a new widget, and what stands in its preview."""
    new = NewWidget(kind=kind, settings=settings, draft=True)
    made = await console.database.write(widgets.create, KINDS, console.site.id, new)
    page = await console.at_desk(browser, console.owner, f"/console/widgets/{made.id}")
    host = page.frame_locator("#preview-frame").locator(f"frontdesk-widget[widget='{made.id}']")
    await expect(host.locator("[part~=dialog]")).to_be_visible()
    return made, page, host


@pytest.mark.parametrize(("kind", "settings"), LAYOUTS)
async def test_each_way_of_standing_is_seen_in_the_preview(console, browser, kind, settings):
    made, page, host = await editor(console, browser, kind, settings)
    is_inline = KINDS.kind(kind).widget.is_inline(KINDS.kind(kind).widget.settings.read(settings))
    code = page.get_by_role("group", name="The code of its place")
    if is_inline:
        await expect(code).to_be_visible()
        height = int(re.search(r"min-height:(\d+)px", await code.inner_text())[1])
        seen = await host.locator("[part~=dialog]").evaluate("one => one.getBoundingClientRect().height")
        assert f'<div data-frontdesk="{made.id}"' in await code.inner_text()
        assert 0 < seen <= height < seen + 200
    else:
        await expect(code).to_be_hidden()
    assert (await violations(page), await too_wide(page), console.troubles) == ([], 0, [])


async def test_the_code_follows_the_layout_that_is_chosen(console, browser):
    found = next(kind for kind in KINDS if kind.widget.inline)
    _, page, _ = await editor(console, browser, found.name, {})
    code = page.get_by_role("group", name="The code of its place")
    await expect(code).to_be_hidden()
    await page.get_by_label("How it stands in the page").select_option("inline")
    await expect(code).to_contain_text("min-height")
    await page.get_by_label("How it stands in the page").select_option("bar")
    await expect(code).to_be_hidden()
    assert console.troubles == []
