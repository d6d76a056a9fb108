"""Who a visitor is, in the browser: a good token counts as an interaction, anything else changes nothing."""

import json
from typing import Any

from playwright.async_api import BrowserContext, Page, expect

from tests.static.fake_desk import KEY, Desk, known_as, popup
from tests.static.shop import Shop
from tests.static.waiting import until
from tests.static.watching import control, leave_number, open_panel, part, storage, watch

SHY = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })"


async def push(page: Page, *command: Any) -> None:
    """What a page says to the widgets."""
    await page.evaluate("(command) => (window.frontdesk ||= []).push(command)", [*command])


async def kept(page: Page) -> dict[str, str]:
    """What is stored, by the names without the site's prefix."""
    return {name.removeprefix(f"frontdesk:{KEY}:"): value for name, value in (await storage(page)).items()}


async def known(page: Page) -> Any:
    return json.loads((await kept(page)).get("known", "{}"))


async def test_e7_a_good_token_counts_as_an_interaction_and_what_is_known_fills_every_form(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await page.goto(f"{shop.address}/beans")
    await push(page, "identify", {"token": "good", "phone": "+381641234567"})
    await until(lambda: len(desk.identities) == 2)
    await until(lambda: desk.hellos and desk.hellos[-1].get("visitor"))

    first, second = desk.identities
    assert ("visitor" in first, second["visitor"]) == (False, (await kept(page))["visitor"])
    assert second == first | {"visitor": second["visitor"]}
    assert first["page"]["url"] == f"{shop.address}/beans"
    await open_panel(page)
    await expect(control(page, "name")).to_have_value("Anna Signed")
    await expect(control(page, "phone")).to_have_value("+381641234567")


async def test_e7_a_refused_token_is_told_to_the_page_and_nothing_is_stored_or_sent(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await page.goto(f"{shop.address}/")
    await page.evaluate(
        "addEventListener('frontdesk:identity_invalid', ({ detail }) => (window.refused = JSON.stringify(detail)))"
    )
    await push(page, "identify", {"token": "stolen", "name": "Mallory", "phone": "+381641234567"})
    await page.wait_for_function("window.refused")

    assert await page.evaluate("JSON.parse(window.refused)") == {"site": KEY}
    assert await storage(page) == {}
    assert [said for said in (*desk.identities, *desk.hellos) if "visitor" in said] == []
    await open_panel(page)
    assert await known(page) == {}


async def test_e7_a_refused_token_leaves_who_is_known_as_they_were(page: Page, desk: Desk, shop: Shop) -> None:
    await page.goto(f"{shop.address}/")
    await leave_number(page)
    await until(lambda: desk.leads)
    await page.wait_for_function(f"localStorage['frontdesk:{KEY}:known']")
    before = await kept(page)

    await push(page, "identify", {"token": "stolen", "name": "Mallory"})
    await until(lambda: desk.identities)
    await page.wait_for_load_state("networkidle")

    assert await kept(page) == before


async def test_e7_without_a_token_facts_are_no_interaction_and_fill_forms_on_this_page(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await page.goto(f"{shop.address}/")
    await push(page, "identify", {"name": "Anna"})
    await until(lambda: desk.hellos)
    assert (await storage(page), desk.identities) == ({}, [])

    await leave_number(page)
    await until(lambda: desk.identities)

    assert desk.submissions[0][1]["values"]["name"] == "Anna"
    [said] = desk.identities
    assert (said["name"], said["visitor"], "token" in said) == ("Anna", (await kept(page))["visitor"], False)


async def test_e7_after_consent_a_good_token_stores_nothing_before_it(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["memory"] = "after_consent"
    await page.goto(f"{shop.address}/")
    await push(page, "identify", {"token": "good"})
    await until(lambda: desk.identities)
    await open_panel(page)
    await expect(control(page, "name")).to_have_value("Anna Signed")

    assert (await storage(page), len(desk.identities), "visitor" in desk.identities[0]) == ({}, 1, False)


async def test_e7_logging_out_forgets_who_it_was(page: Page, desk: Desk, shop: Shop) -> None:
    await page.goto(f"{shop.address}/")
    await push(page, "identify", {"token": "good"})
    await leave_number(page)
    await until(lambda: desk.leads)
    await page.wait_for_function(f"localStorage['frontdesk:{KEY}:known']")
    before = await kept(page)
    assert [name for name in before if name.startswith("lead:")] == ["lead:lead1"]

    await push(page, "identify", None)
    await until(lambda: desk.hellos[-1]["visitor"] != before["visitor"])

    after = await kept(page)
    assert desk.hellos[-1]["visitor"] == after["visitor"]
    assert (after.get("known"), [name for name in after if name.startswith("lead:")]) == (None, [])


async def test_e7_another_user_on_the_same_device_begins_with_nothing_of_the_first(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await page.goto(f"{shop.address}/")
    await push(page, "identify", {"token": "good", "phone": "+381641234567"})
    await until(lambda: len(desk.identities) == 2)
    await page.wait_for_function(f"localStorage['frontdesk:{KEY}:known']")
    first = (await kept(page))["visitor"]

    def another(said: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        status, answer = known_as(said)
        return status, answer | {"known": {"name": "Boris"}} | ({"changed": True} if said["visitor"] == first else {})

    desk.identify = another
    await push(page, "identify", {"token": "good"})
    await until(lambda: len(desk.identities) == 4)
    await page.wait_for_function(f"localStorage['frontdesk:{KEY}:known']?.includes('Boris')")

    assert await known(page) == {"name": "Boris"}
    assert desk.identities[-1]["visitor"] == (await kept(page))["visitor"] != first


async def test_what_the_page_says_is_done_in_its_order_also_when_an_answer_fails(
    page: Page, desk: Desk, shop: Shop
) -> None:
    desk.identify = lambda said: (500, {}) if said.get("name") == "1" else known_as(said)
    await page.goto(f"{shop.address}/")
    await leave_number(page)
    await until(lambda: desk.leads)
    for name in "123":
        await push(page, "identify", {"name": name})
    await until(lambda: len(desk.identities) == 3)

    assert [said["name"] for said in desk.identities] == ["1", "2", "3"]


async def test_k9_what_one_widget_learned_fills_every_other_also_after_a_reload_and_in_other_tabs(
    context: BrowserContext, desk: Desk, shop: Shop
) -> None:
    other = popup("01jd9q4k7mwz2x8c5v1b3n6r0t", settings={"ask_name": True, "ask_phone": True}, when=[])
    desk.site["widgets"].append(other)
    page = await context.new_page()
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await control(page, "name").fill("Jovana")
    await leave_number(page, "+381641234567")
    await until(lambda: desk.leads)

    for way in (lambda: push(page, "close"), page.reload):
        await way()
        await push(page, "open", "popup")
        await expect(control(page, "name", other["id"])).to_have_value("Jovana")
        await expect(control(page, "phone", other["id"])).to_have_value("+381 64 1234567")
    await control(page, "email", other["id"]).fill("jovana@shop.example")
    await control(page, "consent", other["id"]).first.check()
    await part(page, "submit", other["id"]).click()
    await until(lambda: len(desk.leads) == 2)

    tab = await context.new_page()
    await tab.goto(f"{shop.address}/two")
    await open_panel(tab)
    await expect(control(tab, "name")).to_have_value("Jovana")
    assert await known(tab) == {"phone": "+381 64 1234567", "name": "Jovana", "email": "jovana@shop.example"}


async def test_p1_a_browser_that_does_not_want_to_be_followed_says_so_until_analytics_are_agreed_to(
    page: Page, desk: Desk, shop: Shop
) -> None:
    await page.add_init_script(SHY)
    await page.goto(f"{shop.address}/")
    await leave_number(page)
    await until(lambda: desk.leads and desk.hellos[-1].get("visitor"))
    assert {hello.get("private") for hello in desk.hellos} == {True}

    said = len(desk.hellos)
    await push(page, "consent", ["analytics"])
    await until(lambda: len(desk.hellos) > said)
    assert "private" not in desk.hellos[-1]

    said = len(desk.hellos)
    await push(page, "consent", ["contact"])
    await until(lambda: len(desk.hellos) > said)
    assert desk.hellos[-1]["private"] is True


async def test_p1_analytics_agreed_to_in_a_form_count_as_well(page: Page, desk: Desk, shop: Shop) -> None:
    desk.site["widgets"][0]["consent"] = ["contact", "analytics"]
    await page.add_init_script(SHY)
    await page.goto(f"{shop.address}/")
    await open_panel(page)
    await control(page, "consent").nth(1).check()
    await leave_number(page)
    await until(lambda: desk.leads and "private" not in desk.hellos[-1])

    said = len(desk.hellos)
    await page.reload()
    await open_panel(page)
    await until(lambda: len(desk.hellos) > said)
    assert "private" not in desk.hellos[-1]


async def test_t1_rules_hear_the_country_and_who_is_here_and_every_change_of_it(
    page: Page, desk: Desk, shop: Shop
) -> None:
    where = {"all": [{"field": "country", "op": "is", "value": "RS"}, {"field": "online", "op": "is", "value": "yes"}]}
    desk.site["widgets"][0]["where"] = where
    desk.site["live"] = 1
    desk.facts = {"country": "RS", "online": "no"}
    seen = await watch(page)
    await page.goto(f"{shop.address}/")
    await until(lambda: desk.hellos)
    await expect(part(page, "launcher")).to_have_count(0)

    desk.send({"type": "facts", "country": "RS", "online": "yes"})
    await expect(part(page, "launcher")).to_be_visible(timeout=2000)
    desk.send({"type": "facts", "country": "RS", "online": "no"})
    await expect(part(page, "launcher")).to_have_count(0, timeout=2000)
    assert seen.errors == []
