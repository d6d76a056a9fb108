"""What the page's own counters hear of widgets: names, kinds and ids, where the site wants it; never who it is."""

from typing import Any

import pytest
from playwright.async_api import Page

from tests.static.fake_desk import KEY, WIDGET, Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import leave_number, open_panel, part, watch

OF_WIDGET = {"kind": "callback", "widget": WIDGET}
COUNTERS = """<script>
window.heard = [];
window.gtag = function () { heard.push(["gtag", ...arguments]) };
window.ym = function () { heard.push(["ym", ...arguments]) };
</script>"""
PRESSED = """export const draw = ({ widget }, core) =>
  core.tell("chat:pressed", widget, undefined, { action: "telegram" })"""
SCRIPT = {"content-type": "text/javascript", "access-control-allow-origin": "*"}
EVERY = {"data_layer": True, "gtag": True, "metrika": "998877"}


async def heard(page: Page) -> list[Any]:
    """What gtag and Metrika were told, in order."""
    told: list[Any] = await page.evaluate("heard")
    return told


async def test_goals_hear_what_happens_in_a_widget_by_its_kind_and_id(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["goals"] = EVERY
    shop.head = COUNTERS
    await page.goto(f"{shop.address}/")

    await open_panel(page)

    names = ["frontdesk_shown", "frontdesk_opened"]
    told = [[*to, name, OF_WIDGET] for name in names for to in (["gtag", "event"], ["ym", 998877, "reachGoal"])]
    assert await heard(page) == told
    assert await page.evaluate("JSON.parse(JSON.stringify(dataLayer))") == [
        {"event": name, "frontdesk_kind": "callback", "frontdesk_widget": WIDGET} for name in names
    ]


async def test_goals_are_told_of_a_lead_without_anything_the_visitor_said_nor_its_id(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["goals"] = EVERY
    shop.head = COUNTERS
    await page.goto(f"{shop.address}/?email=ana@shop.example")

    await leave_number(page)
    await page.wait_for_function("dataLayer.some(({ event }) => event == 'frontdesk_lead')")

    said = await page.evaluate("JSON.stringify([heard, dataLayer])")
    assert [word for word in ("lead1", "1234567", "ana@", 'p1"') if word in said] == []


async def test_goals_the_page_and_the_numbers_are_told_what_exactly_was_pressed(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["goals"] = EVERY
    shop.head = f"""{COUNTERS}<script>
    addEventListener("frontdesk:chat:pressed", (event) => (window.told = event.detail))</script>"""
    await page.route("**/callback.en.*", lambda route: route.fulfill(body=PRESSED, headers=SCRIPT))
    await page.goto(f"{shop.address}/")
    await page.wait_for_function("window.told && heard[1]")
    await page.evaluate("dispatchEvent(new Event('pagehide'))")
    await until(lambda: desk.events)

    with_action = OF_WIDGET | {"action": "telegram"}
    assert await page.evaluate("JSON.parse(JSON.stringify(told))") == with_action | {"site": KEY}
    assert await heard(page) == [
        ["gtag", "event", "frontdesk_chat_pressed", with_action],
        ["ym", 998877, "reachGoal", "frontdesk_chat_pressed", with_action],
    ]
    assert (await page.evaluate("dataLayer[0]"))["frontdesk_action"] == "telegram"
    assert [(each["name"], each["action"]) for each in desk.events] == [("chat:pressed", "telegram")]


@pytest.mark.parametrize(
    ("goals", "told"),
    [
        (None, [[], None]),
        ({"gtag": True}, [["gtag"], None]),
        ({"metrika": "1"}, [["ym"], None]),
        ({"data_layer": True}, [[], 1]),
    ],
)
async def test_goals_that_are_off_hear_nothing(
    goals: dict[str, Any] | None, told: list[Any], page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site.update({"goals": goals} if goals else {})
    shop.head = COUNTERS
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()
    await page.wait_for_function("document.querySelector('frontdesk-widget')")

    assert await page.evaluate("[heard.map(([name]) => name), window.dataLayer?.length ?? null]") == told


async def test_goals_without_their_counter_on_the_page_are_passed_over_and_it_may_come_later(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["goals"] = {"gtag": True, "metrika": "1"}
    seen = await watch(page)
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()

    await page.evaluate("window.heard = []; void (window.gtag = (...said) => heard.push(said))")
    await open_panel(page)

    assert (await heard(page), seen.errors) == ([["event", "frontdesk_opened", OF_WIDGET]], [])


async def test_goals_that_fail_fail_alone(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["goals"] = EVERY
    shop.head = """<script>
    gtag = () => { throw new Error("broken") };
    dataLayer = { push: gtag };
    ym = (...said) => heard.push(said[2]);
    heard = []</script>"""
    await page.goto(f"{shop.address}/")

    await open_panel(page)

    assert await heard(page) == ["frontdesk_shown", "frontdesk_opened"]


async def test_goals_switched_off_while_a_page_is_open_fall_silent(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["goals"] = {"gtag": True}
    shop.head = COUNTERS
    await watch(page)
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await until(lambda: desk.sockets)
    del desk.site["goals"]
    desk.site["version"] = 2
    async with page.expect_response("**/config"):
        desk.send({"type": "site", "version": 2})
    await page.wait_for_timeout(100)

    await part(page, "close").click()
    await page.wait_for_function("window.told?.at(-1)[0] == 'closed'")

    assert [said[2] for said in await heard(page)] == ["frontdesk_shown", "frontdesk_opened"]


async def test_statistics_tell_addresses_without_what_stands_in_their_query(page: Page, desk: Desk, shop: Shop) -> None:
    await page.add_init_script("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })")
    await page.goto(f"{shop.address}/beans?email=ana@shop.example#top", referer=f"{shop.address}/from?q=ana")
    await part(page, "launcher").wait_for()
    await page.evaluate("dispatchEvent(new Event('pagehide'))")
    await until(lambda: desk.events)

    page_seen = {"url": f"{shop.address}/beans", "referrer": f"{shop.address}/from"}
    assert desk.events == [{"name": "shown", "widget": WIDGET, "page": page_seen}]
