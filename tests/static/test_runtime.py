"""The loader in somebody else's page: what it shows, what it asks for, and that it stays out of the way."""

import pytest
from playwright.async_api import Browser, Page, expect

from tests.static.fake_desk import KEY, WIDGET, Desk, config
from tests.static.shop import Shop
from tests.static.test_facts import NOON
from tests.static.waiting import until
from tests.static.watching import leave_number, open_panel, part, storage, watch

SECOND = "01jd8x2m4vq7k3n5p9r1s6t8wx"


async def test_e1_one_script_tag_shows_the_enabled_widget_on_a_page_of_another_origin(page: Page, shop: Shop) -> None:
    seen = await watch(page)

    await page.goto(f"{shop.address}/")
    await open_panel(page)

    assert await page.locator("frontdesk-widget").evaluate_all("all => all.map(one => one.parentNode.localName)") == [
        "html"
    ]
    assert await seen.told() == ["ready", "shown", "opened"]
    assert seen.errors == []


async def test_e1_hostile_styles_change_nothing_inside_and_ours_change_nothing_outside(page: Page, shop: Shop) -> None:
    sizes = (
        "all => all.map(one => [...one.shadowRoot.querySelectorAll('*')].map(each => getComputedStyle(each).cssText))"
    )
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    plain = await page.locator("frontdesk-widget").evaluate_all(sizes)
    before = await page.locator("h1").evaluate("one => getComputedStyle(one).cssText")

    shop.head = """<style>html{font-size:62.5%!important;letter-spacing:9px}
      frontdesk-widget,body *{all:unset!important;display:none!important;color:red!important;
      font:40px cursive!important;letter-spacing:9px!important;--b:red!important;--bg:red!important}</style>"""
    await page.goto(f"{shop.address}/hostile")
    await open_panel(page)
    hostile = await page.locator("frontdesk-widget").evaluate_all(sizes)
    shop.head, shop.keys = "", ()
    await page.goto(f"{shop.address}/without")

    assert hostile == plain
    assert await page.locator("h1").evaluate("one => getComputedStyle(one).cssText") == before


async def test_e3_one_request_before_a_widget_shows_and_two_until_it_does(page: Page, desk: Desk, shop: Shop) -> None:
    seen = await watch(page)
    desk.site["widgets"][0]["where"] = {"all": [{"field": "path", "op": "is", "value": "/shown"}]}

    await page.goto(f"{shop.address}/elsewhere")
    await page.wait_for_timeout(300)
    elsewhere = [url for url in seen.requests if not url.startswith(shop.address)]
    seen.requests.clear()
    await page.goto(f"{shop.address}/shown")
    await part(page, "launcher").wait_for()
    await page.wait_for_timeout(300)
    shown = [url for url in seen.requests if not url.startswith(shop.address)]

    assert elsewhere == [f"{desk.address}/s/{KEY}.js"]
    assert shown == [f"{desk.address}/s/{KEY}.js", f"{desk.address}/m/1/callback.en.{desk.assets.hash}.js"]


async def test_e3_the_loader_adds_no_long_task_and_moves_nothing(page: Page, shop: Shop) -> None:
    await page.add_init_script(
        """window.seen = [];
        new PerformanceObserver(list => seen.push(...list.getEntries().map(each => each.entryType)))
        .observe({ entryTypes: ["longtask"] });
        new PerformanceObserver(list => seen.push(...list.getEntries().map(each => each.value)))
        .observe({ type: "layout-shift", buffered: true });"""
    )

    seen = []
    for _ in range(3):  # a busy machine may make one long by chance; ours would be long each time
        await page.goto(f"{shop.address}/")
        await part(page, "launcher").wait_for()
        await page.wait_for_timeout(300)
        seen.append(await page.evaluate("seen"))

    assert [] in seen


async def test_e5_a_route_change_looks_at_the_rules_again_and_doubles_nothing(
    page: Page, desk: Desk, shop: Shop
) -> None:
    seen = await watch(page)
    desk.site["widgets"][0]["where"] = {"not": [{"field": "path", "op": "prefix", "value": "/checkout"}]}
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()

    await page.evaluate("history.pushState({}, '', '/coffee'); history.replaceState({}, '', '/coffee?x=1')")
    hosts = [await page.locator("frontdesk-widget").count()]
    await page.evaluate("history.pushState({}, '', '/checkout')")
    hosts.append(await page.locator("frontdesk-widget").count())
    await page.evaluate("history.back()")
    await part(page, "launcher").wait_for()
    hosts.append(await page.locator("frontdesk-widget").count())

    assert hosts == [1, 0, 1]
    assert await seen.told() == ["ready", "shown"]
    assert seen.errors == []


async def test_e5_without_the_navigation_api_history_is_listened_in_on(page: Page, desk: Desk, shop: Shop) -> None:
    await page.add_init_script("Object.defineProperty(window, 'navigation', { value: undefined })")
    desk.site["widgets"][0]["where"] = {"all": [{"field": "path", "op": "is", "value": "/coffee"}]}
    await page.goto(f"{shop.address}/")

    await page.evaluate("history.pushState({ its: 'own' }, '', '/coffee')")
    await part(page, "launcher").wait_for()
    state = await page.evaluate("history.state")
    await page.evaluate("history.back()")
    await expect(page.locator("frontdesk-widget")).to_have_count(0)

    assert state == {"its": "own"}


async def test_e5_a_widget_that_is_open_stays_until_it_is_closed(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"][0]["where"] = {"all": [{"field": "path", "op": "is", "value": "/"}]}
    await page.goto(f"{shop.address}/")
    await open_panel(page)

    await page.evaluate("history.pushState({}, '', '/elsewhere')")
    still = await part(page, "panel").count()
    await part(page, "close").click()
    await expect(page.locator("frontdesk-widget")).to_have_count(0)

    assert still == 1


@pytest.mark.parametrize("blocked", ["**/s/*.js", "**/m/**", "**/m/1/live*", "**/m/1/phone*"])
async def test_e5_whatever_is_blocked_the_page_works_without_an_error(blocked: str, page: Page, shop: Shop) -> None:
    seen = await watch(page)
    await page.route(blocked, lambda route: route.abort())
    shop.body += "<script>window.counted = 0; button.onclick = () => counted++</script>"

    await page.goto(f"{shop.address}/")
    await page.wait_for_timeout(300)
    if await part(page, "launcher").count():
        await leave_number(page)
        await page.wait_for_timeout(300)
        await page.keyboard.press("Escape")
    await page.locator("#button").click()

    assert await page.evaluate("counted") == 1
    assert [error for error in seen.errors if "ERR_FAILED" not in error] == []  # the browser's own line, not ours
    assert len(seen.requests) < 15


async def test_e5_a_launcher_whose_panel_cannot_be_fetched_says_so_and_tries_again(page: Page, shop: Shop) -> None:
    seen = await watch(page)
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()
    await page.route("**/m/1/callback-later*", lambda route: route.abort())

    await part(page, "launcher").click()
    await expect(part(page, "launcher")).to_have_text("No connection")
    await page.unroute("**/m/1/callback-later*")
    await open_panel(page)
    await part(page, "close").click()

    await expect(part(page, "launcher")).to_have_text("Call me back")
    assert [error for error in seen.errors if "ERR_FAILED" not in error] == []


async def test_e5_a_desk_that_answers_with_errors_leaves_the_page_in_peace(page: Page, desk: Desk, shop: Shop) -> None:
    seen = await watch(page)
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    desk.is_down = True

    await leave_number(page)
    await page.wait_for_timeout(1500)

    assert [error for error in seen.errors if "status of 50" not in error and "WebSocket" not in error] == []
    assert len([url for url in seen.requests if "/v1/" in url]) < 8


async def test_p1_before_an_interaction_nothing_is_stored_and_nobody_is_named(
    page: Page, desk: Desk, shop: Shop
) -> None:
    shop.body += "<script>frontdesk = [['open', 'callback']]</script>"
    await page.goto(f"{shop.address}/")
    await part(page, "panel").wait_for()
    await page.evaluate("history.pushState({}, '', '/two'); dispatchEvent(new Event('pagehide'))")
    await page.wait_for_timeout(300)

    assert await storage(page) == {}
    assert await page.context.cookies() == []
    assert desk.hellos == []
    assert [(each["name"], sorted(each)) for each in desk.events] == [
        ("shown", ["name", "page", "widget"]),
        ("opened", ["name", "page", "widget"]),
    ]


async def test_p1_a_trusted_click_inside_is_an_interaction_and_a_scripted_one_is_not(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").evaluate("one => one.click()")
    await page.wait_for_timeout(200)
    scripted = await storage(page)

    await part(page, "close").click()
    await until(lambda: desk.hellos)
    stored = await storage(page)

    assert scripted == {}
    assert list(stored) == [f"frontdesk:{KEY}:visitor"]
    assert desk.hellos[0]["visitor"] == stored[f"frontdesk:{KEY}:visitor"]
    assert await page.context.cookies() == []


@pytest.mark.parametrize(("memory", "is_stored"), [("after_consent", False), ("always", True)])
async def test_memory_is_as_the_site_wants_it(memory: str, is_stored: bool, page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["memory"] = memory
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()
    at_once = bool(await storage(page))
    await open_panel(page)
    await until(lambda: desk.hellos)

    assert (at_once, bool(await storage(page)), "visitor" in desk.hellos[0]) == (is_stored, is_stored, is_stored)


async def test_consent_begins_the_memory_and_its_withdrawal_ends_it(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["memory"] = "after_consent"
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await until(lambda: desk.hellos)

    await page.evaluate("frontdesk.push(['consent', ['analytics']])")
    await until(lambda: len(desk.hellos) > 1)
    given = await storage(page)
    await page.evaluate("localStorage.setItem('theirs', '1'); frontdesk.push(['consent', []])")

    assert desk.hellos[1]["visitor"] == given[f"frontdesk:{KEY}:visitor"]
    assert await storage(page) == {"theirs": "1"}


async def test_commands_pushed_before_the_load_run_in_their_order_after_it(page: Page, shop: Shop) -> None:
    shop.head = """<script>window.frontdesk = window.frontdesk || []; window.heard = [];
      for (const name of ["ready", "opened", "closed"])
        frontdesk.push(["on", name, (detail) => heard.push([name, detail])]);
      frontdesk.push(["open", "callback"]); frontdesk.push(["unheard-of"]); frontdesk.push([]);</script>"""
    seen = await watch(page)

    await page.goto(f"{shop.address}/")
    await part(page, "panel").wait_for()
    await page.evaluate("frontdesk.push(['close', 'callback'])")
    await expect(part(page, "panel")).to_have_count(0)

    detail = {"site": KEY, "widget": WIDGET, "kind": "callback"}
    assert await page.evaluate("JSON.parse(JSON.stringify(heard))") == [
        ["ready", {"site": KEY}],
        ["opened", detail],
        ["closed", detail],
    ]
    assert seen.errors == []


async def test_hide_takes_the_launcher_off_and_show_puts_it_back_closed(page: Page, shop: Shop) -> None:
    await page.goto(f"{shop.address}/")
    await open_panel(page)

    await page.evaluate(f"frontdesk.push(['hide', '{WIDGET}'])")
    hidden = await page.locator("frontdesk-widget").count()
    await page.evaluate("history.pushState({}, '', '/two')")
    moved = await page.locator("frontdesk-widget").count()
    await page.evaluate("frontdesk.push(['show', 'callback'])")
    await part(page, "launcher").wait_for()

    assert (hidden, moved, await part(page, "panel").count()) == (0, 0, 0)


async def test_open_passes_over_where_but_not_over_stop(page: Page, desk: Desk, shop: Shop) -> None:
    nowhere = {"all": [{"field": "path", "op": "is", "value": "/never"}]}
    over = desk.site["widgets"][0] | {"id": SECOND, "priority": 9, "stop": 1000}
    desk.site["widgets"] = [over, desk.site["widgets"][0] | {"where": nowhere}]
    await page.goto(f"{shop.address}/")
    await page.wait_for_timeout(200)
    before = await page.locator("frontdesk-widget").count()

    await page.evaluate("frontdesk.push(['open', 'callback'])")
    await part(page, "panel").wait_for()
    await part(page, "close").click()
    await expect(page.locator("frontdesk-widget")).to_have_count(0)

    assert before == 0


async def test_destroy_leaves_no_node_no_timer_and_no_socket(page: Page, desk: Desk, shop: Shop) -> None:
    await page.add_init_script(
        """window.timers = new Set(); const { setTimeout: set, clearTimeout: clear } = window;
        window.setTimeout = (act, ms, ...more) => {
          const id = set(() => { timers.delete(id); act(...more); }, ms);
          timers.add(id);
          return id;
        };
        window.clearTimeout = (id) => { timers.delete(id); clear(id); };"""
    )
    desk.site["widgets"][0] |= {"when": [{"kind": "delay", "seconds": 600}], "stop": 4102444800000}
    await page.goto(f"{shop.address}/")
    await leave_number(page)
    await part(page, "clock").wait_for()

    await page.evaluate("frontdesk.push(['destroy'])")
    await until(lambda: not desk.sockets)
    await page.wait_for_timeout(4500)  # the longest wait for an answer
    await page.evaluate("frontdesk.push(['open', 'callback']); history.pushState({}, '', '/two')")

    assert await page.locator("frontdesk-widget").count() == 0
    assert await page.evaluate("timers.size") == 0


async def test_a_snippet_pasted_twice_runs_once(page: Page, shop: Shop, desk: Desk) -> None:
    shop.keys = (KEY, KEY)
    seen = await watch(page)

    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await page.wait_for_timeout(300)

    assert await page.locator("frontdesk-widget").count() == 1
    assert await seen.told() == ["ready", "shown", "opened"]
    assert desk.most_sockets == 1


async def test_two_sites_stand_beside_each_other_and_a_command_may_mean_one(page: Page, desk: Desk, shop: Shop) -> None:
    other = config(site="second")
    other["widgets"][0] = other["widgets"][0] | {"id": SECOND}
    desk.configs["second"] = other
    shop.keys = (KEY, "second")
    shop.head = "<script>frontdesk = [['open', 'callback', { site: 'second' }]]</script>"

    await page.goto(f"{shop.address}/")
    await part(page, "panel", SECOND).wait_for()
    await part(page, "launcher").wait_for()
    await page.evaluate(f"frontdesk.push(['close', {{ site: 'second' }}], ['open', 'callback', {{ site: '{KEY}' }}])")
    await part(page, "panel").wait_for()
    await expect(part(page, "panel", SECOND)).to_have_count(0)
    await page.evaluate("frontdesk.push(['destroy'])")

    assert await page.locator("frontdesk-widget").count() == 0


async def test_a_delay_opens_once_by_itself_and_leaves_the_focus_alone(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"][0]["when"] = [{"kind": "delay", "seconds": 0.3}]
    await page.goto(f"{shop.address}/")
    await page.locator("#button").focus()

    await part(page, "panel").wait_for()
    focused = await page.evaluate("document.activeElement.id")
    await part(page, "close").click()
    await page.evaluate("history.pushState({}, '', '/two')")
    await page.wait_for_timeout(600)

    assert focused == "button"
    assert await part(page, "panel").count() == 0


async def test_a_click_on_what_was_chosen_opens_each_time(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"][0]["when"] = [{"kind": "click", "selector": "#button"}, {"kind": "click", "selector": "::"}]
    seen = await watch(page)
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()

    for _ in range(2):
        await page.locator("#button").click()
        await part(page, "panel").wait_for()
        await page.keyboard.press("Escape")
        await expect(part(page, "panel")).to_have_count(0)

    assert await page.evaluate("document.activeElement.id") == "button"
    assert seen.errors == []


async def test_t3_start_and_stop_are_kept_to_the_second_while_the_page_is_open(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await page.clock.install(time=NOON)
    desk.site["widgets"][0] |= {"start": (NOON + 3600) * 1000, "stop": (NOON + 7200) * 1000}
    await page.goto(f"{shop.address}/")
    await page.clock.pause_at(NOON + 3599.5)
    early = await page.locator("frontdesk-widget").count()

    await page.clock.run_for(1000)
    await part(page, "launcher").wait_for()
    await page.clock.run_for(3_599_000 - 500)
    late = await part(page, "launcher").count()
    await page.clock.run_for(1000)
    await expect(page.locator("frontdesk-widget")).to_have_count(0)

    assert (early, late) == (0, 1)


async def test_a_site_with_something_live_opens_its_line_once_the_page_rests(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.site["live"] = 1
    await page.goto(f"{shop.address}/")
    await until(lambda: desk.hellos)

    assert "visitor" not in desk.hellos[0]
    assert await storage(page) == {}


async def test_a_hidden_page_opens_its_line_when_it_is_looked_at(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["live"] = 1
    await page.add_init_script(
        "let is = true; Object.defineProperty(document, 'hidden', { get: () => is, set: (so) => (is = so) })"
    )
    await page.goto(f"{shop.address}/")
    await page.wait_for_timeout(600)
    unseen = len(desk.hellos)

    await page.evaluate("document.hidden = false; dispatchEvent(new Event('visibilitychange'))")
    await until(lambda: desk.hellos)

    assert unseen == 0


async def test_t7_a_preview_that_cannot_be_fetched_leaves_the_page_as_visitors_see_it(page: Page, shop: Shop) -> None:
    seen = await watch(page)
    await page.route("**/m/1/preview*", lambda route: route.abort())

    await page.goto(f"{shop.address}/?frontdesk-link=token")

    await open_panel(page)
    assert [error for error in seen.errors if "ERR_FAILED" not in error] == []


@pytest.mark.parametrize(
    ("html", "locale", "language"),
    [
        ('lang="ru"', "en-GB", "ru"),
        ('lang="ru-RU"', "en-GB", "ru"),
        ('lang="sr-Latn-RS"', "en-GB", "sr-Latn"),
        ('lang="sr"', "en-GB", "sr"),
        ('lang="de"', "ru-RU", "ru"),
        ("", "fr-FR", "en"),
    ],
)
async def test_the_pages_language_goes_first_then_the_browsers_then_the_sites(
    html: str, locale: str, language: str, browser: Browser, shop: Shop
) -> None:
    shop.html = html
    context = await browser.new_context(locale=locale)
    page = await context.new_page()

    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()

    assert await page.locator("frontdesk-widget").get_attribute("lang") == language
    await context.close()


async def test_a2_the_launcher_never_lies_over_what_the_page_has_focused(page: Page, shop: Shop) -> None:
    shop.body = '<a href="#a" style="position:fixed;bottom:30px;right:30px">Corner</a><a href="#b">Elsewhere</a>'
    shop.body += '<p style="height:3000px"></p>'
    overlap = """([link, launcher]) => { const [a, b] = [link, launcher].map((one) => one.getBoundingClientRect());
      return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top; }"""
    await page.emulate_media(reduced_motion="reduce")
    await page.goto(f"{shop.address}/")
    await part(page, "launcher").wait_for()
    both = [await page.locator("a").first.element_handle(), await part(page, "launcher").element_handle()]

    before = await page.evaluate(overlap, both)
    await page.mouse.wheel(0, 500)
    await page.keyboard.press("Tab")
    during = await page.evaluate(overlap, both)
    await page.keyboard.press("Tab")
    elsewhere = await page.evaluate(overlap, both)
    await part(page, "launcher").focus()
    focused = await part(page, "launcher").bounding_box()

    assert (before, during, elsewhere) == (True, False, True)
    assert focused == {"x": pytest.approx(focused["x"]), "y": 644, "width": focused["width"], "height": 56}


async def test_the_theme_follows_the_visitors_system_unless_the_owner_chose(page: Page, desk: Desk, shop: Shop) -> None:
    host = page.locator("frontdesk-widget")
    await page.emulate_media(color_scheme="dark")
    await page.goto(f"{shop.address}/")
    await expect(host).to_have_attribute("theme", "dark")
    await page.emulate_media(color_scheme="light")
    await expect(host).to_have_attribute("theme", "light")
    desk.site["looks"]["theme"] = "dark"
    await page.goto(f"{shop.address}/")

    await expect(host).to_have_attribute("theme", "dark")


async def test_an_old_loader_gets_by_when_a_module_has_another_hash_today(page: Page, desk: Desk, shop: Shop) -> None:
    await page.route(f"**/s/{KEY}.js", lambda route: older(route, desk.assets.hash))

    await page.goto(f"{shop.address}/")

    await open_panel(page)


async def older(route: object, hash: str) -> None:  # noqa: A002
    """Serve the loader as an earlier build would have."""
    answer = await route.fetch()  # type: ignore[attr-defined]
    await route.fulfill(response=answer, body=(await answer.text()).replace(hash, "00000000"))  # type: ignore[attr-defined]
