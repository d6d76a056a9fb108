"""Where each action leads, and what it says of where the visitor has come from."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.async_api import Page, expect

from tests.static.fake_desk import Desk
from tests.static.shop import Shop
from tests.widgets.multibutton.showing import MESSENGERS, action, show, stand

NUMBER = "+381 60 1234567"


async def href(page: Page, kind: str) -> str:
    """Where the action leads."""
    return str(await action(page, kind).get_attribute("href"))


@pytest.mark.parametrize(
    ("given", "leads", "target"),
    [
        ({"kind": "call", "to": "8 (800) 555-35-35"}, "tel:88005553535", None),
        ({"kind": "telegram", "to": "@harbour_row"}, "https://t.me/harbour_row", "_blank"),
        ({"kind": "telegram", "to": "harbour_row_bot"}, "https://t.me/harbour_row_bot", "_blank"),
        ({"kind": "whatsapp", "to": NUMBER}, "https://wa.me/381601234567", "_blank"),
        ({"kind": "viber", "to": NUMBER}, "viber://chat?number=%2B381601234567", None),
        ({"kind": "vk", "to": "https://vk.com/harbour.row"}, "https://vk.me/harbour.row", "_blank"),
        ({"kind": "max", "to": "https://max.ru/harbour_bot"}, "https://max.ru/harbour_bot", "_blank"),
        ({"kind": "email", "to": "hello@shop.example"}, "mailto:hello@shop.example", None),
        ({"kind": "download", "to": "https://cdn.example/a.pdf"}, "https://cdn.example/a.pdf", "_blank"),
        ({"kind": "link", "to": "https://cdn.example/b"}, "https://cdn.example/b", "_blank"),
        ({"kind": "section", "to": "#link"}, "#link", None),
    ],
)
async def test_l10_each_action_is_a_real_link_to_where_it_leads(
    given: dict[str, Any], leads: str, target: str | None, page: Page, desk: Desk, shop: Shop
) -> None:
    stand(desk, given)
    await show(page, shop)

    made = action(page, given["kind"])
    found = await href(page, given["kind"])

    assert (
        found.partition("?text=")[0]
        .partition("&draft=")[0]
        .partition("?subject=")[0]
        .split("?start=")[0]
        .split("?ref=")[0]
        == leads
    )
    assert await made.get_attribute("target") == target
    assert await made.get_attribute("download") is None
    assert await made.get_attribute("rel") == ("noopener" if target else None)


async def test_addresses_within_the_site_lead_there_and_only_its_own_files_are_downloads(
    page: Page, desk: Desk, shop: Shop
) -> None:
    stand(desk, {"kind": "download", "to": "/files/prices.pdf"}, {"kind": "link", "to": "/delivery?from=help"})
    await show(page, shop)
    assert await action(page, "download").evaluate("one => [one.href, one.download, one.target]") == [
        f"{shop.address}/files/prices.pdf", "", "",
    ]  # fmt: skip
    assert await action(page, "download").get_attribute("download") == ""
    assert await action(page, "link").get_attribute("download") is None
    await action(page, "link").click()
    await expect(page).to_have_url(f"{shop.address}/delivery?from=help")


async def test_a_page_of_the_shops_own_opens_in_its_place(page: Page, desk: Desk, shop: Shop) -> None:
    stand(desk, {"kind": "link", "to": f"{shop.address}/delivery"})
    await show(page, shop)

    assert await action(page, "link").get_attribute("target") is None
    await action(page, "link").click()
    await page.wait_for_url("**/delivery")


async def test_l10_the_visits_source_is_carried_in_the_links_of_messengers(page: Page, desk: Desk, shop: Shop) -> None:
    stand(desk, **MESSENGERS)
    await show(page, shop, "coffee/kenya?utm_source=google&utm_campaign=Spring+sale&email=anna@post.example")

    code, host = "google-Spring-sale_coffee-kenya", shop.address.removeprefix("http://")
    words = f"Hello! I came from google, Spring sale and look at {host}/coffee/kenya"
    assert await href(page, "telegram") == f"https://t.me/harbour_row_bot?start={code}"
    assert await href(page, "vk") == f"https://vk.me/harbour.row?ref={code}"
    assert await href(page, "max") == f"https://max.ru/id7700000000_bot?start={code}"
    for kind, name in (("whatsapp", "text"), ("viber", "draft"), ("email", "subject")):
        assert parse_qs(urlsplit(await href(page, kind)).query)[name] == [words]


@pytest.mark.parametrize(
    ("path", "referrer", "code"),
    [
        ("", "", "site"),
        ("coffee/kenya", "", "site_coffee-kenya"),
        ("coffee", "https://www.searching.example/?q=coffee", "www-searching-example_coffee"),
        ("?utm_source=letter", "https://mail.example/", "letter"),
        ("?utm_source=anna@post.example", "", "site"),
        ("orders/anna@post.example/7", "", "site_orders-7"),
        ("%D0%BA%D0%BE%D1%84%D0%B5/kenya?utm_source=%D0%B2%D0%B5%D1%81%D0%BD%D0%B0", "", "site_kenya"),
        ("a" * 90 + "?utm_source=" + "b" * 90, "", "b" * 40 + "_" + "a" * 23),
    ],
)
async def test_l10_the_code_is_short_plain_and_says_nothing_personal(
    path: str, referrer: str, code: str, page: Page, desk: Desk, shop: Shop
) -> None:
    stand(desk, {"kind": "telegram", "to": "harbour_row_bot"})
    if referrer:
        await page.add_init_script(f"Object.defineProperty(document, 'referrer', {{ value: {referrer!r} }})")
    await show(page, shop, path)

    assert await href(page, "telegram") == f"https://t.me/harbour_row_bot?start={code}"
    assert not await page.evaluate("Object.keys(localStorage).some((name) => /source|code/.test(name))")


async def test_who_does_not_want_the_source_told_has_plain_links(page: Page, desk: Desk, shop: Shop) -> None:
    stand(
        desk,
        {"kind": "telegram", "to": "harbour_row_bot"},
        {"kind": "vk", "to": "harbour.row"},
        {"kind": "whatsapp", "to": NUMBER},
        source=False,
    )
    await show(page, shop, "coffee?utm_source=google")

    assert await href(page, "telegram") == "https://t.me/harbour_row_bot"
    assert await href(page, "vk") == "https://vk.me/harbour.row"
    assert await href(page, "whatsapp") == "https://wa.me/381601234567?text=Hello!%20I%20have%20a%20question."


async def test_a_page_that_has_changed_meanwhile_is_told_as_it_is_at_the_press(
    page: Page, desk: Desk, shop: Shop
) -> None:
    stand(desk, {"kind": "telegram", "to": "harbour_row_bot"})
    await page.context.route("https://t.me/**", lambda route: route.fulfill(body="Telegram"))
    await show(page, shop, "coffee")
    await page.evaluate("history.pushState({}, '', '/tea')")

    async with page.context.expect_page() as opened:
        await action(page, "telegram").click()

    assert (await opened.value).url == "https://t.me/harbour_row_bot?start=site_tea"
    await expect(action(page, "telegram")).to_be_visible()
