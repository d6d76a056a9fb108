"""Way 1: a page of another site, one line of HTML, and the widget stands there."""

import pytest
from playwright.async_api import Browser, expect

from tests.support.running import Running
from tests.support.visitor import arrive


@pytest.mark.storage
async def test_e1_one_line_on_a_page_of_another_site_shows_the_widget(browser: Browser, running: Running) -> None:
    widget = await running.place()

    visitor = await arrive(browser, running.show())
    await visitor.part("launcher").click()

    await expect(visitor.part("panel")).to_be_visible()
    host = visitor.page.locator("frontdesk-widget")
    assert [await host.get_attribute("kind"), await host.get_attribute("widget")] == ["callback", widget]
    assert visitor.troubles == []


async def test_a_page_that_the_rules_leave_out_shows_nothing(browser: Browser, running: Running) -> None:
    await running.place(rules={"where": {"all": [{"field": "path", "op": "prefix", "value": "/beans"}]}})
    elsewhere, beans = running.show("/checkout"), running.show("/beans/ethiopia")

    visitor = await arrive(browser, elsewhere)
    await visitor.page.wait_for_load_state("networkidle")
    assert await visitor.page.locator("frontdesk-widget").count() == 0

    await visitor.page.goto(beans)
    await expect(visitor.part("launcher")).to_be_visible()


async def test_e3_one_request_where_nothing_shows_two_until_the_widget_shows_none_to_other_hosts(
    browser: Browser, running: Running
) -> None:
    await running.place(rules={"where": {"all": [{"field": "path", "op": "prefix", "value": "/beans"}]}})
    visitor = await arrive(browser, "about:blank")
    fetched: list[str] = []
    visitor.page.on("request", lambda request: fetched.append(request.url))

    await visitor.page.goto(running.show("/checkout"))
    await visitor.page.wait_for_load_state("networkidle")
    elsewhere = without_page(fetched, running)
    fetched.clear()
    await visitor.page.goto(running.show("/beans"))
    await expect(visitor.part("launcher")).to_be_visible()
    await visitor.page.wait_for_load_state("networkidle")
    beans = without_page(fetched, running)

    loader = f"{running.address}/s/{running.key}.js"
    assert elsewhere == [loader]
    assert [beans[0], len(beans)] == [loader, 2]
    assert beans[1].startswith(f"{running.address}/m/1/callback.en.")


def without_page(fetched: list[str], running: Running) -> list[str]:
    """What was fetched besides the shop's own page and its icon."""
    return [url for url in fetched if not url.startswith(running.pages.origin)]


async def test_e5_a_server_that_is_down_leaves_the_page_working_and_free_of_errors(
    browser: Browser, running: Running
) -> None:
    await running.place()
    address = running.show(html="<h1>Shop</h1><button onclick=\"this.textContent = 'in the bag'\">buy</button>")
    await running.stop()

    visitor = await arrive(browser, address)
    await visitor.page.get_by_role("button", name="buy").click()

    await expect(visitor.page.get_by_role("button")).to_have_text("in the bag")
    assert [said for said in visitor.troubles if "ERR_CONNECTION_REFUSED" not in said] == []
