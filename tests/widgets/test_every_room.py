"""Every room under `widgets/` works in every kind of page there is; a new room is found by its folder alone.

`make test` runs three cells of the matrix for each room, other ones each day; FRONTDESK_ALL=1 runs them all.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, Error, Page, Route

from server.registry import Kind
from tests.static.fake_desk import Desk, config
from tests.static.shop import NONCE, Shop
from tests.static.waiting import until
from tests.static.watching import Watched, part, watch
from tests.support.chromium import WAIT_MS, remembering
from tests.widgets.rooms import ROOMS, Mouse, call, every_state, few, fill_in, reach, shown, stand, submit


@dataclass(frozen=True)
class Cell:
    """One hostile page: what is done to shop, desk and page before it loads, and to the page while it is used.

    `modules` answers for each module that is asked for; `remembers`: the browser keeps pages for the way back.
    """

    shop: Callable[[Shop], None] = lambda shop: None
    desk: Callable[[Desk], None] = lambda desk: None
    page: str = ""
    width: int = 1200
    remembers: bool = False
    modules: Callable[[], Callable[[Route], Awaitable[None]]] | None = None
    while_open: Callable[[Page, str], Awaitable[None]] | None = None
    while_sending: Callable[[Page, Desk], Awaitable[None]] | None = None


def strict(more: str = "", sockets: str = "ws:") -> Callable[[Shop], None]:
    """A page whose policy allows our origin to be asked, and nothing else but what bears the nonce."""

    def change(shop: Shop) -> None:
        desk = urlsplit(shop.desk).netloc
        asked = f"http://{desk}" + (f" {sockets}//{desk}" if sockets else "")
        shop.attributes = "" if sockets else 'data-live="http"'
        shop.csp = (
            f"default-src 'none'; script-src 'nonce-{NONCE}'; connect-src {asked}; "
            f"img-src http://{desk}; base-uri 'none'; form-action 'none'{more}"
        )

    return change


def head(source: str) -> Callable[[Shop], None]:
    """A page with something in its head."""

    def change(shop: Shop) -> None:
        shop.head = source

    return change


def twice(shop: Shop) -> None:
    """The snippet pasted twice."""
    shop.keys *= 2


def beside(shop: Shop) -> None:
    """Another site's snippet on the same page."""
    shop.keys += ("other",)


def another(desk: Desk) -> None:
    """The desk of two sites; the other one has no widget yet."""
    desk.configs["other"] = config(site="other", widgets=[])


def sandboxed(shop: Shop) -> None:
    """A page without an origin of its own, as in a frame with `sandbox`: what it stores, locks or shares throws."""
    shop.csp = "sandbox allow-scripts allow-forms allow-popups"


def old(shop: Shop) -> None:
    """A page without a doctype."""
    shop.doctype = ""


def deaf(desk: Desk) -> None:
    """A desk, or something before it, that takes no sockets."""
    desk.takes_sockets = False


def at_first() -> Callable[[Route], Awaitable[None]]:
    """Each module is blocked when it is first asked for."""
    asked = set()

    async def answer(route: Route) -> None:
        if route.request.url in asked:
            await route.continue_()
        else:
            asked.add(route.request.url)
            await route.abort()

    return answer


def slowly() -> Callable[[Route], Awaitable[None]]:
    """Each module takes its time."""

    async def answer(route: Route) -> None:
        await asyncio.sleep(0.7)
        await route.continue_()

    return answer


async def was_refused(page: Page, desk: Desk) -> bool:
    """Whether the form says that it could not be sent; one that was sent may be gone by now."""
    said = part(page, "problem").filter(has_text=re.compile(r"\S"))
    for _ in range(50):
        if desk.leads:
            return False
        if await said.count():
            return True
        await asyncio.sleep(0.1)
    return False


async def move(page: Page, room: str) -> None:
    """The page shows another address without loading anew."""
    await page.evaluate("history.pushState({}, '', '/coffee'); dispatchEvent(new PopStateEvent('popstate'))")


async def swap_body(page: Page, room: str) -> None:
    """What Turbo and its friends do."""
    await page.evaluate("document.body.replaceWith(document.createElement('body'))")


async def no_hot_keys(page: Page, room: str) -> None:
    """Keys typed into a widget have not reached the page."""
    assert await page.evaluate("window.hot || []") == []


async def go_and_return(page: Page, room: str) -> None:
    """Away to another page, and back to this one as it was left."""
    address = page.url
    await page.goto(address + "away")
    await page.evaluate("history.back()")
    await page.wait_for_function("window.isBack === true")
    assert page.url == address


async def flip(page: Page, desk: Desk) -> None:
    """The connection breaks while something is on its way."""
    await until(lambda: desk.submissions)
    await page.context.set_offline(True)
    await page.wait_for_timeout(200)
    desk.answers = lambda way, said: None
    await page.context.set_offline(False)


PROTOTYPE = """<script>
for (const type of [Array, String, Number, Date]) type.prototype.toJSON = function () { return "spoilt" };
Array.from = (given) => [].slice.call(given); Function.prototype.bind = function (to) { return () => this.apply(to) };
Object.toJSON = () => "spoilt"; window.$ = () => document.body; window.$$ = () => [];</script>"""
HOSTILE = """<style>*{margin:9px;padding:9px;color:red!important;font:30px cursive!important;position:static!important;
float:left!important;--b:red!important;--bg:red!important} frontdesk-widget,div:empty{display:none!important}</style>"""
EXTENDED = """<script>
for (const type of [Array, Object, Function, Node, Element]) type.prototype.each = function () {}; // seen by for-in
for (const name of ["append", "remove", "replaceChildren", "closest", "matches", "setAttribute", "attachShadow"]) {
  const native = Element.prototype[name]; // as libraries that listen in on a page do
  Element.prototype[name] = function () { return native.apply(this, arguments) };
}
for (const name of ["appendChild", "addEventListener"]) {
  const native = Node.prototype[name];
  Node.prototype[name] = function () { return native.apply(this, arguments) };
}
window.Event = { observe() {} }; window.Promise = class extends Promise {};
window.requestIdleCallback = window.structuredClone = undefined;</script>"""
BLOCKED = """for (const name of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(window, name,
  { get() { throw new DOMException("no", "SecurityError") } });"""
BACK = "addEventListener('pageshow', ({ persisted }) => (window.isBack = persisted));"
HOT_KEYS = """for (const type of ["keydown", "keyup", "keypress"]) addEventListener(type, (event) => {
  (window.hot ||= []).push(type);
  event.preventDefault();
});
document.addEventListener("focusin", ({ target }) => {
  if (target.localName == "frontdesk-widget") button.focus(); // as the dialogs of some pages keep the focus
});"""
TRUSTED = "; require-trusted-types-for 'script'; trusted-types 'none'"

CELLS = {
    "plain": Cell(),
    "csp": Cell(strict()),
    "trusted types": Cell(strict(TRUSTED)),
    "prototype.js": Cell(head(PROTOTYPE)),
    "blocked storage": Cell(page=BLOCKED),
    "snippet twice": Cell(twice),
    "body swapped": Cell(while_open=swap_body),
    "hostile css": Cell(head(HOSTILE)),
    "62.5 % rem": Cell(head("<style>html{font-size:62.5%}</style>")),
    "hot keys": Cell(page=HOT_KEYS, while_open=no_hot_keys),
    "320 px": Cell(width=320),
    "amd define": Cell(page="window.define = () => { throw new Error('a module came through AMD') }; define.amd = {};"),
    "back-forward cache": Cell(page=BACK, remembers=True, while_open=go_and_return),
    "offline flip in mid-send": Cell(while_sending=flip),
    "blocked modules": Cell(modules=at_first),
    "slow modules": Cell(modules=slowly),
    "no sockets": Cell(desk=deaf),
    "csp without sockets": Cell(strict(sockets="")),
    "two sites": Cell(beside, another),
    "extended prototypes": Cell(head(EXTENDED)),
    "sandbox": Cell(sandboxed),
    "no doctype": Cell(old),
    "zoomed page": Cell(head("<style>html{zoom:1.3}</style>")),
    "route change": Cell(while_open=move),
}
THEIRS = re.compile("ERR_FAILED|ERR_INTERNET_DISCONNECTED|WebSocket connection")  # the browser's own lines, not ours
MATRIX = [(room, cell) for at, room in enumerate(ROOMS) for cell in few(list(CELLS), at, 3)]


@pytest.fixture
async def visitor(browser: Browser) -> AsyncIterator[Any]:
    """Makes a page for a cell; all is closed after the test."""
    async with AsyncExitStack() as closing:

        async def make(cell: Cell) -> tuple[Page, Watched]:
            used = await closing.enter_async_context(remembering()) if cell.remembers else browser
            context = await used.new_context(viewport={"width": cell.width, "height": 720}, locale="en-GB")
            context.set_default_timeout(WAIT_MS)
            page = await context.new_page()
            seen = await watch(page)
            if cell.page:
                await page.add_init_script(cell.page)
            if cell.modules:
                await page.route("**/m/1/**", cell.modules())
            return page, seen

        yield make


@pytest.mark.parametrize(("room", "name"), MATRIX)
async def test_every_room_shows_opens_and_delivers_in_a_hostile_page(
    room: str, name: str, visitor: Any, desk: Desk, shop: Shop
) -> None:
    kind, cell = ROOMS[room], CELLS[name]
    stand(kind, 0, desk, shop)
    cell.shop(shop)
    cell.desk(desk)
    honest = desk.answers
    shop.body += "<p>Coffee, roasted by the harbour.</p>"
    page, seen = await visitor(cell)
    hand = Mouse(page)
    await page.goto(f"{shop.address}/")
    await call(page, kind)

    if cell.modules is at_first:
        await ask_again(page, kind, seen)
    await shown(page).wait_for()
    await reach(kind, hand)
    if cell.while_open:
        await fill_in(kind, hand)
        await cell.while_open(page, room)
        await shown(page).wait_for()
    if cell.while_sending:
        await page.locator("frontdesk-widget button").last.press("Shift")  # a key: the line opens
        await until(lambda: desk.hellos)
        desk.answers = lambda way, said: "silence" if way == "socket" else honest(way, said)
    values = await fill_in(kind, hand)
    if values is not None:
        await submit(hand)
        if cell.while_sending:
            await cell.while_sending(page, desk)
            desk.answers = honest
        elif cell.modules is at_first and await was_refused(page, desk):
            await submit(hand)  # what it takes to send was blocked too
        await until(lambda: desk.leads, 12)

    assert [lead["values"].keys() for lead in desk.leads.values()] == ([values.keys()] if values is not None else [])
    assert await page.locator("frontdesk-widget").count() == 1
    assert await seen.violations() == []
    assert [error for error in seen.errors if not THEIRS.search(error)] == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth") or name == "hostile css"


@pytest.mark.parametrize("room", list(ROOMS))
async def test_e4_a_strict_policy_is_violated_by_no_room_in_any_state(
    room: str, page: Page, desk: Desk, shop: Shop
) -> None:
    kind = ROOMS[room]
    stand(kind, 0, desk, shop)
    strict(TRUSTED)(shop)
    seen = await watch(page)
    await page.goto(f"{shop.address}/")

    states = [state async for state in every_state(kind, 0, Mouse(page), desk)]

    assert ("opened" in states, await seen.violations()) == (True, [])


async def ask_again(page: Page, kind: Kind, seen: Watched) -> None:
    """Until it is shown, ask once more after each thing that was blocked, as a visitor presses again."""
    for _ in range(4):
        blocked = len(seen.errors)
        if kind.widget.launcher and await part(page, "launcher").is_visible():
            await part(page, "launcher").click()
        else:
            await call(page, kind)
        with suppress(Error):
            await shown(page).wait_for(timeout=1000)
            return
        assert len(seen.errors) > blocked, "nothing was asked for again"


@pytest.mark.parametrize("room", list(ROOMS))
async def test_e5_a_room_whose_modules_stay_blocked_leaves_the_page_in_peace(
    room: str, page: Page, desk: Desk, shop: Shop
) -> None:
    kind = ROOMS[room]
    stand(kind, 0, desk, shop)
    desk.site["widgets"][0]["when"] = [{"kind": "delay", "seconds": 0}]
    shop.body += "<script>window.counted = 0; button.onclick = () => counted++</script>"
    seen = await watch(page)
    await page.route("**/m/1/**", lambda route: route.abort())
    await page.goto(f"{shop.address}/")
    for _ in range(3):
        await call(page, kind)
        await page.wait_for_timeout(150)
    await page.locator("#button").click()

    assert await page.evaluate("counted") == 1
    assert [error for error in seen.errors if not THEIRS.search(error)] == []
    assert (await seen.told(), await page.locator("frontdesk-widget").count()) == (["ready"], 0)
    assert len([url for url in seen.requests if "/m/1/" in url]) <= 5  # one for itself, and one for each press


@pytest.mark.parametrize("room", list(ROOMS))
def test_every_room_says_every_word_in_every_language_with_the_same_placeholders(room: str) -> None:
    texts = ROOMS[room].texts

    assert {"en", "ru", "sr"} <= set(texts)
    assert {language: list(words) for language, words in texts.items()} == {
        language: list(texts["en"]) for language in texts
    }


@pytest.mark.parametrize("room", list(ROOMS))
def test_every_room_leans_on_nothing_at_run_time_and_writes_no_markup(room: str) -> None:
    forbidden = (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
        "new Function",
        "document.write",
        "<style",
        "import(",
    )
    sources = [path.read_text("utf-8") for path in ROOMS[room].folder.glob("*.js")]
    code = [re.sub(r"/\*\*.*?\*/", "", source, flags=re.DOTALL) for source in sources]

    assert [word for source in code for word in forbidden if word in source] == []
