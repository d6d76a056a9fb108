"""Way 3 with questions before it: the topic decides who is asked, and the answers stand in the conversation."""

import pytest
from playwright.async_api import Browser, expect

from tests.support.running import Running
from tests.support.team import at_the_desk, hire
from tests.support.visitor import arrive

pytestmark = pytest.mark.storage
IN_TIME = 15_000  # ms, on a busy machine


async def test_l3_a_topic_leads_to_its_department_and_the_answers_are_read_there(
    browser: Browser, running: Running
) -> None:
    anna, vera = await hire(running, "Anna Petrović"), await hire(running, "Vera Ilić")
    wholesale = {"name": "Wholesale", "members": [vera.id]}
    department = (await running.api("POST", f"/sites/{running.site}/departments", wholesale))["id"]
    topics = [{"text": {"en": "An order"}}, {"text": {"en": "Wholesale"}, "department": department}]
    asks = [{"label": {"en": "Company"}, "topic": 2, "required": True}]
    await running.place("chat", settings={"topics": topics, "asks": asks})
    desks = {each.name: await at_the_desk(browser, running, each) for each in (anna, vera)}
    for desk in desks.values():
        await desk.goto(f"{running.address}/console/conversations")

    visitor = await arrive(browser, running.show())
    visitor.kind = "chat"
    await visitor.part("launcher").click()
    await visitor.part("topic").last.click()
    await visitor.write("ask0", "Needle & Thread")
    await visitor.write("message", "Prices for 20 kg?")
    await visitor.part("send").click()
    said = "Wholesale\nCompany: Needle & Thread\n\nPrices for 20 kg?"
    await expect(visitor.part("message").last).to_have_text(said)

    badges = {name: desk.locator("#talk-rows .badge") for name, desk in desks.items()}
    await expect(badges["Vera Ilić"]).to_have_text("for you", timeout=IN_TIME)
    await expect(badges["Anna Petrović"]).to_have_count(0)
    await desks["Vera Ilić"].locator("#talk-rows a").click()
    await expect(desks["Vera Ilić"].locator("#talk-log .bubble-text")).to_have_text(said)
    async with desks["Vera Ilić"].expect_download() as coming:
        await desks["Vera Ilić"].get_by_role("link", name="Download as text").click()
    assert "Company: Needle & Thread" in (await (await coming.value).path()).read_text("utf-8")
    [conversation] = (await running.api("GET", f"/sites/{running.site}/conversations"))["items"]
    assert conversation["department"] == department
    # The browser is not told who answers what.
    assert department not in await visitor.page.evaluate(
        "() => fetch(document.scripts[0].src).then((found) => found.text())"
    )
    assert visitor.troubles == []
