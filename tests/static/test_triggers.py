"""What opens a widget by itself: each kind of trigger, what it takes for one, and when it stays still."""

import contextlib
from collections.abc import Awaitable, Callable
from typing import Any

from playwright.async_api import Browser, BrowserContext, Page, expect
from playwright.async_api import TimeoutError as TooLong

from tests.static.fake_desk import Desk
from tests.static.shop import FILL, Shop
from tests.static.watching import part, watch

TALL = '<div id="tall" style="height:5000px;background:linear-gradient(#fff,#ccc)">Roasts</div>'
CARD = '<div id="card" style="height:200px">Ethiopia Guji</div>'
SHORT = 200  # ms in which what would open by now has opened
LISTENED = """
window.blocking = [];
const { addEventListener: listen } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (type, listener, options) {
  const slows = /^(touchstart|touchmove|wheel|mousewheel)$/.test(type) && !options?.passive;
  if (slows || /unload|popstate/.test(type)) window.blocking.push(type);
  return listen.call(this, type, listener, options);
};
"""
MOVE = "address => history.pushState({}, '', address)"


async def arrive(page: Page, desk: Desk, shop: Shop, *when: dict[str, Any], path: str = "/") -> None:
    """Come to a page on which the call-back widget waits for these triggers."""
    desk.site["widgets"][0]["when"] = list(when)
    await page.goto(f"{shop.address}{path}")
    await part(page, "launcher").wait_for(state="attached")


async def opened(page: Page) -> bool:
    """Whether it has opened, a short while later."""
    await page.wait_for_timeout(SHORT)
    return await part(page, "panel").count() == 1


async def close(page: Page) -> None:
    """Close it again."""
    await part(page, "close").click()
    await expect(part(page, "panel")).to_have_count(0)


async def test_t2_scrolling_as_far_as_was_chosen_opens_once(page: Page, desk: Desk, shop: Shop) -> None:
    shop.body += FILL
    await arrive(page, desk, shop, {"kind": "scroll", "percent": 60})

    await page.evaluate("scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * 0.5)")
    before = await opened(page)
    await page.evaluate("scrollTo(0, (document.documentElement.scrollHeight - innerHeight) * 0.7)")
    await part(page, "panel").wait_for()
    await close(page)
    await page.evaluate("scrollTo(0, 0); scrollTo(0, 9000)")

    assert (before, await opened(page)) == (False, False)


async def test_t2_a_click_on_what_was_chosen_opens_each_time_and_a_selector_nobody_can_read_selects_nothing(
    page: Page, desk: Desk, shop: Shop
) -> None:
    seen = await watch(page)
    await arrive(page, desk, shop, {"kind": "click", "selector": "!!"}, {"kind": "click", "selector": "#button"})

    for _ in range(2):
        await page.click("#button")
        await part(page, "panel").wait_for()
        await close(page)

    assert seen.errors == []


async def test_t2_seconds_of_the_visit_count_on_over_its_pages(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["memory"] = "always"
    await page.clock.install()
    await arrive(page, desk, shop, {"kind": "time", "seconds": 60})
    await page.clock.fast_forward(40_000)
    before = await opened(page)
    await page.goto(f"{shop.address}/beans")
    await part(page, "launcher").wait_for()
    await page.clock.fast_forward(15_000)
    early = await opened(page)

    await page.clock.fast_forward(6_000)
    await part(page, "panel").wait_for()

    assert (before, early) == (False, False)


async def test_t2_a_timer_stops_when_its_widget_leaves_the_page(page: Page, desk: Desk, shop: Shop) -> None:
    await page.clock.install()
    await arrive(page, desk, shop, {"kind": "time", "seconds": 5}, {"kind": "idle", "seconds": 5})
    await page.evaluate("frontdesk.push(['hide', 'callback'])")

    await page.clock.fast_forward(20_000)

    assert not await opened(page)


async def test_t2_resting_hands_open_and_each_move_begins_the_rest_anew(page: Page, desk: Desk, shop: Shop) -> None:
    shop.body += FILL
    await page.clock.install()
    await arrive(page, desk, shop, {"kind": "idle", "seconds": 30})
    acts: dict[str, Callable[[], Awaitable[object]]] = {
        "pointermove": lambda: page.mouse.move(200, 200),
        "wheel": lambda: page.mouse.wheel(0, 100),
        "keydown": lambda: page.keyboard.press("a"),
        "pointerdown": lambda: page.mouse.down(),
        "scroll": lambda: page.evaluate("scrollTo(0, 300)"),
    }
    still = []
    for kind, act in acts.items():
        await page.clock.fast_forward(20_000)
        still.append(await opened(page))
        await page.evaluate("kind => addEventListener(kind, () => (window.met = kind))", kind)
        await act()
        await page.wait_for_function("kind => window.met == kind", arg=kind)

    await page.clock.fast_forward(31_000)
    await part(page, "panel").wait_for()

    assert still == [False] * 5


async def test_t2_a_page_that_nobody_sees_is_no_resting_visitor(page: Page, desk: Desk, shop: Shop) -> None:
    await page.clock.install()
    await arrive(page, desk, shop, {"kind": "idle", "seconds": 30})
    show = """hidden => {
      Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }"""
    await page.evaluate(show, True)
    await page.clock.fast_forward(60_000)
    hidden = await opened(page)

    await page.evaluate(show, False)
    await page.clock.fast_forward(31_000)
    await part(page, "panel").wait_for()

    assert not hidden


async def test_t2_a_box_that_scrolls_by_itself_is_no_act_of_the_visitors(page: Page, desk: Desk, shop: Shop) -> None:
    shop.body += f'<div id="box" style="height:90px;overflow:auto">{CARD}{CARD}</div>'
    await page.clock.install()
    await arrive(page, desk, shop, {"kind": "idle", "seconds": 10})

    for y in (10, 20, 30):
        await page.evaluate("y => document.querySelector('#box').scrollTo(0, y)", y)
        await page.clock.fast_forward(4_000)

    await part(page, "panel").wait_for()


async def test_t2_what_was_chosen_comes_into_sight_when_half_of_it_does(page: Page, desk: Desk, shop: Shop) -> None:
    shop.body = f"<h1>Harbour Row</h1>{FILL}{CARD}{FILL}"
    await arrive(page, desk, shop, {"kind": "seen", "selector": "#card"})
    reveal = "px => scrollTo(0, document.querySelector('#card').offsetTop - innerHeight + px)"

    await page.evaluate(reveal, 80)
    before = await opened(page)
    await page.evaluate(reveal, 120)
    await part(page, "panel").wait_for()

    assert not before


async def test_t2_what_is_taller_than_the_window_is_seen_when_it_fills_half_of_it(
    page: Page, desk: Desk, shop: Shop
) -> None:
    shop.body = f"<h1>Harbour Row</h1>{FILL}{TALL}"
    await arrive(page, desk, shop, {"kind": "seen", "selector": "#tall"})
    reveal = "part => scrollTo(0, document.querySelector('#tall').offsetTop - innerHeight * (1 - part))"

    await page.evaluate(reveal, 0.3)
    before = await opened(page)
    await page.evaluate(reveal, 0.7)
    await part(page, "panel").wait_for()

    assert not before


async def test_t2_what_comes_into_the_page_later_is_seen_too(page: Page, desk: Desk, shop: Shop) -> None:
    await arrive(page, desk, shop, {"kind": "seen", "selector": "#card"})
    before = await opened(page)

    await page.evaluate("card => document.body.insertAdjacentHTML('beforeend', card)", CARD)
    await part(page, "panel").wait_for()

    assert not before


async def test_t2_a_selector_nobody_can_read_sees_nothing_and_breaks_nothing(
    page: Page, desk: Desk, shop: Shop
) -> None:
    seen = await watch(page)
    await arrive(page, desk, shop, {"kind": "seen", "selector": "!!"}, {"kind": "seen", "selector": "#card"})

    await page.evaluate("card => document.body.insertAdjacentHTML('beforeend', card)", CARD)
    await part(page, "panel").wait_for()

    assert seen.errors == []


async def test_t2_the_nth_page_of_the_visit_opens_over_loads_and_moves(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["memory"] = "always"
    await arrive(page, desk, shop, {"kind": "page", "number": 3})
    first = await opened(page)
    await page.goto(f"{shop.address}/beans")
    await part(page, "launcher").wait_for()
    second = await opened(page)

    await page.evaluate(MOVE, "/beans/guji")
    await part(page, "panel").wait_for()

    assert (first, second) == (False, False)


async def test_t2_on_a_page_where_the_widget_is_not_due_its_number_does_not_open_it(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["widgets"][0]["where"] = {"not": [{"field": "path", "op": "is", "value": "/checkout"}]}
    seen = await watch(page)
    await arrive(page, desk, shop, {"kind": "page", "number": 2})

    await page.evaluate(MOVE, "/checkout")
    await page.wait_for_timeout(SHORT)

    assert "opened" not in await seen.told()


async def test_t2_an_event_of_the_page_opens_when_it_came_often_enough_within_its_time(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await page.clock.install()
    await arrive(page, desk, shop, {"kind": "event", "name": "cart:add", "times": 3, "within": 10})
    add = "void frontdesk.push(['event', 'cart:add', {sku: 'guji'}])"
    await page.evaluate(f"{add}; {add}; frontdesk.push(['event', 'other'])")
    await page.clock.fast_forward(11_000)
    await page.evaluate(f"{add}; {add}")
    before = await opened(page)

    await page.evaluate(add)
    await part(page, "panel").wait_for()

    assert not before


async def test_t2_an_event_told_before_the_script_had_loaded_opens(page: Page, desk: Desk, shop: Shop) -> None:
    shop.head = "<script>frontdesk = [['event', 'cart']]</script>"
    desk.site["widgets"][0]["when"] = [{"kind": "event", "name": "cart"}]

    await page.goto(f"{shop.address}/")

    await part(page, "panel").wait_for()


async def test_t2_a_parameter_of_the_address_opens_with_its_value_or_with_any(
    page: Page, desk: Desk, shop: Shop
) -> None:
    of_value = {"kind": "param", "name": "promo", "value": "spring sale"}
    seen = []
    for path in ("/?promo=autumn", "/?promotion=spring+sale", "/?a=1&promo=autumn&promo=spring%20sale"):
        await arrive(page, desk, shop, of_value, path=path)
        seen.append(await opened(page))
    for path in ("/?other", "/?promo"):
        await arrive(page, desk, shop, {"kind": "param", "name": "promo"}, path=path)
        seen.append(await opened(page))

    assert seen == [False, False, True, False, True]


async def test_t2_a_parameter_that_comes_with_a_move_opens(page: Page, desk: Desk, shop: Shop) -> None:
    await arrive(page, desk, shop, {"kind": "param", "name": "promo"})

    await page.evaluate(MOVE, "/beans?promo=1")

    await part(page, "panel").wait_for()


async def leave_at_the_top(page: Page) -> None:
    """Bring the pointer to the top of the page and out of it."""
    await page.mouse.move(300, 60)
    await page.mouse.move(300, 2)
    await page.mouse.move(300, -5)


async def test_t2_the_pointer_that_leaves_at_the_top_opens_and_elsewhere_does_not(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await arrive(page, desk, shop, {"kind": "exit"})
    await page.mouse.move(300, 300)
    await page.mouse.move(-5, 300)
    before = await opened(page)

    await leave_at_the_top(page)
    await part(page, "panel").wait_for()

    assert not before


async def test_t2_a_press_on_an_own_link_is_no_leaving_however_long_the_next_page_takes(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await arrive(page, desk, shop, {"kind": "exit"})
    await page.evaluate("void (link.onclick = (event) => event.preventDefault())")  # the next page takes its time
    await page.click("#link")
    await page.wait_for_timeout(1500)

    await leave_at_the_top(page)

    assert not await opened(page)


async def test_t2_once_the_link_has_brought_another_page_leaving_is_leaving_again(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await arrive(page, desk, shop, {"kind": "exit"})
    await page.click("#link")  # to #x
    await page.wait_for_timeout(1100)

    await leave_at_the_top(page)

    await part(page, "panel").wait_for()


async def test_t2_neither_dragging_out_nor_an_open_list_of_the_browsers_own_is_leaving(
    page: Page, desk: Desk, shop: Shop
) -> None:
    shop.body += "<select><option>250 g<option>1 kg</select>"
    await arrive(page, desk, shop, {"kind": "exit"})
    await page.mouse.move(300, 300)
    await page.mouse.down()
    await leave_at_the_top(page)
    dragged = await opened(page)
    await page.mouse.move(300, 300)
    await page.mouse.up()
    await page.wait_for_timeout(1100)
    await page.focus("select")
    await leave_at_the_top(page)
    listed = await opened(page)

    await page.evaluate("document.activeElement.blur()")
    await leave_at_the_top(page)
    await part(page, "panel").wait_for()

    assert (dragged, listed) == (False, False)


async def phone(browser: Browser) -> BrowserContext:
    """A browser under a finger."""
    return await browser.new_context(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)


async def fling(page: Page) -> None:
    """Let the page fly back up under a finger."""
    line = await page.context.new_cdp_session(page)
    for kind, *at in (("Start", 100), ("Move", 250), ("Move", 400), ("Move", 550), ("Move", 690), ("End",)):
        touched = {"type": f"touch{kind}", "touchPoints": [{"x": 190, "y": y} for y in at]}
        await line.send("Input.dispatchTouchEvent", touched)


async def has_opened(page: Page) -> bool:
    """Whether the panel comes within two seconds."""
    with contextlib.suppress(TooLong):
        await part(page, "panel").wait_for(timeout=2000)
    return await opened(page)


async def test_t2_under_a_finger_flying_back_up_opens_but_not_after_a_press_on_a_link(
    browser: Browser, desk: Desk, shop: Shop
) -> None:
    shop.body = f"<h1>Harbour Row</h1>{FILL}<a id='link' href='#x'>A link</a>{FILL}"
    context = await phone(browser)
    page = await context.new_page()
    await arrive(page, desk, shop, {"kind": "exit"})

    await page.evaluate("scrollTo(0, 1200)")
    await page.tap("#link")
    await fling(page)
    before = await opened(page)
    await page.wait_for_timeout(1100)
    for _ in range(5):  # on a busy machine a finger may be too slow to fling
        await page.evaluate("scrollTo(0, 1500)")
        await page.wait_for_timeout(300)
        await fling(page)
        if await has_opened(page):
            break

    assert not before
    assert await opened(page)
    await context.close()


async def test_t2_what_scrolls_up_without_a_finger_is_no_leaving(browser: Browser, desk: Desk, shop: Shop) -> None:
    shop.body += FILL
    context = await phone(browser)
    page = await context.new_page()
    await arrive(page, desk, shop, {"kind": "exit"})

    await page.evaluate("""async () => {
      for (let y = 1200; y >= 0; y -= 300) { scrollTo(0, y); await new Promise(requestAnimationFrame) }
    }""")

    assert not await opened(page)
    await context.close()


async def test_t2_waiting_triggers_leave_history_and_scrolling_to_the_page(page: Page, desk: Desk, shop: Shop) -> None:
    seen = await watch(page)
    every: list[dict[str, Any]] = [
        {"kind": "time", "seconds": 600},
        {"kind": "idle", "seconds": 600},
        {"kind": "seen", "selector": "#none"},
        {"kind": "page", "number": 9},
        {"kind": "event", "name": "cart"},
        {"kind": "param", "name": "promo"},
        {"kind": "exit"},
    ]
    await page.add_init_script(LISTENED)
    await arrive(page, desk, shop, *every)
    before = await page.evaluate("[history.length, history.state]")
    await page.goto(f"{shop.address}/beans")
    await page.go_back()
    await part(page, "launcher").wait_for()

    assert before == await page.evaluate("[history.length - 1, history.state]")
    assert await page.evaluate("window.blocking") == []
    assert seen.errors == []
