"""The sample shop is a whole site of its own: every page stands, every link leads somewhere, and the bag works."""

import re

import httpx2
import pytest
from playwright.async_api import Page

from server.demo.goods import COFFEES
from server.demo.shop import PAGES, Snippet, build_shop

SNIPPET = Snippet("http://127.0.0.1:9", "k" * 16, "0" * 26)
LINE = f'<script async src="http://127.0.0.1:9/s/{"k" * 16}.js"></script>'
ADDRESSES = [page.address for page in PAGES] + [f"/coffee/{coffee.slug}" for coffee in COFFEES]


def shop(snippet: Snippet = SNIPPET) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(transport=httpx2.ASGITransport(build_shop(snippet)), base_url="http://localhost:1")


@pytest.mark.parametrize("address", ADDRESSES)
async def test_every_page_stands_and_has_the_line_once(address: str) -> None:
    answer = await shop().get(address)

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.text.count(LINE) == 1
    assert (answer.text.count("<h1"), answer.text.count("<main"), "$" in answer.text) == (1, 1, False)


@pytest.mark.parametrize("address", ADDRESSES)
async def test_every_link_leads_somewhere_in_the_shop_and_nothing_comes_from_elsewhere(address: str) -> None:
    client = shop()
    text = (await client.get(address)).text.replace(LINE, "")
    links = set(re.findall(r'(?:href|src|action)="([^"#]+)', text))

    assert [link for link in links if not link.startswith("/")] == []
    assert [link for link in links if (await client.get(link)).status_code != 200] == []
    named = set(re.findall(r'href="(?:[^"#]*)#([^"]+)"', text))
    assert named <= set(re.findall(r'id="([^"]+)"', text))


@pytest.mark.parametrize("address", ["/nothing", "/coffee/tea", "/files/secret.txt", "/files/..%2Fshop.py", "/files/"])
async def test_what_is_not_there_is_told_on_a_page_of_the_shop(address: str) -> None:
    answer = await shop().get(address)
    assert (answer.status_code, "This shelf is empty" in answer.text, LINE in answer.text) == (404, True, True)


async def test_what_the_line_is_made_of_is_never_markup() -> None:
    text = (await shop(Snippet('"><b>', "<i>", "<u>")).get("/about")).text
    assert ("<b>/s" in text, "<i>" in text, "<u>" in text) == (False, False, False)


async def test_without_a_widget_that_talks_there_is_no_button_for_it() -> None:
    assert "data-talk" in (await shop().get("/wholesale")).text
    assert "data-talk" not in (await shop(Snippet("http://127.0.0.1:9", "k" * 16)).get("/wholesale")).text


async def test_a_coffee_goes_into_the_bag_and_through_the_checkout(page: Page, serve) -> None:
    address = serve(build_shop(SNIPPET), host="localhost")
    await page.goto(f"{address}/coffee/guji-natural")
    stored = await page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    assert stored == [0, 0, ""]

    await page.select_option("[name=grind]", "Moka pot")
    await page.fill("[name=quantity]", "2")
    await page.click("text=Add to bag")
    assert await page.inner_text("[data-said]") == "In your bag: 2 × Guji Natural, moka pot."
    await page.goto(f"{address}/bag")
    await page.click("[aria-label='One more, Guji Natural']")
    assert await page.inner_text("[data-all] >> nth=0") == "€43.50"
    assert await page.inner_text("[data-post]") == "free"

    await page.goto(f"{address}/checkout")
    for name, value in {"name": "Мила", "email": "a@b.example", "street": "1", "code": "11000", "town": "X"}.items():
        await page.fill(f"[name={name}]", value)
    await page.click("button:has-text('Order')")
    await page.wait_for_url(f"{address}/thanks")
    assert await page.inner_text("[data-bag-count]") == "0"


async def test_the_brewing_page_changes_its_address_without_a_new_load(page: Page, serve) -> None:
    address = serve(build_shop(SNIPPET), host="localhost")
    await page.goto(f"{address}/brewing")
    await page.evaluate("window.stays = true")

    await page.click("text=Džezva >> nth=0")
    assert (page.url, await page.inner_text(".pot:visible h2")) == (f"{address}/brewing/dzezva", "Džezva")
    await page.go_back()
    assert (await page.inner_text(".pot:visible h2"), await page.evaluate("window.stays")) == ("Moka pot", True)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
async def test_no_page_is_wider_than_its_window(page: Page, serve, width: int) -> None:
    address = serve(build_shop(SNIPPET), host="localhost")
    await page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for path in ("/", "/coffee/night-ferry", "/wholesale", "/about", "/brewing", "/checkout", "/ru"):
        await page.goto(address + path)
        wide.append(await page.evaluate("document.documentElement.scrollWidth"))
    assert wide == [width] * 7


async def test_a_page_is_no_wider_than_the_window_also_from_right_to_left(page: Page, serve) -> None:
    await page.goto(serve(build_shop(SNIPPET), host="localhost"))
    widths = "[document.documentElement.scrollWidth, innerWidth]"
    for direction in ("ltr", "rtl"):
        await page.evaluate("direction => document.documentElement.dir = direction", direction)
        wide, window = await page.evaluate(widths)
        assert wide <= window, direction
    await page.keyboard.press("Tab")
    box = await page.locator(".skip:focus").bounding_box()
    assert box is not None
    assert box["width"] > 40
