"""Who a visitor is and what only the server knows of them, in real browsers on the real server."""

import asyncio
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, expect

from tests.server.visitors.tokens import claims, token
from tests.support.mmdb import write_mmdb
from tests.support.running import Running, RunServer
from tests.support.team import at_the_desk, hire
from tests.support.visitor import Visitor, arrive

RULE = {"all": [{"field": "country", "op": "is", "value": "RS"}, {"field": "online", "op": "is", "value": "yes"}]}
WITHIN = 2000  # ms for an open page to hear of the team
SHY = "Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true })"


def signed(running: Running, **said: Any) -> str:
    """A token as the shop's own server signs it."""
    return token(running.made["identity_secret"], claims(running.key, **said))


async def say(visitor: Visitor, *command: Any) -> None:
    """What the shop's page says to the widgets."""
    await visitor.page.evaluate("(command) => (window.frontdesk ||= []).push(command)", [*command])


async def known(visitor: Visitor, words: str) -> None:
    """Wait until this device knows these words of its visitor."""
    await visitor.page.wait_for_function(
        "(words) => Object.values(localStorage).some((v) => v.includes(words))", arg=words
    )


async def people(running: Running) -> list[dict[str, Any]]:
    """Every person's card."""
    found = await running.api("GET", f"/sites/{running.site}/clients")
    return [await running.api("GET", f"/clients/{each['id']}") for each in found["items"]]


async def test_e7_k9_a_user_who_logs_in_on_another_device_finds_the_form_filled_and_is_one_person(
    browser: Browser, running: Running
) -> None:
    await running.place()
    shop = running.show()
    laptop = await arrive(browser, shop)
    await say(laptop, "identify", {"token": signed(running, email="nada@shop.example", name="Nada Ilić")})
    await known(laptop, "Nada")
    await laptop.ask_for_a_call("064 1234567")
    await laptop.reads("64 1234567")

    phone = await arrive(browser, shop)
    await say(phone, "identify", {"token": signed(running, email="nada@shop.example")})
    await known(phone, "1234567")
    await phone.part("launcher").click()

    await expect(phone.page.locator("frontdesk-widget [name=name]")).to_have_value("Nada Ilić")
    await expect(phone.page.locator("frontdesk-widget [name=phone]")).to_have_value("+381641234567")
    [card] = await people(running)
    assert (card["name"], card["phone"], card["email"]) == ("Nada Ilić", "+381641234567", "nada@shop.example")
    assert {each["kind"]: each["verified"] for each in card["identities"]} == {
        "user": True,
        "email": True,
        "phone": False,
    }
    assert laptop.troubles + phone.troubles == []


async def test_e7_a_vandal_with_a_token_of_his_own_reads_nothing_of_anybody(browser: Browser, running: Running) -> None:
    await running.place()
    shop = running.show()
    victim = await arrive(browser, shop)
    await victim.ask_for_a_call("064 1234567", "Victim")
    await victim.reads("64 1234567")

    vandal = await arrive(browser, shop)
    heard: list[str] = []
    vandal.page.on("response", lambda answer: heard.append(answer.url))
    await say(vandal, "identify", {"phone": "+381641234567"})
    await vandal.ask_for_a_call("064 1234567")
    await vandal.reads("64 1234567")
    for stolen in (signed(running, sub="13"), token("x" * 43, claims(running.key)), "nonsense"):
        async with vandal.page.expect_response("**/identify") as answer:
            await say(vandal, "identify", {"token": stolen})
        assert "Victim" not in await (await answer.value).text()

    cards = {card["name"]: [each["kind"] for each in card["identities"]] for card in await people(running)}
    assert cards == {"Victim": ["phone"], "": ["user"]}


async def test_t1_a_widget_for_a_country_and_an_open_desk_comes_and_goes_with_the_team(
    browser: Browser, run_server: RunServer, tmp_path: Path
) -> None:
    countries = write_mmdb(tmp_path / "countries.mmdb", {"127.0.0.0/8": {"country": {"iso_code": "RS"}}})
    running = await run_server(FRONTDESK_COUNTRY_DATABASE=str(countries))
    await running.place(rules={"where": RULE})
    visitor = await arrive(browser, running.show())
    await visitor.page.wait_for_load_state("networkidle")
    assert await visitor.page.locator("frontdesk-widget").count() == 0

    desk = await at_the_desk(browser, running, await hire(running, "Vera Simić"))
    await expect(visitor.part("launcher")).to_be_visible(timeout=WITHIN + 3000)
    await desk.context.close()
    await expect(visitor.part("launcher")).to_have_count(0, timeout=WITHIN + 4000 + 1000)
    assert visitor.troubles == []


async def test_p1_of_a_browser_that_does_not_want_to_be_followed_only_what_was_left_is_kept(
    browser: Browser, running: Running
) -> None:
    await running.place()
    first, second = running.show("/beans"), running.show("/thanks")
    visitor = await arrive(browser, "about:blank")
    await visitor.page.add_init_script(SHY)
    await visitor.page.goto(first)
    await visitor.ask_for_a_call("064 1234567")
    await visitor.reads("64 1234567")
    welcome = asyncio.Event()

    def hear(frame: object) -> None:
        if "welcome" in str(frame):
            welcome.set()

    visitor.page.on("websocket", lambda line: line.on("framereceived", hear))
    await visitor.page.goto(second)
    await asyncio.wait_for(welcome.wait(), 15)

    [card] = await people(running)
    told = (await running.api("GET", f"/clients/{card['id']}/timeline"))["items"]
    assert sorted(each["kind"] for each in told) == ["call", "consent", "lead"]
    assert [each["data"]["page"] for each in told if each["kind"] == "lead"] == [first]
