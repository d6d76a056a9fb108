"""Every room under `widgets/` works in every kind of page there is; a new room is found by its folder alone.

`make test` runs three cells of the matrix for each room, other ones each day; FRONTDESK_ALL=1 runs them all.
"""

import json
import os
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from server.registry import Kind, find_kinds
from tests.static.fake_desk import WIDGET, Desk
from tests.static.shop import NONCE, Shop
from tests.static.waiting import until
from tests.static.watching import Watched, part, watch

ROOMS = {kind.name: kind for kind in find_kinds()}


@dataclass(frozen=True)
class Cell:
    """One hostile page: how the shop is made hostile, what is done before it loads, and what is done while sending."""

    shop: Callable[[Shop], None] = lambda shop: None
    page: str = ""
    width: int = 1200
    while_open: Callable[[Page, str], Awaitable[None]] | None = None
    while_sending: Callable[[Page, Desk], Awaitable[None]] | None = None


def strict(more: str = "") -> Callable[[Shop], None]:
    """A page whose policy allows our origin to be asked, and nothing else but what bears the nonce."""

    def change(shop: Shop) -> None:
        desk = urlsplit(shop.desk).netloc
        shop.csp = (
            f"default-src 'none'; script-src 'nonce-{NONCE}'; connect-src http://{desk} ws://{desk}; "
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


async def swap_body(page: Page, room: str) -> None:
    """What Turbo and its friends do."""
    await page.evaluate("document.body.replaceWith(document.createElement('body'))")


async def no_hot_keys(page: Page, room: str) -> None:
    """Keys typed into a widget have not reached the page."""
    assert await page.evaluate("window.hot || []") == []


async def go_and_return(page: Page, room: str) -> None:
    """Away to another page and back; where the browser has not kept the page, the widget is opened again."""
    address = page.url
    await page.goto(address + "away")
    await page.evaluate("history.back()")
    await page.wait_for_url(address)
    await page.evaluate("room => (window.frontdesk ||= []).push(['open', room])", room)


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
BLOCKED = """for (const name of ["localStorage", "sessionStorage", "indexedDB"]) Object.defineProperty(window, name,
  { get() { throw new DOMException("no", "SecurityError") } });"""
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
    "back-forward cache": Cell(while_open=go_and_return),
    "offline flip in mid-send": Cell(while_sending=flip),
}


def chosen(at: int) -> list[str]:
    """The cells run for the room at this place: three that change from day to day, or all of them."""
    names = list(CELLS)
    if os.environ.get("FRONTDESK_ALL"):
        return names
    day = int(time.time() // 86_400)
    return [names[(day + at + 5 * step) % len(names)] for step in range(3)]


MATRIX = [(room, cell) for at, room in enumerate(ROOMS) for cell in chosen(at)]


@pytest.fixture
async def visitor(browser: Browser) -> Any:
    """Makes a context for a cell, and closes it."""
    made: list[BrowserContext] = []

    async def make(cell: Cell) -> tuple[Page, Watched]:
        context = await browser.new_context(viewport={"width": cell.width, "height": 720}, locale="en-GB")
        context.set_default_timeout(15_000)
        made.append(context)
        page = await context.new_page()
        seen = await watch(page)
        if cell.page:
            await page.add_init_script(cell.page)
        return page, seen

    yield make
    for context in made:
        await context.close()


@pytest.mark.parametrize(("room", "name"), MATRIX)
async def test_every_room_shows_opens_and_delivers_in_a_hostile_page(
    room: str, name: str, visitor: Any, desk: Desk, shop: Shop
) -> None:
    kind, cell = ROOMS[room], CELLS[name]
    desk.site["widgets"] = [placed(kind)]
    cell.shop(shop)
    shop.body += "<p>Coffee, roasted by the harbour.</p>"
    page, seen = await visitor(cell)
    await page.goto(f"{shop.address}/")
    await page.evaluate("room => (window.frontdesk ||= []).push(['open', room])", room)

    await shown(page).wait_for()
    if cell.while_open:
        await fill_in(page, kind)
        await cell.while_open(page, room)
        await shown(page).wait_for()
    if cell.while_sending:
        await page.locator("frontdesk-widget button").last.press("Shift")  # a key: the line opens
        await until(lambda: desk.hellos)
        desk.answers = lambda way, said: "silence" if way == "socket" else None
    values = await fill_in(page, kind)
    if values:
        await part(page, "submit").click()
        if cell.while_sending:
            await cell.while_sending(page, desk)
        await until(lambda: desk.leads, 12)

    assert [lead["values"].keys() for lead in desk.leads.values()] == ([values.keys()] if values else [])
    assert await page.locator("frontdesk-widget").count() == 1
    assert await seen.violations() == []
    assert [error for error in seen.errors if "ERR_INTERNET_DISCONNECTED" not in error] == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth") or name == "hostile css"


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


def placed(kind: Kind) -> dict[str, Any]:
    """A widget of this kind on a site, set up as its first example."""
    settings = dict(kind.examples[0].settings)
    offered = [each.name for each in kind.widget.purposes if each.offered_by_default or settings.get(each.setting)]
    return {
        "id": WIDGET,
        "kind": kind.name,
        "version": 1,
        "priority": 0,
        "settings": settings,
        "where": {},
        "when": [],
        "consent": offered,
    }


def shown(page: Page) -> Any:
    """Whatever a kind shows itself by once it is open."""
    return (
        page.locator("frontdesk-widget")
        .locator(":is([part~=panel], [part~=dialog], [part~=card], [part~=timer])")
        .first
    )


async def fill_in(page: Page, kind: Kind) -> dict[str, Any]:
    """Write what the room's first accepted example leaves and agree to everything; nothing where it has no form."""
    accepted = [each for each in kind.examples[0].submissions if each.get("accepted")]
    if not accepted or not await part(page, "form").count():
        return {}
    values: dict[str, Any] = json.loads(json.dumps(accepted[0]["values"]))
    for name, value in values.items():
        field = page.locator(f"frontdesk-widget [name={name}]")
        await field.fill("")
        await field.press_sequentially(str(value))
        await expect(field).not_to_have_value("")
    for box in await page.locator("frontdesk-widget [name=consent]").all():
        await box.check()
    return values
