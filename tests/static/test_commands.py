"""Every command that a page may give, before the script has loaded and afterwards; a bad one does no harm."""

import pytest
from playwright.async_api import Page, expect

from tests.static.fake_desk import KEY, WIDGET, Desk, config, popup
from tests.static.shop import Shop
from tests.static.test_facts import ask
from tests.static.waiting import until
from tests.static.watching import open_panel, part, storage, watch

SECOND = "01jd8x2m4vq7k3n5p9r1s6t8wx"
BOTH = pytest.mark.parametrize("when", ["before", "after"])


async def give(page: Page, shop: Shop, when: str, *commands: str) -> None:
    """Go to the shop and give these commands, before the script has loaded or once it is ready."""
    said = ", ".join(commands)
    if when == "before":
        shop.head = f"<script>window.frontdesk = window.frontdesk || []; frontdesk.push({said})</script>{shop.head}"
    else:
        shop.head += "<script>addEventListener('frontdesk:ready', () => (window.isReady = 1))</script>"
    await page.goto(f"{shop.address}/")
    if when == "after":
        await page.wait_for_function("window.isReady")
        await page.evaluate(f"void frontdesk.push({said})")


@BOTH
@pytest.mark.parametrize("name", ["callback", WIDGET])
async def test_e2_open_opens_by_kind_and_by_id(name: str, when: str, page: Page, shop: Shop) -> None:
    await give(page, shop, when, f"['open', '{name}']")

    await part(page, "panel").wait_for()


@BOTH
async def test_e2_open_by_kind_means_the_first_that_may_be_shown_now(
    when: str, page: Page, desk: Desk, shop: Shop
) -> None:
    over = desk.site["widgets"][0] | {"id": SECOND, "stop": 1000}
    desk.site["widgets"] = [over, *desk.site["widgets"]]

    await give(page, shop, when, "['open', 'callback']")

    await part(page, "panel", WIDGET).wait_for()


@BOTH
async def test_e2_close_closes(when: str, page: Page, shop: Shop) -> None:
    seen = await watch(page)

    await give(page, shop, when, "['open', 'callback']", "['close', 'callback']")
    await part(page, "launcher").wait_for()
    await page.wait_for_timeout(300)

    assert await part(page, "panel").count() == 0
    assert "closed" in await seen.told()


@BOTH
async def test_e2_hide_takes_off_this_page_view_and_show_puts_back_unopened(when: str, page: Page, shop: Shop) -> None:
    await give(page, shop, when, "['hide', 'callback']")
    await page.wait_for_timeout(300)
    hidden = await page.locator("frontdesk-widget").count()
    await page.evaluate("void frontdesk.push(['show', 'callback'])")
    await part(page, "launcher").wait_for()

    assert (hidden, await part(page, "panel").count()) == (0, 0)


@BOTH
async def test_e2_set_is_asked_by_rules(when: str, page: Page, desk: Desk, shop: Shop) -> None:
    ask(desk, "set.plan", "is", "gold")

    await give(page, shop, when, "['set', {plan: 'iron'}]", "['set', {plan: 'gold'}]")

    await part(page, "launcher", "01jd8x2m4vq7k3n5p9r1s6t8wb").wait_for()


@BOTH
async def test_e2_event_counts_for_triggers(when: str, page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"][0]["when"] = [{"kind": "event", "name": "added", "times": 2, "within": 60}]

    await give(page, shop, when, "['event', 'added', {sku: 1}]", "['event', 'other']")
    await page.wait_for_timeout(300)
    once = await part(page, "panel").count()
    await page.evaluate("void frontdesk.push(['event', 'added'])")
    await part(page, "panel").wait_for()

    assert once == 0


@BOTH
async def test_e2_consent_begins_the_memory_and_without_a_purpose_ends_it(
    when: str, page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["memory"] = "after_consent"

    await give(page, shop, when, "['consent', ['analytics', 'marketing']]")
    await until(lambda: desk.hellos)
    given = await storage(page)
    await page.evaluate("void frontdesk.push(['consent', []])")

    assert sorted(given) == [f"frontdesk:{KEY}:consent", f"frontdesk:{KEY}:visitor"]
    assert given[f"frontdesk:{KEY}:consent"] == "analytics,marketing"
    assert await storage(page) == {}


@BOTH
async def test_e2_on_and_off_hear_what_happens(when: str, page: Page, shop: Shop) -> None:
    hear = "(one) => (window.heard ||= []).push(one.kind)"

    await give(page, shop, when, f"['on', 'opened', {hear}]", f"['on', 'closed', window.last = {hear}]")
    await open_panel(page)
    await page.evaluate("void frontdesk.push(['off', 'closed', last])")
    await part(page, "close").click()
    await expect(part(page, "panel")).to_have_count(0)

    assert await page.evaluate("heard") == ["callback"]


@BOTH
async def test_e2_identify_is_said_over_the_live_line(when: str, page: Page, desk: Desk, shop: Shop) -> None:
    seen = await watch(page)

    await give(page, shop, when, "['identify', {name: 'Ana'}]")
    await until(lambda: any("/live." in url for url in seen.requests))
    await page.wait_for_timeout(300)

    assert [error for error in seen.errors if "404" not in error] == []  # the fake desk knows nobody


@BOTH
async def test_e2_destroy_leaves_nothing(when: str, page: Page, desk: Desk, shop: Shop) -> None:
    leaves = {"field": "hour", "op": "is", "value": 99}
    desk.site.update(zone="Europe/Belgrade", live=1)
    desk.site["widgets"] = [
        desk.site["widgets"][0] | {"where": {"not": [leaves]}, "stop": 4102444800000},
        popup(SECOND, when=[{"kind": "delay", "seconds": 600}, {"kind": "scroll", "percent": 50}, {"kind": "exit"}]),
    ]
    await page.add_init_script(WATCHFUL)

    await give(page, shop, when, "['destroy']")
    await page.wait_for_timeout(500)
    await until(lambda: not desk.sockets)
    await page.evaluate("frontdesk.push(['open', 'callback']); history.pushState({}, '', '/two')")

    assert await page.locator("frontdesk-widget").count() == 0
    assert await page.evaluate("[...timers]") == []
    assert await page.evaluate("[...listening]") == []


WATCHFUL = """
window.timers = new Set();
const { setTimeout: set, clearTimeout: clear } = window;
window.setTimeout = (act, ms, ...more) => {
  const id = set(() => { timers.delete(id); act(...more); }, ms);
  timers.add(id);
  return id;
};
window.clearTimeout = (id) => { timers.delete(id); clear(id); };
window.listening = new Set();
let number = 0;
const { addEventListener: add } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, listener, options) {
  const name = type + " " + number++;
  const isOfThePage = [window, document, document.documentElement, window.navigation].includes(this);
  if (isOfThePage && /\\/[sm]\\/.*js/.test(new Error().stack)) listening.add(name);
  if (options?.signal) add.call(options.signal, "abort", () => listening.delete(name));
  return add.call(this, type, listener, options);
};
"""


async def test_e2_ready_is_told_once(page: Page, shop: Shop) -> None:
    shop.keys = (KEY, KEY)
    seen = await watch(page)

    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()

    assert (await seen.told()).count("ready") == 1


@BOTH
async def test_e2_a_command_may_mean_one_of_two_sites(when: str, page: Page, desk: Desk, shop: Shop) -> None:
    other = config(site="second")
    other["widgets"][0] = other["widgets"][0] | {"id": SECOND}
    desk.configs["second"] = other
    shop.keys = (KEY, "second")

    await give(page, shop, when, "['open', 'callback', {site: 'second'}]", f"['hide', {{site: '{KEY}'}}]")
    await part(page, "panel", SECOND).wait_for()
    await page.wait_for_timeout(300)

    assert await page.locator("frontdesk-widget").count() == 1


BAD = ["null", "5", "[]", "['unheard-of']", "['open']", "['open', null]", "['on', 'opened']", "['on']", "['event']"]
BAD += ["['set']", "['set', null]", "['consent']", "['identify']", "['off', 'x', 1]", "{}", "['constructor']"]


@BOTH
async def test_e2_nothing_bad_in_a_command_or_a_listener_reaches_the_page(when: str, page: Page, shop: Shop) -> None:
    seen = await watch(page)

    await give(page, shop, when, *BAD, "['on', 'opened', () => { throw new Error('theirs') }]", "['open', 'callback']")
    await part(page, "panel").wait_for()
    await page.wait_for_timeout(200)

    assert [error for error in seen.errors if "40" not in error] == []
