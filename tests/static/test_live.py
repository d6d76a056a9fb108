"""What a visitor leaves arrives exactly once, whatever the network, the server or the browser do meanwhile."""

import json
import re
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.static.fake_desk import KEY, WIDGET, Desk
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, leave_number, open_panel, part, storage, watch
from tests.support.chromium import remembering

ONCE = re.compile(r"^\d{1,10}(-\d{1,10}){3}$")


def ways(desk: Desk) -> list[str]:
    """How each attempt came, in order."""
    return [way for way, _ in desk.submissions]


def keys(desk: Desk) -> set[str]:
    """The keys of all attempts."""
    return {said["key"] for _, said in desk.submissions}


async def test_a_submission_goes_over_the_socket_and_is_what_was_written(page: Page, desk: Desk, shop: Shop) -> None:
    await page.goto(f"{shop.address}/coffee?size=250")
    await open_panel(page)
    await control(page, "question").fill('Do "you" ship? <b>&</b>')
    await until(lambda: desk.hellos)
    await leave_number(page)
    await expect(part(page, "status")).to_contain_text("We are ringing the team")

    [(way, said)] = desk.submissions
    opened = said.pop("opened_ms")
    assert ONCE.match(said.pop("key"))
    assert said == {
        "type": "submit",
        "widget": WIDGET,
        "version": 1,
        "language": "en",
        "values": {"phone": "+381 60 1234567", "question": 'Do "you" ship? <b>&</b>'},
        "consent": ["contact"],
        "page": {"url": f"{shop.address}/coffee?size=250", "title": "/coffee", "referrer": ""},
    }
    assert (way, 0 < opened < 30_000) == ("socket", True)


async def test_a_line_that_stands_hears_who_this_is_with_the_first_touch(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["live"] = 1
    await page.goto(f"{shop.address}/")
    await until(lambda: desk.hellos)
    assert "visitor" not in desk.hellos[0]

    await open_panel(page)
    await until(lambda: len(desk.hellos) == 2)

    assert desk.hellos[1]["visitor"] == (await storage(page))[f"frontdesk:{KEY}:visitor"]


async def test_an_answer_that_is_lost_is_asked_for_again_by_post_under_the_same_key(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.answers = lambda way, said: "silence" if way == "socket" else None
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await until(lambda: desk.hellos)

    await leave_number(page)
    await expect(part(page, "status")).to_contain_text("We are ringing the team")

    assert ways(desk) == ["socket", "post"]
    assert len(keys(desk)) == 1
    post = desk.submissions[1][1]
    assert post["visitor"] == (await storage(page))[f"frontdesk:{KEY}:visitor"]
    assert "type" not in post


async def test_without_sockets_everything_goes_by_post_and_none_is_tried_when_the_page_forbids_them(
    page: Page, desk: Desk, shop: Shop
) -> None:
    shop.attributes = 'data-live="http"'
    seen = await watch(page)
    await page.goto(f"{shop.address}/")

    await leave_number(page)
    await expect(part(page, "status")).to_contain_text("We are ringing the team")

    assert (ways(desk), desk.hellos, seen.errors) == (["post"], [], [])


async def test_offline_in_mid_send_it_is_kept_here_and_sent_once_when_the_connection_is_back(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.answers = lambda way, said: "silence" if way == "socket" else None
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await until(lambda: desk.hellos)

    await leave_number(page)
    await until(lambda: desk.submissions)
    await page.context.set_offline(True)
    await expect(part(page, "status")).to_contain_text("No connection", timeout=8000)
    kept = [name for name in await storage(page) if ":out:" in name]
    desk.answers = lambda way, said: None
    await page.context.set_offline(False)
    await expect(part(page, "status")).to_contain_text("We are ringing the team")

    assert len(kept) == 1
    assert (len(keys(desk)), len(desk.leads)) == (1, 1)
    assert [name for name in await storage(page) if ":out:" in name] == []


async def test_what_waits_survives_a_reload_and_goes_without_any_further_touch(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.answers = lambda way, said: (503, {"code": "storage_unavailable", "message": "Later.", "again": True})
    await page.goto(f"{shop.address}/")
    await leave_number(page)
    await expect(part(page, "status")).to_contain_text("No connection")

    desk.answers = lambda way, said: None
    await page.reload()
    await until(lambda: desk.leads)
    await open_panel(page)
    await expect(part(page, "status")).to_contain_text("We are ringing the team")

    assert (len(keys(desk)), len(desk.leads)) == (1, 1)
    assert len({said.get("visitor", "") for way, said in desk.submissions if way == "post"}) <= 1


async def test_with_storage_blocked_it_is_kept_as_long_as_the_page_lives(page: Page, desk: Desk, shop: Shop) -> None:
    seen = await watch(page)
    await page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    desk.answers = lambda way, said: (503, {"code": "overloaded", "message": "Later.", "again": True})
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await until(lambda: desk.hellos)
    await leave_number(page)
    await expect(part(page, "status")).to_contain_text("No connection")

    desk.answers = lambda way, said: None
    await expect(part(page, "status")).to_contain_text("We are ringing the team", timeout=10_000)
    desk.progress("lead1", "manager_answered", by="Anna")
    await expect(part(page, "status")).to_contain_text("Anna is calling you")

    assert (len(keys(desk)), seen.errors) == (1, [])


async def test_two_tabs_with_one_outbox_make_one_lead(context: BrowserContext, desk: Desk, shop: Shop) -> None:
    desk.answers = lambda way, said: (503, {"code": "overloaded", "message": "Later.", "again": True})
    first, second = await context.new_page(), await context.new_page()
    await first.goto(f"{shop.address}/")
    await leave_number(first)
    await expect(part(first, "status")).to_contain_text("No connection")
    await second.goto(f"{shop.address}/two")
    await open_panel(second)

    desk.answers = lambda way, said: None
    for tab in (first, second):
        await expect(part(tab, "panel")).to_be_visible()
    await until(lambda: desk.leads)
    await expect(part(first, "status")).to_contain_text("We are ringing the team", timeout=10_000)
    await until(lambda: any(hello["watch"] == ["lead1"] for hello in desk.hellos))
    desk.progress("lead1", "manager_answered", by="Anna")
    for tab in (first, second):
        await expect(part(tab, "status")).to_contain_text("Anna is calling you")

    assert (len(keys(desk)), len(desk.leads)) == (1, 1)


async def test_after_a_week_the_visitor_is_told_and_keeps_what_was_written(page: Page, desk: Desk, shop: Shop) -> None:
    await page.goto(f"{shop.address}/")
    entry = {"key": "k" * 22, "at": 1, "widget": WIDGET, "version": 1, "values": {"phone": "+381 60 1234567"}}
    await page.evaluate(
        """([key, entry]) => {
          const stored = { visitor: "v".repeat(22), busy: "1", [`out:${entry.key}`]: JSON.stringify(entry) };
          for (const name in stored) localStorage[`frontdesk:${key}:${name}`] = stored[name];
        }""",
        [KEY, entry | {"consent": ["contact"], "page": {}}],
    )

    await page.reload()

    await expect(part(page, "problem")).to_contain_text("For a week we had no connection")
    assert await control(page, "phone").input_value() == "+381 60 1234567"
    assert (desk.submissions, sorted(await storage(page))) == ([], [f"frontdesk:{KEY}:visitor"])


async def test_a_refusal_ends_it_and_nothing_is_tried_again(page: Page, desk: Desk, shop: Shop) -> None:
    refusal = {"code": "invalid", "message": "No.", "again": False, "errors": {"phone": "Server words."}}
    desk.answers = lambda way, said: (422, refusal | {"reasons": {"phone": "not_ordinary"}})
    await page.goto(f"{shop.address}/")

    await leave_number(page)

    await expect(page.locator("[id=phone-error]")).to_have_text("We cannot call numbers of this kind.")
    await page.wait_for_timeout(1500)
    assert len(desk.submissions) == 1
    assert [name for name in await storage(page) if ":out:" in name] == []


async def test_a_gateways_error_page_is_no_answer(page: Page, desk: Desk, shop: Shop) -> None:
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await until(lambda: desk.hellos)
    desk.is_down = True
    desk.takes_sockets = False
    desk.close(1011)

    await leave_number(page)
    await expect(part(page, "status")).to_contain_text("No connection")
    desk.is_down = False
    await expect(part(page, "status")).to_contain_text("We are ringing the team", timeout=10_000)

    assert (set(ways(desk)), len(desk.leads)) == ({"post"}, 1)


async def test_progress_is_watched_again_after_a_reload_and_until_the_end(page: Page, desk: Desk, shop: Shop) -> None:
    await page.goto(f"{shop.address}/")
    await leave_number(page)
    await expect(part(page, "status")).to_contain_text("We are ringing the team")
    await page.reload()
    await until(lambda: desk.hellos and desk.hellos[-1]["watch"] == ["lead1"] and len(desk.sockets) == 1)

    desk.progress("lead1", "ended", outcome="reached")
    await page.wait_for_timeout(300)
    stored = await storage(page)
    await page.reload()
    await page.wait_for_timeout(500)

    assert sorted(stored) == [f"frontdesk:{KEY}:{name}" for name in (f"done:{WIDGET}", "known", "visitor", "won")]
    assert json.loads(stored[f"frontdesk:{KEY}:known"]) == {"phone": "+381 60 1234567"}
    assert len(desk.sockets) == 0  # nothing left to wait for: no line before the next interaction


async def test_a_change_of_settings_is_fetched_and_shown_and_a_draft_is_kept(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await control(page, "phone").fill("060 1")
    await control(page, "name").fill("Jovana")
    await until(lambda: desk.sockets)
    desk.site["version"] = 2
    desk.site["widgets"][0] |= {"version": 2, "settings": {"title": {"en": "Talk to us"}, "launcher": {"en": "Ring"}}}

    desk.send({"type": "site", "version": 2})
    await page.wait_for_timeout(1500)
    in_use = await part(page, "panel").inner_text()
    await part(page, "close").click()
    await expect(part(page, "launcher")).to_have_text("Ring")
    await open_panel(page)

    assert "Talk to us" not in in_use
    assert "Talk to us" in await part(page, "panel").inner_text()
    assert [await control(page, name).input_value() for name in ("phone", "name")] == ["060 1", "Jovana"]


async def test_changed_words_of_a_consent_are_shown_and_asked_again(page: Page, desk: Desk, shop: Shop) -> None:
    changed = {"code": "consent_changed", "message": "Read again.", "again": False, "consent": {"contact": "x"}}
    desk.answers = lambda way, said: (409, changed) if said["version"] == 1 else None
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    desk.site["version"] = 2
    desk.site["widgets"][0] |= {"version": 2, "settings": {"consent_contact": {"en": "Call me, and write to me."}}}

    await leave_number(page)
    await expect(part(page, "consent")).to_contain_text("Call me, and write to me.")
    asked = [await control(page, "consent").is_checked(), await control(page, "phone").input_value()]
    await control(page, "consent").check()
    await part(page, "submit").click()
    await expect(part(page, "status")).to_contain_text("We are ringing the team")

    assert asked == [False, "+381 60 1234567"]
    assert [said["version"] for _, said in desk.submissions] == [1, 2]
    assert len(keys(desk)) == 2


async def test_after_a_restart_the_line_comes_back_with_a_hello(page: Page, desk: Desk, shop: Shop) -> None:
    await page.add_init_script("Math.random = () => 0.05")
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await until(lambda: desk.hellos)

    desk.close(1012)
    await until(lambda: len(desk.hellos) == 2)

    assert len({hello["visitor"] for hello in desk.hellos}) == 1


async def test_a_site_that_is_gone_is_not_asked_again(page: Page, desk: Desk, shop: Shop) -> None:
    await page.add_init_script("Math.random = () => 0")
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await until(lambda: desk.hellos)

    desk.close(4404)
    await page.wait_for_timeout(1500)

    assert len(desk.hellos) == 1


async def test_a_ping_is_answered_and_a_move_is_told(page: Page, desk: Desk, shop: Shop) -> None:
    said: list[Any] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda frame: said.append(json.loads(frame))))
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await until(lambda: desk.hellos)

    desk.send({"type": "ping", "now": 1})
    await page.evaluate("history.pushState({}, '', '/two')")
    await until(lambda: desk.moves)

    await until(lambda: len(said) == 3)
    assert said[0]["type"] == "hello"
    assert {frame["type"] for frame in said[1:]} == {"pong", "page"}  # in whichever order
    assert desk.moves[0]["page"]["url"] == f"{shop.address}/two"


async def test_a_hidden_page_lets_the_line_go_after_a_minute_unless_something_is_open(
    page: Page, desk: Desk, shop: Shop
) -> None:
    tell = "document.dispatchEvent(new Event('visibilitychange'))"
    hide = f"Object.defineProperty(document, 'hidden', {{ value: true, configurable: true }}); {tell}"
    show = f"delete document.hidden; {tell}"
    await page.clock.install()
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await until(lambda: desk.sockets)

    await page.evaluate(hide)
    await page.clock.run_for(50_000)
    early = len(desk.sockets)
    await page.clock.run_for(15_000)
    await until(lambda: not desk.sockets)
    await page.evaluate(show)
    await until(lambda: desk.sockets)
    await leave_number(page)
    await until(lambda: desk.leads)
    await page.wait_for_timeout(100)
    await page.evaluate(hide)
    await page.clock.run_for(50_000)
    desk.send({"type": "ping", "now": 1})
    await page.clock.run_for(50_000)

    assert (early, len(desk.sockets)) == (1, 1)


async def test_a_line_on_which_nothing_is_heard_for_a_minute_is_opened_anew(page: Page, desk: Desk, shop: Shop) -> None:
    await page.clock.install()
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await until(lambda: desk.hellos)

    await page.clock.run_for(63_000)

    await until(lambda: len(desk.hellos) == 2)


async def test_no_socket_is_held_in_the_back_forward_cache_and_it_opens_again_on_return(desk: Desk, shop: Shop) -> None:
    async with remembering() as started:
        page = await started.new_page()
        await page.add_init_script("addEventListener('pageshow', ({ persisted }) => (window.came = persisted))")
        await page.goto(f"{shop.address}/")
        await open_panel(page)
        await control(page, "name").fill("Jovana")
        await until(lambda: desk.sockets)

        await page.goto(f"{shop.address}/two")
        await until(lambda: not desk.sockets)
        await page.evaluate("history.back()")
        await until(lambda: desk.sockets)
        await page.wait_for_function("window.came !== undefined")
        seen = [await page.evaluate("window.came"), await control(page, "name").input_value(), len(desk.hellos)]

    assert seen == [True, "Jovana", 2]


@pytest.mark.parametrize("code", ["origin_refused", "not_found"])
async def test_a_refusal_of_the_whole_site_is_said_in_words(code: str, page: Page, desk: Desk, shop: Shop) -> None:
    desk.answers = lambda way, said: (403, {"code": code, "message": "No.", "again": False})
    await page.goto(f"{shop.address}/")

    await leave_number(page)

    await expect(part(page, "problem")).to_have_text("This could not be sent. Please try again.")
