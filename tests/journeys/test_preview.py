"""T7: a signed link shows what nobody has published on the real page, and leaves no trace."""

import sqlite3
from contextlib import closing

from playwright.async_api import Browser, Request, expect

from tests.support.running import Running
from tests.support.visitor import WAIT_MS, Visitor, arrive

STORED = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
TRACES = ("events", "leads", "visits", "visitors", "submissions", "clients", "consents")
BADGE = "frontdesk-preview [role=status]"


def kept(running: Running) -> dict[str, int]:
    """How many rows of each kind the server has kept of visitors."""
    with closing(sqlite3.connect(running.database_url.removeprefix("sqlite:///"))) as database:
        return {each: database.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in TRACES}


async def link(running: Running, widget: str, path: str = "/coffee") -> str:
    """The address of a preview of this widget."""
    made = await running.api("POST", f"/widgets/{widget}/preview", {"page": running.show(path)})
    return str(made["url"])


async def open_preview(browser: Browser, address: str) -> tuple[Visitor, list[str]]:
    """Open the link; gathers what the page sends to the server, and whether it opens a line."""
    visitor, sent = await arrive(browser, "about:blank"), []

    def note(request: Request) -> None:
        if request.method != "GET":
            sent.append(request.url)

    visitor.page.on("request", note)
    visitor.page.on("websocket", lambda line: sent.append(line.url))
    await visitor.page.goto(address)
    return visitor, sent


async def test_t7_a_widget_nobody_has_published_shows_on_the_real_page_and_leaves_no_trace(
    browser: Browser, running: Running
) -> None:
    await running.api("PATCH", f"/sites/{running.site}", {"memory": "always"})
    nowhere = {"where": {"all": [{"field": "path", "op": "is", "value": "/nowhere"}]}}
    widget = await running.place(draft=True, enabled=False, rules=nowhere, settings={"title": {"en": "Draft bell"}})
    before = kept(running)

    visitor, sent = await open_preview(browser, await link(running, widget))
    await expect(visitor.part("panel")).to_be_visible(timeout=WAIT_MS)
    await expect(visitor.part("panel")).to_contain_text("Draft bell")
    await expect(visitor.page.locator(BADGE)).to_have_text("Preview – nothing is counted")
    await visitor.write("phone", "+381641234567")
    await visitor.page.locator("frontdesk-widget [name=consent][value=contact]").check()
    await visitor.part("submit").click()
    await visitor.reads("64 1234567")  # as it reads where it was kept

    await visitor.page.evaluate("history.pushState(null, '', '/tea')")
    await expect(visitor.part("panel")).to_be_visible()
    await visitor.page.evaluate("dispatchEvent(new Event('pagehide'))")  # when what was counted would be sent
    await visitor.page.wait_for_load_state("networkidle")
    assert (await visitor.page.evaluate(STORED), sent, visitor.troubles) == ([], [], [])
    assert kept(running) == before

    await visitor.page.goto(running.show("/coffee"))
    await visitor.page.wait_for_load_state("networkidle")
    assert await visitor.page.locator("frontdesk-widget, frontdesk-preview").count() == 0


async def test_t7_a_pop_up_of_a_draft_opens_at_once_beside_what_is_published(
    browser: Browser, running: Running
) -> None:
    bell = await running.place()
    popup = await running.place("popup", rules={"when": [{"kind": "exit"}]}, draft=True)

    visitor, _ = await open_preview(browser, await link(running, popup))

    await expect(visitor.page.locator(f"frontdesk-widget[widget='{popup}'] [role=dialog]")).to_be_visible(
        timeout=WAIT_MS
    )
    await expect(visitor.page.locator(f"frontdesk-widget[widget='{bell}']")).to_have_count(1)
    assert visitor.troubles == []


async def test_t7_a_link_that_ended_shows_the_page_as_it_is_and_says_so(browser: Browser, running: Running) -> None:
    bell = await running.place()
    draft = await running.place(draft=True)
    address = await link(running, draft)

    visitor, _ = await open_preview(browser, address[:-4] + "AAAA")

    await expect(visitor.page.locator(BADGE)).to_contain_text("The preview has ended", timeout=WAIT_MS)
    await expect(visitor.part("launcher")).to_be_visible()
    found = await visitor.page.evaluate("() => document.querySelector('frontdesk-widget').getAttribute('widget')")
    assert (found, await visitor.page.locator("frontdesk-widget").count()) == (bell, 1)
    await visitor.ask_for_a_call("+381641234567")
    await visitor.reads("64 1234567")
    assert kept(running)["leads"] == 1
    assert [said for said in visitor.troubles if "403" not in said] == []


async def test_t7_the_preview_speaks_the_pages_language_and_ends_by_its_own_link(
    browser: Browser, running: Running
) -> None:
    await running.api("PATCH", f"/sites/{running.site}", {"languages": ["en", "ru"]})
    widget = await running.place(draft=True)
    address = await link(running, widget)
    running.pages["/coffee"] = (
        f"<script>document.documentElement.lang = 'ru'</script>"
        f'<h1>Кофе</h1><script async src="{running.address}/s/{running.key}.js"></script>'
    )

    visitor, _ = await open_preview(browser, address)
    await expect(visitor.page.locator(BADGE)).to_have_text("Предпросмотр – ничего не считается", timeout=WAIT_MS)
    await visitor.page.locator("frontdesk-preview a").click()

    await visitor.page.wait_for_url(f"{running.pages.origin}/coffee")
    await visitor.page.wait_for_load_state("networkidle")
    assert await visitor.page.locator("frontdesk-widget, frontdesk-preview").count() == 0
