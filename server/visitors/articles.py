"""Articles as visitors find and read them."""

import re

from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from server.clients.asked import ID
from server.database import Database
from server.errors import NotFound
from server.knowledge import articles, finding
from server.model import LANGUAGE
from server.sites.document import Published
from server.visitors.limits import Limits

LONGEST = 200  # characters of what was typed; its end says most
LONGEST_LANGUAGE = 35
HEADERS = {"cache-control": "private, max-age=60"}


class Articles:
    """Nothing of who asks is looked at or kept, nor what they typed."""

    def __init__(self, database: Database, limits: Limits) -> None:
        self._database = database
        self._limits = limits

    async def find(self, request: Request, published: Published, address: str, headers: dict[str, str]) -> Response:
        """`GET /v1/sites/<key>/articles?q=&language=`: the fittest three, best first."""
        self._limits.articles(address, published.site.id)
        asked = request.query_params
        language = asked.get("language", "")
        if len(language) > LONGEST_LANGUAGE or re.fullmatch(LANGUAGE, language) is None:
            language = published.site.languages[0]
        typed = asked.get("q", "")[-LONGEST:]
        found = await self._database.read(finding.find, published.site.id, language, typed)
        return _answer({"items": found}, headers)

    async def read(self, request: Request, published: Published, address: str, headers: dict[str, str]) -> Response:
        """`GET /v1/sites/<key>/articles/<article>`: all of it."""
        self._limits.articles(address, published.site.id)
        article = request.path_params["article"]
        if re.fullmatch(ID, article) is None:
            raise NotFound
        return _answer(await self._database.read(articles.published, published.site.id, article), headers)


def _answer(said: object, headers: dict[str, str]) -> Response:
    return Response(to_json(said), 200, headers | HEADERS, "application/json")
