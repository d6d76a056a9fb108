"""P1: until a visitor touches a widget nothing is remembered and nobody is told who it is."""

from playwright.async_api import Browser, Request, expect

from tests.support.running import Running
from tests.support.visitor import Visitor, arrive

STORED = "() => ({local: localStorage.length, session: sessionStorage.length, cookies: document.cookie})"


async def test_p1_before_any_interaction_nothing_is_stored_and_no_visitor_is_sent(
    browser: Browser, running: Running
) -> None:
    await running.place()
    visitor, sent = await watched(browser, running)

    await expect(visitor.part("launcher")).to_be_visible()
    await visitor.page.mouse.click(5, 5)  # a click on the page is no interaction with us
    await visitor.page.wait_for_timeout(500)

    assert await visitor.page.evaluate(STORED) == {"local": 0, "session": 0, "cookies": ""}
    assert await visitor.page.context.cookies() == []
    assert [body for body in sent if "visitor" in body] == []


async def test_p1_from_the_first_interaction_on_the_same_visitor_is_known(browser: Browser, running: Running) -> None:
    await running.place()
    visitor, _ = await watched(browser, running)

    await visitor.ask_for_a_call("064 1234567", "Nada")
    await visitor.reads("64 1234567")

    stored = await visitor.page.evaluate(STORED)
    assert stored["local"] > 0
    assert stored["cookies"] == ""
    assert await visitor.page.context.cookies() == []


async def watched(browser: Browser, running: Running) -> tuple[Visitor, list[str]]:
    """A visitor whose page's requests to the server are gathered, bodies and frames."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.url.startswith(running.address):
            sent.append(f"{request.url} {request.post_data or ''}")

    visitor = await arrive(browser, "about:blank")
    visitor.page.on("request", note)
    visitor.page.on("websocket", lambda line: line.on("framesent", lambda frame: sent.append(str(frame))))
    await visitor.page.goto(running.show())
    return visitor, sent
