"""What a page is given that was opened by a preview's link: drafts in place of what is published."""

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.assets import Assets
from server.database import Database, now_ms
from server.leads.examples import example_answer
from server.registry import Registry
from server.sealing import Sealer
from server.sites import previews
from server.sites.document import Published
from server.sites.previews import Shown
from server.visitors.limits import Limits


class Preview:
    """Reads the link anew each time: a right that was lost, or an hour that has passed, ends it at once."""

    def __init__(
        self, database: Database, registry: Registry, sealer: Sealer, assets: Assets, public_url: str, limits: Limits
    ) -> None:
        self._database = database
        self._registry = registry
        self._sealer = sealer
        self._assets = assets
        self._public_url = public_url
        self._limits = limits

    async def show(self, request: Request, published: Published, address: str, headers: dict[str, str]) -> Response:
        """`GET /v1/sites/<key>/preview?token=`: the configuration; under `preview` what stands in for the server."""
        self._limits.previews(address, published.site.id)
        token = request.query_params.get("token", "")
        shown = await self._database.read(previews.show, self._registry, self._sealer, published.site, token, now_ms())
        said = self._assets.completed(shown.published.config, self._public_url) | {"preview": _preview(shown)}
        body = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        sent = headers | {"cache-control": "no-store", "x-content-type-options": "nosniff"}
        return Response(body, headers=sent, media_type="application/json")


def _preview(shown: Shown) -> dict[str, Any]:
    """Which widget is opened, and what each answers where something is left in it: nothing is sent or kept."""
    site = shown.published.site
    answers = {
        each.id: dict(example_answer(each.kind, site, each.settings)) for each in shown.published.widgets.values()
    }
    return {"widget": shown.widget or None, "answers": answers}
