"""A page of somebody else's with the snippet in it, in as many hostile makes as a test asks for."""

from dataclasses import dataclass, field

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

NONCE = "r4nd0m"
FILL = '<p style="height:1500px">Coffee, roasted by the harbour.</p>'


@dataclass
class Shop:
    """A small site; change its fields before a page is asked for.

    `head` stands before the snippet, `snippet` may be pasted more than once, `csp` is sent as it is written.
    """

    desk: str
    keys: tuple[str, ...] = ("harbourrow",)
    head: str = ""
    body: str = '<h1>Harbour Row</h1><a id="link" href="#x">A link</a> <button id="button">A button</button>'
    attributes: str = ""
    doctype: str = "<!doctype html>"
    html: str = 'lang="en"'
    csp: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    address: str = ""

    @property
    def app(self) -> Starlette:
        """The site itself: every path is a page, but those under /files."""
        return Starlette(routes=[Route("/{path:path}", self._page)])

    async def _page(self, request: Request) -> Response:
        snippets = "".join(
            f'<script async nonce="{NONCE}" src="{self.desk}/s/{key}.js" {self.attributes}></script>'
            for key in self.keys
        )
        viewport = '<meta name="viewport" content="width=device-width">'
        head = f'<meta charset="utf-8">{viewport}<title>{request.url.path}</title>'
        page = (
            f"{self.doctype}<html {self.html}><head>{head}{self.head}{snippets}</head><body>{self.body}</body></html>"
        )
        policy = {"content-security-policy": self.csp} if self.csp else {}
        return HTMLResponse(page, headers=self.headers | policy)
