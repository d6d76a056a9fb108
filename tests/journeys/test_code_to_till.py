"""O2: a visitor gets a code of their own in a pop-up, and the till takes it once."""

import pytest
from playwright.async_api import Browser, expect

from tests.support.chromium import WAIT_MS
from tests.support.running import Running
from tests.support.visitor import arrive


async def pool(running: Running, limit: int) -> str:
    """A pool of so many generated codes that hold for a week."""
    wanted = {"name": "Mornings", "kind": "generated", "prefix": "ROW-", "limit": limit, "valid_days": 7}
    made = await running.api("POST", f"/sites/{running.site}/code-pools", wanted)
    return str(made["id"])


@pytest.mark.parametrize("layout", ["dialog", "bar", "inline"])
async def test_o2_a_code_is_given_at_a_press_to_each_visitor_their_own_until_none_is_left(
    browser: Browser, running: Running, layout: str
) -> None:
    settings = {"layout": layout, "offers": "code", "code_source": "pool", "pool": await pool(running, 1)}
    widget = await running.place("popup", settings=settings)
    address = running.show("/", f'<h1>Shop</h1><div data-frontdesk="{widget}"></div>')
    given = []
    for _ in range(2):
        visitor = await arrive(browser, address)
        await visitor.page.evaluate("(window.frontdesk ||= []).push(['open', 'popup'])")
        await visitor.part("submit").click()
        await expect(visitor.part("status").locator("h2")).to_be_visible(timeout=WAIT_MS)
        given.append((await visitor.part("code").all_inner_texts(), await visitor.part("status").inner_text()))

    [code], first = given[0]
    assert code.startswith("ROW-")
    assert "Good until" in first
    assert (given[1][0], "All codes of this offer have been given away." in given[1][1]) == ([], True)
    assert (await running.api("GET", f"/sites/{running.site}/leads"))["items"] == []
    redeemed = await running.api("POST", f"/codes/{code}/redeem", {})
    assert redeemed["state"] == "redeemed"


async def test_o2_beside_a_form_the_code_comes_with_the_thanks_and_the_lead_is_kept(
    browser: Browser, running: Running
) -> None:
    await running.place("popup", settings={"code_source": "pool", "pool": await pool(running, 5)})
    visitor = await arrive(browser, running.show())
    await visitor.page.evaluate("(window.frontdesk ||= []).push(['open', 'popup'])")
    await visitor.write("email", "jovana@post.example")
    await visitor.page.locator("frontdesk-widget [name=consent][value=contact]").check()
    await visitor.part("submit").click()

    await expect(visitor.part("code")).to_contain_text("ROW-", timeout=WAIT_MS)
    [lead] = (await running.api("GET", f"/sites/{running.site}/leads"))["items"]
    assert lead["email"] == "jovana@post.example"
