"""What opens a widget by itself: how far the page was scrolled, and leaving it; and when it keeps out of the way."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from hatch_build import trigger
from tests.static.fake_desk import WIDGET, Desk
from tests.static.shop import FILL, Shop
from tests.static.test_runtime import SECOND
from tests.static.watching import part, storage

FLY_UP = """async () => {
  for (let y = 1200; y >= 0; y -= 300) { scrollTo(0, y); await new Promise(requestAnimationFrame) }
}"""


async def test_t2_scrolling_as_far_as_was_chosen_opens_once(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"][0]["when"] = [{"kind": "scroll", "percent": 60}]
    shop.body += FILL
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()

    await page.evaluate("scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * 0.5)")
    await page.wait_for_timeout(200)
    before = await part(page, "panel").count()
    await page.evaluate("scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * 0.7)")
    await part(page, "panel").wait_for()
    await part(page, "close").click()
    await page.evaluate("scrollTo(0, 0); scrollTo(0, 9000)")
    await page.wait_for_timeout(200)

    assert (before, await part(page, "panel").count()) == (0, 0)


async def test_t2_the_pointer_that_leaves_at_the_top_opens_and_elsewhere_does_not(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["widgets"][0]["when"] = [{"kind": "exit"}]
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()
    leaves = "y => document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientY: y }))"

    await page.evaluate(leaves, 300)
    await page.wait_for_timeout(200)
    before = await part(page, "panel").count()
    await page.evaluate(leaves, -1)
    await part(page, "panel").wait_for()

    assert before == 0


async def test_t2_under_a_finger_flying_back_up_opens_but_not_after_a_press_on_a_link(
    browser: Browser, desk: Desk, shop: Shop
) -> None:
    desk.site["widgets"][0]["when"] = [{"kind": "exit"}]
    shop.body = f"<h1>Harbour Row</h1>{FILL}<a id='link' href='#x'>A link</a>{FILL}"
    context = await browser.new_context(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    page = await context.new_page()
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()

    await page.evaluate("scrollTo(0, 1200)")
    await page.tap("#link")
    await page.evaluate(FLY_UP)
    await page.wait_for_timeout(200)
    before = await part(page, "panel").count()
    await page.wait_for_timeout(1100)
    await page.evaluate("scrollTo(0, 1200)")
    await page.wait_for_timeout(300)
    await page.evaluate(FLY_UP)
    await part(page, "panel").wait_for()

    assert before == 0
    await context.close()


async def test_what_interrupts_rests_for_a_day_once_it_was_closed(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"][0] |= {"when": [{"kind": "delay", "seconds": 0}], "interrupts": 1}
    await page.goto(f"{shop.address}/")
    await part(page, "close").click()
    rests = (await storage(page))[f"frontdesk:harbourrow:rest:{WIDGET}"]
    now = await page.evaluate("Date.now()")

    await page.reload()
    await page.wait_for_timeout(400)
    again = await part(page, "panel").count()
    await page.evaluate(f"localStorage['frontdesk:harbourrow:rest:{WIDGET}'] = Date.now() - 1")
    await page.reload()
    await part(page, "panel").wait_for()

    assert again == 0
    assert 86_390_000 < int(rests) - now <= 86_400_000


async def test_what_interrupts_never_opens_over_another_one(page: Page, desk: Desk, shop: Shop) -> None:
    first = desk.site["widgets"][0] | {"when": [{"kind": "delay", "seconds": 0}], "interrupts": 1}
    desk.site["widgets"] = [first, first | {"id": SECOND, "when": [{"kind": "delay", "seconds": 0.4}]}]
    await page.goto(f"{shop.address}/")
    await part(page, "panel").wait_for()
    await page.wait_for_timeout(700)

    assert await part(page, "panel", SECOND).count() == 0


@pytest.mark.parametrize(("memory", "opens"), [("after_interaction", 0), ("always", 1)])
async def test_before_anybody_may_be_remembered_what_interrupts_waits_for_the_next_arrival(
    page: Page, desk: Desk, shop: Shop, memory: str, opens: int
) -> None:
    desk.site["memory"] = memory
    desk.site["widgets"][0] |= {"when": [{"kind": "delay", "seconds": 0}], "interrupts": 1}
    shop.body += '<a id="on" href="/two">On</a>'
    shop.keys = ()
    await page.goto(f"{shop.address}/")
    shop.keys = ("harbourrow",)

    await page.click("#on")
    await page.locator("frontdesk-widget").wait_for(state="attached")
    await page.wait_for_timeout(400)
    by_itself = await part(page, "panel").count()
    await page.evaluate(f"frontdesk.push(['open', '{WIDGET}'])")

    await expect(part(page, "panel")).to_have_count(1)
    assert by_itself == opens


@pytest.mark.parametrize(
    "text", ["const exit = 1;", "export const other = () => 1;", "export const exit = 1;let a;export {a}"]
)
def test_a_trigger_file_that_is_not_one_function_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "exit.js").write_text(text, "utf-8")

    with pytest.raises(ValueError, match=r"exit\.js: not exactly one exported function called exit"):
        trigger(tmp_path / "exit.js")
