"""The first page of an empty house: step by step, by whoever sits there or has the code, and only once."""

import html
import json
from contextlib import asynccontextmanager

import httpx2
import pytest
import pytest_asyncio
from starlette.applications import Starlette

from server.console.start import is_loopback
from server.hub.hub import Hub
from server.hub.presence import MemoryPresence
from server.sites import members
from tests.server.console.at_work import CALLING, a_door, quick_passwords, routes

HOME = "http://127.0.0.1:8080"
ACCOUNT = {"name": "Anna", "email": "anna@shop.example", "password": "a harbour row"}
SITE = {
    "site": "Shop",
    "address": "shop.example",
    "country": "RS",
    "time_zone": "Europe/Belgrade",
    "languages": "en, ru",
}
EVERYTHING = ACCOUNT | SITE | {"kind": CALLING}


@pytest_asyncio.fixture
async def empty(database, built):
    """A console without anybody, for browsers on this machine."""
    passwords, presence = quick_passwords(), MemoryPresence()
    door = a_door(database, passwords, Hub(10), presence, built, HOME)
    app = Starlette()
    app.router.routes.extend(routes(door, built))

    @asynccontextmanager
    async def browser(client="127.0.0.1", base=HOME, http_version="1.1", **headers):
        async def spoken(scope, receive, send):
            await app(scope | {"http_version": http_version}, receive, send)

        transport = httpx2.ASGITransport(app=spoken, client=(client, 50000))
        sent = {"origin": HOME, "sec-fetch-site": "same-origin"} | headers
        async with httpx2.AsyncClient(transport=transport, base_url=base, headers=sent) as made:
            yield made

    door.browser = browser
    yield door
    await presence.close()
    passwords.close()


async def send(browser, **fields):
    """Send the form as the page does."""
    return await browser.post("/console/start", data=fields, headers={"hx-request": "true"})


def told(answer):
    """What the page's scripts are let know."""
    return json.loads(answer.headers.get("hx-trigger", "{}"))


async def test_every_address_of_an_empty_console_leads_to_the_beginning(empty):
    async with empty.browser() as browser:
        for path in ("/", "/console", "/console/", "/console/people", "/console/login", "/console/nowhere"):
            answer = await browser.get(path, follow_redirects=True)
            assert (answer.status_code, answer.url.path) == (200, "/console/start"), path


async def test_each_step_is_checked_before_the_next_one(empty):
    async with empty.browser() as browser:
        wrong = await send(browser, step="account", name="", email="anna", password="short")
        right = await send(browser, step="account", **ACCOUNT)
        derived = await send(browser, step="address", address="shop.example")
        broken = await send(browser, step="address", address="no address")
        nameless = await send(browser, step="site", **ACCOUNT, **SITE | {"site": "", "time_zone": "Mars"})
        lost = await send(browser, step="site", **SITE | {"address": "no address"})
        listed = await send(browser, step="site", **SITE | {"origins": "https://a.example\nftp://b.example"})
        site = await send(browser, step="site", **SITE)
    assert (wrong.status_code, set(told(wrong)["frontdesk:refused"]["errors"])) == (422, {"email", "password"})
    assert [told(each)["frontdesk:step"]["done"] for each in (right, site)] == ["account", "site"]
    assert told(derived)["frontdesk:origins"]["origins"].splitlines() == [
        "https://shop.example", "https://www.shop.example", "http://shop.example", "http://www.shop.example",
    ]  # fmt: skip
    assert told(broken)["frontdesk:origins"]["origins"] == ""
    assert set(told(nameless)["frontdesk:refused"]["errors"]) == {"site", "time_zone"}
    assert "address" in told(lost)["frontdesk:refused"]["errors"]
    assert told(listed)["frontdesk:refused"]["errors"] == {
        "origins": "ftp://b.example is no address like https://shop.example, with nothing after it."
    }


async def test_the_page_knows_the_language_that_was_chosen_and_what_the_country_decides(empty):
    async with empty.browser() as browser:
        guessed = html.unescape((await browser.get("/console/start")).text)
        chosen = await browser.get("/console/start", headers={"cookie": "frontdesk_language=ru"})
    assert ('data-chosen=""' in guessed, 'data-chosen="ru"' in chosen.text) == (True, True)
    assert "a callback takes only its numbers unless the widget names others" in guessed


async def test_the_last_step_makes_everything_logs_in_and_closes_the_beginning(empty, database):
    async with empty.browser() as browser:
        page = html.unescape((await browser.get("/console/start")).text)
        none = await send(browser, **EVERYTHING | {"kind": "nothing"})
        made = await send(browser, **EVERYTHING)
        desk = await browser.get("/console/site")
        again = [await browser.get("/console/start"), await send(browser, **EVERYTHING)]
    assert ('name="start"' in page, "<svg" in page, none.status_code) == (False, True, 422)
    assert (made.status_code, made.headers["hx-redirect"]) == (200, "/console/site")
    assert ("<b>Shop</b>" in desk.text, "httponly" in made.headers["set-cookie"].lower()) == (True, True)
    assert [each.status_code for each in again] == [404, 404]
    assert (await database.read(members.by_email, "anna@shop.example")).name == "Anna"


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"client": "192.168.1.7"},
        {"x-forwarded-for": "127.0.0.1"},
        {"forwarded": "for=127.0.0.1"},
        {"via": "1.1 proxy"},
        {"http_version": "1.0"},  # a proxy that was told nothing but where to pass it
        {"base": "http://desk.example:8080"},
        {"client": "nonsense"},
    ],
)
async def test_from_elsewhere_the_code_is_needed_for_every_step(empty, elsewhere):
    async with empty.browser(**elsewhere) as browser:
        page = (await browser.get("/console/start")).text
        for fields in ({"step": "account"}, {"step": "address"}, {"start": ""}, {"start": "wrong"}, {}):
            answer = await send(browser, **EVERYTHING | fields)
            assert (answer.status_code, list(told(answer)["frontdesk:refused"]["errors"])) == (422, ["start"])
        right = await send(browser, step="account", **ACCOUNT, start=empty.start._beginning.code)
    assert ('name="start"' in page, right.status_code) == (True, 200)


async def test_another_page_cannot_begin_in_ones_name_and_localhost_is_led_to_the_own_address(empty):
    async with empty.browser(**{"origin": "http://evil.example", "sec-fetch-site": "cross-site"}) as browser:
        assert (await send(browser, **EVERYTHING)).status_code == 403
    async with empty.browser(base="http://localhost:8080") as browser:
        answer = await browser.get("/console/start")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{HOME}/console/start")


async def test_a_flood_of_codes_is_stopped(empty):
    async with empty.browser(client="192.168.1.7") as browser:
        codes = [(await send(browser, step="account", start=f"x{n}")).status_code for n in range(61)]
    assert (codes.count(422), codes[-1]) == (60, 429)


@pytest.mark.parametrize(
    ("origin", "answer"),
    [
        (HOME, True),
        ("http://[::1]:8080", True),
        ("http://localhost", True),
        ("https://desk.example", False),
        ("", False),
    ],
)
def test_this_machine_is_told_from_others(origin, answer):
    assert is_loopback(origin) is answer
