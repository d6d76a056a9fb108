"""Draws pages and parts of pages: templates with autoescape, in the reader's language, under strict headers."""

import json
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, RedirectResponse, Response

from server.console.headers import headers, origin_of
from server.console.words import NAMES, Words, choose, read_words

TEMPLATES = Path(__file__).parents[2] / "templates"
THEMES = ("light", "dark")
LANGUAGE_COOKIE = "frontdesk_language"
THEME_COOKIE = "frontdesk_theme"
HTMX = {
    "includeIndicatorStyles": False,  # a <style> of its own would break the policy
    "allowEval": False,
    "allowScriptTags": False,
    "attributesToSettle": [],
    "defaultSettleDelay": 0,  # what was swapped in works at once: a form sent before it did would go as a bare GET
    "historyEnabled": False,
    "selfRequestsOnly": True,
    "timeout": 15_000,
}

EVERYWHERE = {"target": "body"}  # what was pressed may have left the page before its answer came


class Pages:
    """Everything between an answer's facts and its bytes."""

    def __init__(self, assets: Mapping[str, str], public_url: str) -> None:
        self._assets = assets
        self.origin = origin_of(public_url)
        self._words = read_words()
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        modules = {f"/static/{name}": self.asset(name) for name in assets if name.endswith(".js")}
        self._templates.globals.update(asset=self.asset, modules={"imports": modules}, htmx=HTMX, languages=NAMES)

    def asset(self, name: str) -> str:
        """The address of a built file, with its content's hash in it."""
        return f"/static/{self._assets[name]}"

    def words(self, request: HTTPConnection, member: str | None = None) -> Words:
        """The words in the language that this reader chose, else in the member's, else in the browser's."""
        accepted = request.headers.get("accept-language", "")
        return self._words[choose(request.cookies.get(LANGUAGE_COOKIE), member, accepted)]

    def draw(
        self,
        request: HTTPConnection,
        template: str,
        t: Words,
        *,
        status: int = 200,
        sent: Callable[[str, str], Mapping[str, str]] = headers,
        **facts: Any,
    ) -> Response:
        """One page or one part of a page; `sent` makes its headers of our origin and the page's nonce."""
        nonce = secrets.token_urlsafe(18)
        theme = request.cookies.get(THEME_COOKIE, "")
        html = self._templates.get_template(f"console/{template}.html").render(
            facts | {"t": t, "nonce": nonce, "theme": theme if theme in THEMES else ""}
        )
        return Response(html, status, sent(self.origin, nonce), "text/html; charset=utf-8")

    def part(self, template: str, t: Words, **facts: Any) -> str:
        """A part of a page that goes out within something else."""
        return self._templates.get_template(f"console/parts/{template}.html").render(facts | {"t": t})

    def data(self, said: Mapping[str, object], status: int = 200) -> Response:
        """An answer that one of our own scripts reads."""
        return JSONResponse(said, status, headers(self.origin, secrets.token_urlsafe(18)))

    def picture(self, svg: bytes) -> Response:
        """A picture made for this reader alone."""
        return Response(svg, 200, headers(self.origin, secrets.token_urlsafe(18)), "image/svg+xml")

    def say(self, status: int, events: Mapping[str, object]) -> Response:
        """An answer without a body that lets the page's own scripts know what happened."""
        sent = headers(self.origin, secrets.token_urlsafe(18))
        return Response(None, status, {**sent, "hx-trigger": json.dumps(events)})

    def tell(self, response: Response, words: str, *events: str, undo: Mapping[str, object] | None = None) -> None:
        """Let words pass by on the page that gets this answer, and let its parts know of further events.

        `undo` is what is sent when somebody takes it back at once: `{path, values, target, label}`.
        """
        told = {"words": words} | ({"undo": undo} if undo else {})
        said: dict[str, object] = {"frontdesk:told": told | EVERYWHERE}
        response.headers["hx-trigger"] = json.dumps(said | dict.fromkeys(events, EVERYWHERE))

    def go(self, address: str) -> Response:
        """Send the browser on to another of our pages after a form."""
        return RedirectResponse(address, 303, headers(self.origin, secrets.token_urlsafe(18)))
