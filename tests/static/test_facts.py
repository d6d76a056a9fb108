"""What rules may ask for, each told as it is in a real page; the unknown is neither true nor false."""

from typing import Any

import pytest
from playwright.async_api import Browser, Page

from tests.static.fake_desk import KEY, Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import part, storage

ADDRESS = "/coffee/harbour-row?utm_source=letter&utm_campaign=friday%20evening&size=250#top"
ALWAYS, HOLDS, DOES_NOT = (f"01jd8x2m4vq7k3n5p9r1s6t8w{last}" for last in "abc")
MINUTE = 60
NOON = 1_795_435_200  # Monday 2026-11-23 12:00 UTC, in seconds
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Mobile/15E148"
PHONE: dict[str, Any] = {
    "user_agent": IPHONE,
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
}
PIXEL_TABLET = "Mozilla/5.0 (Linux; Android 15; Pixel Tablet) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36"


def ask(desk: Desk, field: str, op: str, value: Any) -> None:
    """Place three launchers: one where the condition holds, one where it does not, and one everywhere."""
    leaf = {"field": field, "op": op, "value": value}
    first = desk.site["widgets"][0]
    desk.site["widgets"] = [
        first | {"id": HOLDS, "where": {"all": [leaf]}},
        first | {"id": DOES_NOT, "where": {"not": [leaf]}},
        first | {"id": ALWAYS, "where": {}},
    ]


async def answer(page: Page) -> bool | None:
    """What the page says of the condition that was asked; None: it cannot say."""
    await part(page, "launcher", ALWAYS).wait_for()
    holds, does_not = [await part(page, "launcher", each).count() for each in (HOLDS, DOES_NOT)]
    assert holds + does_not < 2
    return {(1, 0): True, (0, 1): False, (0, 0): None}[holds, does_not]


@pytest.mark.parametrize(
    ("field", "op", "value", "said"),
    [
        ("address", "glob", "http://localhost:*/coffee/*size=250", True),
        ("address", "contains", "#", False),
        ("path", "is", "/coffee/harbour-row", True),
        ("path", "in", ["/cart", "/coffee/harbour-row"], True),
        ("path", "not", "/coffee/harbour-row", False),
        ("referrer", "prefix", "https://news.example/", True),
        ("utm_source", "is", "letter", True),
        ("utm_campaign", "is", "friday evening", True),
        ("utm_medium", "is", "", True),
        ("utm_medium", "not", "cpc", True),
        ("device", "is", "desktop", True),
        ("language", "is", "en", True),
        ("knows_phone", "is", "no", True),
        ("set.plan", "is", "gold", None),
        ("country", "is", "RS", None),
        ("online", "is", "yes", None),
        ("moon", "is", "full", None),
    ],
)
async def test_t1_each_field_of_the_page_is_told_as_it_is(
    field: str, op: str, value: Any, said: bool | None, page: Page, desk: Desk, shop: Shop
) -> None:
    ask(desk, field, op, value)

    await page.goto(shop.address + ADDRESS, referer="https://news.example/today")

    assert await answer(page) is said


async def test_t1_a_campaign_is_known_on_the_further_pages_of_the_visit_it_brought(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["memory"] = "always"
    ask(desk, "utm_source", "is", "letter")

    await page.goto(shop.address + ADDRESS)
    await page.goto(f"{shop.address}/cart")
    later = await answer(page)
    await page.goto(f"{shop.address}/cart?utm_source=poster")

    assert (later, await answer(page)) == (True, False)


@pytest.mark.parametrize(
    ("made", "device"),
    [
        (PHONE, "phone"),
        (PHONE | {"user_agent": None}, "phone"),
        ({"viewport": {"width": 1280, "height": 800}, "user_agent": PIXEL_TABLET, "has_touch": True}, "tablet"),
        ({"viewport": {"width": 820, "height": 1180}, "is_mobile": True, "has_touch": True}, "tablet"),
        ({"viewport": {"width": 390, "height": 844}}, "desktop"),
    ],
)
async def test_t1_the_device_is_what_the_browser_says_or_how_it_is_touched(
    made: dict[str, Any], device: str, browser: Browser, desk: Desk, shop: Shop
) -> None:
    ask(desk, "device", "is", device)
    page = await (await browser.new_context(**made)).new_page()

    await page.goto(f"{shop.address}/")

    assert await answer(page) is True


async def test_t1_the_language_is_the_browsers_and_not_the_pages(browser: Browser, desk: Desk, shop: Shop) -> None:
    ask(desk, "language", "in", ["ru", "sr"])
    page = await (await browser.new_context(locale="sr-RS")).new_page()

    await page.goto(f"{shop.address}/")

    assert await answer(page) is True


@pytest.mark.parametrize(
    ("zone", "hour", "day"),
    [("Europe/Belgrade", 13, 1), ("Asia/Kathmandu", 17, 1), ("Pacific/Kiritimati", 2, 2), ("America/Anchorage", 3, 1)],
)
async def test_t1_hours_and_days_are_those_of_the_sites_own_clock(
    zone: str, hour: int, day: int, page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["zone"] = zone
    await page.clock.set_fixed_time(NOON)
    ask(desk, "hour", "is", hour)
    await page.goto(f"{shop.address}/")
    at_this_hour = await answer(page)
    ask(desk, "day", "at_least", day)
    await page.goto(f"{shop.address}/")
    from_this_day = await answer(page)
    ask(desk, "day", "at_most", day)
    await page.goto(f"{shop.address}/")

    assert (at_this_hour, from_this_day, await answer(page)) == (True, True, True)


async def test_t1_an_open_page_hears_the_hour_strike(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["zone"] = "Europe/Belgrade"
    await page.clock.install(time=NOON - MINUTE)
    ask(desk, "hour", "is", 13)
    await page.goto(f"{shop.address}/")
    before = await answer(page)

    await page.clock.run_for(2 * MINUTE * 1000)
    await part(page, "launcher", HOLDS).wait_for()

    assert before is False


async def test_t1_visits_and_pages_are_counted_once_the_visitor_may_be_remembered(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["memory"] = "always"
    said = []
    for at, (field, value) in enumerate(
        [("visits", 1), ("pages", 2), ("visitor", "new"), ("visits", 2), ("pages", 2), ("visitor", "returning")]
    ):
        await page.clock.set_fixed_time(NOON + at * 29 * MINUTE + (at > 2) * MINUTE * 2)  # a pause of 31 min in between
        ask(desk, field, "is", value)
        await page.goto(f"{shop.address}/{at}")
        said.append(await answer(page))

    assert said == [True] * 6


async def test_t1_pages_of_a_visit_count_moves_within_a_page(page: Page, desk: Desk, shop: Shop) -> None:
    ask(desk, "pages", "at_least", 3)
    await page.goto(f"{shop.address}/")
    first = await answer(page)

    await page.evaluate("history.pushState({}, '', '/two'); history.replaceState({}, '', '/two#x')")
    second = await answer(page)
    await page.evaluate("history.pushState({}, '', '/three')")
    await part(page, "launcher", HOLDS).wait_for()

    assert (first, second) == (False, False)


@pytest.mark.parametrize(("field", "value"), [("visits", 1), ("visitor", "new"), ("pages", 1)])
async def test_t1_before_that_only_the_pages_since_the_arrival_are_known(
    field: str, value: Any, page: Page, desk: Desk, shop: Shop
) -> None:
    ask(desk, field, "is", value)
    shop.body += '<a id="on" href="/two">On</a>'
    await page.goto(f"{shop.address}/")
    arrived = await answer(page)

    await page.click("#on")
    await page.wait_for_url("**/two")
    later = await answer(page)
    await part(page, "launcher", ALWAYS).press("Shift")  # an interaction: from now on this visitor is remembered
    await until(lambda: desk.hellos)
    await page.wait_for_timeout(100)

    assert (arrived, later) == (True if field == "pages" else None, None)
    assert await answer(page) is (None if field == "pages" else True)


@pytest.mark.parametrize(
    ("told", "op", "value", "said"),
    [
        ("{plan: 'gold'}", "is", "gold", True),
        ("{plan: 'gold'}", "not", "gold", False),
        ("{plan: 12.5}", "at_least", 12, True),
        ("{plan: 12.5}", "is", "12.5", True),
        ("{plan: true}", "is", "true", True),
        ("{plan: {}}", "is", "[object Object]", None),
        ("{plan: NaN}", "is", "NaN", None),
        ("{plan: 'x'.repeat(501)}", "prefix", "x", None),
        ("Object.fromEntries([...Array(50)].map((_, at) => [`a${at}`, at]).concat([['plan', 1]]))", "is", "1", None),
        ("{plan: 'gold'}], ['set', {plan: null, Plan: 'x', other: 1}], ['set', 5], ['set'", "is", "gold", True),
    ],
)
@pytest.mark.parametrize("when", ["before", "after"])
async def test_t1_a_page_tells_of_itself_before_the_load_and_after_it(
    when: str, told: str, op: str, value: Any, said: bool | None, page: Page, desk: Desk, shop: Shop
) -> None:
    ask(desk, "set.plan", op, value)
    if when == "before":
        shop.head = f"<script>frontdesk = [['set', {told}]]</script>"
    await page.goto(f"{shop.address}/")
    await part(page, "launcher", ALWAYS).wait_for()

    if when == "after":
        await page.evaluate(f"frontdesk.push(['set', {told}])")
    await page.wait_for_timeout(100)

    assert await answer(page) is said


async def test_t1_what_a_visitor_has_told_on_this_device_is_known(page: Page, desk: Desk, shop: Shop) -> None:
    ask(desk, "knows_phone", "is", "yes")
    await page.goto(f"{shop.address}/")
    await page.evaluate(f"localStorage['frontdesk:{KEY}:known'] = JSON.stringify({{ phone: '+381601234567' }})")

    await page.reload()

    assert await answer(page) is True


async def test_p1_a_campaign_keeps_nothing_of_the_address_but_its_marks(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["memory"] = "always"
    ask(desk, "utm_source", "is", "letter")
    await page.goto(f"{shop.address}/?email=ana@shop.example&utm_source=letter&phone=060")
    await answer(page)

    assert (await storage(page))[f"frontdesk:{KEY}:visit"].split(" ")[4:] == ["utm_source=letter"]


@pytest.mark.parametrize(("field", "value"), [("country", "RS"), ("online", "yes")])
async def test_t1_what_only_the_server_knows_is_unknown_until_it_has_told(
    field: str, value: str, page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["live"] = 1
    desk.facts = {"country": "RS", "online": "yes"}
    desk.takes_sockets = False
    ask(desk, field, "is", value)
    await page.goto(f"{shop.address}/")
    before = await answer(page)

    desk.takes_sockets = True
    await page.reload()
    await part(page, "launcher", HOLDS).wait_for()
    await until(lambda: desk.sockets)
    desk.send({"type": "facts", "country": "DE", "online": "no"})
    await part(page, "launcher", DOES_NOT).wait_for()

    assert before is None
