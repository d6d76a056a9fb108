"""How visitors are kept from being harassed: how often, how soon after what, over what never, and one at a time."""

import asyncio
import re
from typing import Any

import pytest
from playwright.async_api import Browser, Error, Page, Route, expect

from server.registry import find_kinds
from tests.static.fake_desk import KEY, WIDGET, Desk, popup
from tests.static.shop import Shop
from tests.static.test_facts import MINUTE, NOON, PHONE
from tests.static.waiting import until
from tests.static.watching import leave_number, part, storage, watch
from tests.widgets.rooms import placed

FIRST, SECOND, THIRD = (f"01jd8x2m4vq7k3n5p9r1s6t8w{last}" for last in "abc")
LEAVES = "document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientY: -1 }))"


def delay(seconds: float) -> list[dict[str, Any]]:
    """Opens by itself after so long."""
    return [{"kind": "delay", "seconds": seconds}]


async def opens(page: Page, widget: str = WIDGET) -> bool:
    """Whether it is open soon after the page was loaded; it is closed again."""
    try:
        await part(page, "dialog", widget).wait_for(timeout=700)
    except Error:
        return False
    await page.keyboard.press("Escape")
    await expect(part(page, "dialog", widget)).to_have_count(0)
    return True


@pytest.mark.parametrize(
    ("caps", "minutes", "opened"),
    [
        ({"visit": 2}, [0, 1, 2, 40], [True, True, False, True]),
        ({"day": 1}, [0, 60, 23 * 60, 24 * 60 + 1], [True, False, False, True]),
        ({"total": 2}, [0, 60, 2 * 24 * 60, 400 * 24 * 60], [True, True, False, False]),
        ({"visit": 1, "total": 2}, [0, 1, 60, 120], [True, False, True, False]),
    ],
)
async def test_t3_what_opens_by_itself_keeps_to_its_caps_over_reloads(
    caps: dict[str, int], minutes: list[int], opened: list[bool], page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site.update({"memory": "always", "widgets": [popup(caps=caps, after="again")]})
    seen = []
    for at in minutes:
        await page.clock.set_fixed_time(NOON + at * MINUTE)
        await page.goto(f"{shop.address}/")
        seen.append(await opens(page))

    assert seen == opened


async def test_t3_a_launchers_caps_count_what_it_opened_by_itself_and_not_presses(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["memory"] = "always"
    desk.site["widgets"][0] |= {"caps": {"total": 1}, "when": delay(0.5)}
    shop.head = "<script>frontdesk = [['open', 'callback']]</script>"
    await page.goto(f"{shop.address}/")
    await part(page, "panel").wait_for()
    shop.head = ""
    await page.goto(f"{shop.address}/")
    await part(page, "panel").wait_for()
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()
    await page.wait_for_timeout(900)

    assert await part(page, "panel").count() == 0


async def test_t3_before_anybody_may_be_remembered_caps_count_within_the_page(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["widgets"] = [popup(caps={"total": 1}, after="again")]
    seen = []
    for _ in range(2):
        await page.goto(f"{shop.address}/")
        await part(page, "dialog").wait_for()
        seen.append(await storage(page))

    assert seen == [{}, {}]


@pytest.mark.parametrize(
    ("after", "minutes", "opened"),
    [
        (None, [0, 60, 23 * 60, 24 * 60 + 1], [True, False, False, True]),
        ("visit", [0, 20, 60], [True, False, True]),
        ("ever", [0, 60, 400 * 24 * 60], [True, False, False]),
        ("again", [0, 0], [True, True]),
    ],
)
async def test_t3_once_closed_it_rests_as_long_as_its_owner_said(
    after: str | None, minutes: list[int], opened: list[bool], page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site.update({"memory": "always", "widgets": [popup(**({"after": after} if after else {}))]})
    seen = []
    for at in minutes:
        await page.clock.set_fixed_time(NOON + at * MINUTE)
        await page.goto(f"{shop.address}/")
        seen.append(await opens(page))

    assert seen == opened


async def test_t3_what_a_visitor_opened_and_closed_rests_too(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"] = [popup(when=delay(0.4))]
    await page.goto(f"{shop.address}/")
    await page.evaluate("frontdesk.push(['open', 'popup'])")
    await part(page, "dialog").wait_for()
    await page.keyboard.press("Escape")
    await expect(part(page, "dialog")).to_have_count(0)

    await page.wait_for_timeout(600)

    assert await part(page, "dialog").count() == 0


async def test_t3_after_a_lead_its_widget_never_comes_again_and_no_other_in_this_visit(
    page: Page, desk: Desk, shop: Shop
) -> None:
    asked = desk.site["widgets"][0]
    desk.site.update({"memory": "always", "widgets": [asked | {"when": delay(0.2)}, popup(SECOND, when=delay(0.2))]})
    desk.site["widgets"][1]["where"] = {"not": [{"field": "path", "op": "is", "value": "/"}]}
    await page.clock.set_fixed_time(NOON)
    await page.goto(f"{shop.address}/")
    await part(page, "panel").wait_for()
    await leave_number(page)
    await part(page, "clock").wait_for()
    desk.states.clear()
    await page.evaluate("for (const name in localStorage) if (/lead:|busy/.test(name)) localStorage.removeItem(name)")

    await page.goto(f"{shop.address}/two")
    same_visit = [await opens(page, SECOND), await part(page, "panel").count()]
    await page.clock.set_fixed_time(NOON + 60 * MINUTE)
    await page.goto(f"{shop.address}/three")
    next_visit = [await opens(page, SECOND), await part(page, "panel").count()]

    assert (same_visit, next_visit) == ([False, 0], [True, 0])


async def test_t4_after_one_interrupted_all_are_quiet_for_a_while(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site.update({"memory": "always", "quiet": 3 * MINUTE * 1000})
    desk.site["widgets"] = [popup(FIRST, after="again"), popup(SECOND, when=delay(0.1))]
    seen = []
    for at in (0, 2, 4, 5.5):
        await page.clock.set_fixed_time(NOON + at * MINUTE)
        await page.goto(f"{shop.address}/{at}")
        seen.append([await opens(page, FIRST), await opens(page, SECOND)])
        if at == 2:
            desk.site["widgets"] = desk.site["widgets"][1:]

    # each time begins the quiet anew, for the same one too
    assert seen == [[True, False], [False, False], [False, True], [False, False]]


async def test_t4_what_comes_due_in_the_quiet_waits_for_its_end(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site.update({"quiet": 2500, "widgets": [popup(FIRST), popup(SECOND, when=delay(0.3))]})
    await page.goto(f"{shop.address}/")
    await part(page, "dialog", FIRST).wait_for()
    began = await page.evaluate("performance.now()")
    await page.keyboard.press("Escape")

    await part(page, "dialog", SECOND).wait_for()

    assert await page.evaluate("performance.now()") - began > 2000


async def test_t4_one_at_a_time_and_of_those_that_wait_the_first_by_priority(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["widgets"] = [popup(FIRST, when=delay(0.4)), popup(SECOND, when=delay(0.3)), popup(THIRD)]
    await page.goto(f"{shop.address}/")
    await part(page, "dialog", THIRD).wait_for()
    await page.wait_for_timeout(700)
    alone = [await part(page, "dialog", each).count() for each in (FIRST, SECOND, THIRD)]

    await page.keyboard.press("Escape")
    await part(page, "dialog", FIRST).wait_for()
    then = [await part(page, "dialog", each).count() for each in (FIRST, SECOND, THIRD)]

    assert (alone, then) == ([0, 0, 1], [1, 0, 0])


@pytest.mark.parametrize(("later", "opened"), [(0, FIRST), (0.2, FIRST), (5, SECOND)])
async def test_t4_of_two_that_come_due_the_more_important_goes_first_though_its_module_comes_later(
    later: float, opened: str, page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["widgets"] = [popup(FIRST, entry="popup-full", when=delay(later)), popup(SECOND)]
    asked, answered = [], asyncio.Event()

    async def slowly(route: Route) -> None:
        asked.append("popup-full" if "popup-full." in route.request.url else "popup")
        if asked[-1] == "popup-full" or later == 0.2:
            await answered.wait()
        await route.continue_()

    await page.route(re.compile("/m/1/popup"), slowly)
    await page.goto(f"{shop.address}/")
    await until(lambda: len(asked) == 2 or later == 5)
    await page.wait_for_timeout(300)
    while_asked = [await part(page, "dialog", each).count() for each in (FIRST, SECOND)]
    answered.set()
    await part(page, "dialog", opened).wait_for()
    await page.wait_for_timeout(300)

    assert while_asked == [0, int(later == 5)]
    assert await page.locator("frontdesk-widget [part~=dialog]").count() == 1


async def test_t4_what_matters_more_and_cannot_be_fetched_holds_nobody_up(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"] = [popup(FIRST, entry="popup-full"), popup(SECOND)]
    await page.route("**/m/1/popup-full*", lambda route: route.abort())

    await page.goto(f"{shop.address}/")

    await part(page, "dialog", SECOND).wait_for()


@pytest.mark.parametrize(
    "field",
    ["<input id=at autofocus>", "<textarea id=at autofocus></textarea>", "<p id=at contenteditable autofocus></p>"],
)
async def test_t4_nothing_interrupts_while_a_field_is_written_in(
    field: str, page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["widgets"] = [popup(when=delay(0.3))]
    shop.body += field
    await page.goto(f"{shop.address}/")
    await page.wait_for_timeout(900)
    while_writing = await part(page, "dialog").count()

    await page.locator("#at").blur()
    await part(page, "dialog").wait_for()

    assert while_writing == 0


async def test_t4_a_field_within_a_shadow_root_of_the_page_counts_as_one(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"] = [popup(when=delay(0.3))]
    shop.body += """<p id=at></p><script>
      at.attachShadow({ mode: "open" }).append(document.createElement("input"));
      at.shadowRoot.firstChild.focus();
    </script>"""
    await page.goto(f"{shop.address}/")
    await page.wait_for_timeout(900)

    assert await part(page, "dialog").count() == 0


async def test_t4_nothing_interrupts_over_an_open_panel(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"] = [desk.site["widgets"][0], popup(SECOND, when=delay(0.5))]
    shop.head = "<script>frontdesk = [['open', 'callback']]</script>"
    await page.goto(f"{shop.address}/")
    await part(page, "panel").wait_for()
    await page.evaluate("document.activeElement.shadowRoot?.activeElement.blur()")
    await page.wait_for_timeout(900)
    while_open = await part(page, "dialog", SECOND).count()

    await part(page, "close").click()
    await part(page, "dialog", SECOND).wait_for()

    assert while_open == 0


async def test_t4_nobody_is_greeted_beside_a_panel_that_came_by_itself(page: Page, desk: Desk, shop: Shop) -> None:
    button, greeter = (placed(find_kinds().kind(name)) for name in ("multibutton", "greeter"))
    button |= {"id": FIRST, "when": delay(0)}
    desk.site["widgets"] = [greeter | {"id": SECOND, "when": delay(0.5)}, button]
    await page.goto(f"{shop.address}/")
    await part(page, "panel", FIRST).wait_for()
    await page.wait_for_timeout(900)
    beside = await part(page, "card", SECOND).count()

    await part(page, "close", FIRST).click()
    await part(page, "card", SECOND).wait_for()

    assert beside == 0


async def test_t4_leaving_the_page_belongs_to_its_moment_and_does_not_wait(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"] = [popup(when=[{"kind": "exit"}])]
    shop.body += "<input id=at>"
    await page.goto(f"{shop.address}/")
    await page.wait_for_function("window.frontdesk")
    await page.locator("#at").focus()
    await page.evaluate(LEAVES)
    await page.wait_for_timeout(700)
    await page.locator("#at").blur()
    await page.wait_for_timeout(700)
    then = await part(page, "dialog").count()

    await page.evaluate(LEAVES)
    await part(page, "dialog").wait_for()

    assert then == 0


async def test_t4_open_takes_the_place_of_what_interrupts_and_asks_no_manners(
    page: Page, desk: Desk, shop: Shop
) -> None:
    rule = {"all": [{"field": "path", "op": "is", "value": "/never"}]}
    desk.site["widgets"] = [popup(FIRST), popup(SECOND, when=[], where=rule, caps={"total": 1})]
    desk.site.update({"quiet": 60_000, "guard": 1})
    await page.goto(f"{shop.address}/")
    await part(page, "dialog", FIRST).wait_for()

    for _ in range(2):
        await page.evaluate(f"frontdesk.push(['open', '{SECOND}'])")
        await part(page, "dialog", SECOND).wait_for()
        assert await part(page, "dialog", FIRST).count() == 0
        await page.keyboard.press("Escape")
        await expect(part(page, "dialog", SECOND)).to_have_count(0)


@pytest.mark.parametrize(("memory", "opened"), [("after_interaction", False), ("always", True)])
async def test_p1_before_anybody_may_be_remembered_what_interrupts_waits_for_the_next_arrival(
    memory: str, opened: bool, page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site.update({"memory": memory, "widgets": [popup()]})
    shop.body += '<a id="on" href="/two">On</a>'
    shop.keys = ()
    await page.goto(f"{shop.address}/")
    shop.keys = (KEY,)

    await page.click("#on")
    await page.wait_for_function("window.frontdesk")
    by_itself = await opens(page)
    await page.evaluate(f"frontdesk.push(['open', '{WIDGET}'])")

    await expect(part(page, "dialog")).to_have_count(1)
    assert by_itself is opened


ENGINE = "https://www.google.rs/"


@pytest.mark.parametrize(
    ("phone", "referer", "bar", "shown"),
    [
        (True, ENGINE, "popup-bar", "bar"),
        (True, ENGINE, None, "nothing"),
        (True, "https://ya.ru/search?text=coffee", "popup-bar", "bar"),
        (True, "https://news.example/?from=google.com", "popup-bar", "dialog"),
        (False, ENGINE, "popup-bar", "dialog"),
    ],
)
async def test_o5_who_comes_from_a_search_on_a_phone_meets_a_bar_on_the_first_page(
    phone: bool, referer: str, bar: str | None, shown: str, browser: Browser, desk: Desk, shop: Shop
) -> None:
    page = await (await browser.new_context(**(PHONE if phone else {}))).new_page()
    desk.site.update({"guard": 1, "widgets": [popup(**({"bar": bar} if bar else {}))]})

    await page.goto(f"{shop.address}/", referer=referer)
    await page.wait_for_timeout(700)
    modal = await page.locator("frontdesk-widget dialog[open]").count()
    any_ = await part(page, "dialog").count()

    assert {"bar": (0, 1), "dialog": (1, 1), "nothing": (0, 0)}[shown] == (modal, any_)


async def test_o5_on_the_second_page_of_the_visit_it_is_a_dialog_again(
    browser: Browser, desk: Desk, shop: Shop
) -> None:
    page = await (await browser.new_context(**PHONE)).new_page()
    where = {"all": [{"field": "path", "op": "is", "value": "/two"}]}
    desk.site.update({"guard": 1, "widgets": [popup(bar="popup-bar", where=where)]})
    await page.goto(f"{shop.address}/", referer=ENGINE)
    await page.wait_for_function("window.frontdesk")

    await page.evaluate("history.pushState({}, '', '/two')")

    await page.locator("frontdesk-widget dialog[open]").wait_for()


async def test_e5_what_cannot_be_fetched_leaves_no_error_and_comes_when_it_is_asked_for_again(
    page: Page, desk: Desk, shop: Shop
) -> None:
    seen = await watch(page)
    desk.site["widgets"] = [popup(when=[*delay(0), {"kind": "scroll", "percent": 10}])]
    shop.body += '<p style="height:4000px"></p>'
    await page.route("**/m/1/popup*", lambda route: route.abort())
    await page.goto(f"{shop.address}/")
    await page.wait_for_timeout(400)
    for y in (1000, 2000, 3000):
        await page.evaluate(f"scrollTo(0, {y})")
        await page.wait_for_timeout(100)
    asked = len([url for url in seen.requests if "/m/1/popup" in url])

    await page.unroute("**/m/1/popup*")
    await page.evaluate("frontdesk.push(['open', 'popup'])")
    await part(page, "dialog").wait_for()

    assert asked <= 2
    assert [error for error in seen.errors if "ERR_FAILED" not in error] == []


async def test_t3_what_a_page_adds_to_every_object_is_taken_for_no_gate(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"] = [popup(caps={"day": 1})]
    shop.head += "<script>Object.prototype.each = function () {};</script>"
    await page.goto(f"{shop.address}/")

    assert await opens(page)
