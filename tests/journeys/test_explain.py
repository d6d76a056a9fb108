"""T6: what explains why a widget shows says of a page what that very page does."""

import contextlib
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from playwright.async_api import Browser
from playwright.async_api import TimeoutError as TooLate

from tests.support.running import Running
from tests.support.visitor import WAIT_MS, Visitor, arrive

AT_ONCE, LATER = {"kind": "delay", "seconds": 0}, {"kind": "delay", "seconds": 600}
PAST, AHEAD = "2026-01-01T00:00:00Z", "2099-01-01T00:00:00Z"
SHOWN = "() => [...document.querySelectorAll('frontdesk-widget')].map((host) => host.getAttribute('widget')).sort()"


def on(path: str) -> dict[str, Any]:
    """A condition on the page's path."""
    return {"field": "path", "op": "prefix", "value": path}


@dataclass(frozen=True)
class Case:
    """A page, what stands on it, and which gate holds each of that back; None: it is shown."""

    path: str
    gate: str | None
    kind: str = "callback"
    where: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    query: str = ""

    @property
    def widget(self) -> dict[str, Any]:
        """The widget, on this page only."""
        here = {"all": [on(self.path), *([self.where] if self.where else [])]}
        return {"kind": self.kind, "rules": {"where": here} | self.rules} | self.more


CASES = (
    Case("/button", None),
    Case("/off", "disabled", more={"enabled": False}),
    Case("/draft", "not_published", more={"draft": True}),
    Case("/ahead", "not_yet", rules={"start": AHEAD}),
    Case("/begun", None, rules={"start": PAST, "stop": AHEAD}),
    Case("/over", "over", rules={"stop": PAST}),
    Case("/but", "where", where={"not": [on("/bu"), on("/x")]}),
    Case("/either", None, where={"any": [on("/x"), on("/e")]}),
    Case("/stranger", "unknown", where={"field": "visits", "op": "at_least", "value": 1}),
    Case("/phone", "where", where={"field": "device", "op": "is", "value": "phone"}),
    Case("/desk", None, where={"field": "device", "op": "not", "value": "phone"}),
    Case("/knows", None, where={"field": "knows_phone", "op": "is", "value": "no"}),
    Case("/mark", None, where={"field": "utm_source", "op": "in", "value": ["letter"]}, query="?utm_source=letter"),
    Case("/arrived", None, where={"field": "pages", "op": "at_most", "value": 1}),
    Case("/opens", None, "popup", rules={"when": [AT_ONCE]}),
    Case("/waits", "waits", "popup", rules={"when": [LATER]}),
    Case("/param", None, "popup", rules={"when": [{"kind": "param", "name": "offer"}]}, query="?offer=1"),
    Case("/first", "another_first", "popup", rules={"when": [AT_ONCE], "priority": 1}),
    Case("/first", None, "popup", rules={"when": [AT_ONCE], "priority": 2}),
)


async def explained(running: Running, page: str, referrer: str = "") -> dict[str, str | None]:
    """The gate of each widget on this page, for somebody new at a desk."""
    asked = {"page": page, "device": "desktop", "language": "en", "referrer": referrer or "https://else.example/"}
    said = await running.api("GET", f"/sites/{running.site}/explain?{urlencode(asked)}")
    return {each["widget"]: each["gate"] for each in said["items"]}


async def sees(visitor: Visitor, expected: list[str]) -> list[str]:
    """The widgets on the page, once the expected ones are there and the page has come to rest."""
    with contextlib.suppress(TooLate):  # then the test shows what is there instead
        await visitor.page.wait_for_function(
            f"(expected) => JSON.stringify(({SHOWN})()) == expected",
            arg=json.dumps(expected, separators=(",", ":")),
            timeout=WAIT_MS,
        )
    await visitor.page.wait_for_load_state("networkidle")
    found: list[str] = await visitor.page.evaluate(SHOWN)
    return found


async def test_t6_the_page_and_the_explanation_agree_in_every_situation(browser: Browser, running: Running) -> None:
    placed = [(case, await running.place(**case.widget)) for case in CASES]
    told, seen, expected = [], [], []
    for case, widget in placed:
        address = f"{running.show(case.path)}{case.query}"
        gates = await explained(running, address)
        told.append((case.path, gates[widget]))
        shown = sorted(each for each, gate in gates.items() if gate is None)
        expected.append((case.path, shown))
        visitor = await arrive(browser, address)
        seen.append((case.path, await sees(visitor, shown)))
        assert visitor.troubles == []
        await visitor.page.context.close()

    assert told == [(case.path, case.gate) for case in CASES]
    assert seen == expected


async def test_t6_what_interrupts_leaves_a_stranger_alone_on_the_next_page(browser: Browser, running: Running) -> None:
    widget = await running.place("popup", rules={"where": {"all": [on("/within")]}, "when": [AT_ONCE]})
    first, second = running.show("/"), running.show("/within")
    visitor = await arrive(browser, first)

    await visitor.page.evaluate("(address) => { location.href = address }", second)
    await visitor.page.wait_for_url(second)

    assert await explained(running, second, first) == {widget: "no_memory"}
    assert await sees(visitor, []) == []


async def test_t6_the_command_says_the_same_as_the_programs_door(running: Running) -> None:
    for case in CASES[-2:]:
        await running.place(**case.widget)
    page = running.show("/first")

    said = json.loads(running.command("explain", "--site", running.key, "--page", page, "--json"))
    table = running.command("explain", "--site", running.site, "--page", page, "--device", "desktop")

    asked = await running.api("GET", f"/sites/{running.site}/explain?{urlencode({'page': page})}")
    assert said["items"] == asked["items"]
    assert "not shown  Call me  “Call me” opens before it, and only one may interrupt at a time." in table
