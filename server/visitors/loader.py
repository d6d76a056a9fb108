"""What a page fetches to show widgets: the loader with its configuration, the configuration alone, the modules."""

from starlette.requests import Request
from starlette.responses import Response

from server.assets import Assets
from server.errors import NotFound
from server.sites.document import Published
from server.visitors.ready import Ready
from server.visitors.serving import PUBLIC, serve

SCRIPT = "text/javascript; charset=utf-8"
FRESH = "public, max-age=60, stale-while-revalidate=60"
FOR_EVER = "public, max-age=31536000, immutable"
ASK = "no-cache"
NO_SITE = "/* Frontdesk: there is no site of this key. */\n"


class Loader:
    """Hands out public files from memory; nothing of it is secret or personal."""

    def __init__(self, assets: Assets, public_url: str) -> None:
        self._assets = assets
        self._public_url = public_url
        self._loaders = Ready(SCRIPT)
        self._configs = Ready("application/json")

    async def script(self, request: Request, published: Published | None) -> Response:
        """`/s/<key>.js`; for an unknown key a script that does nothing, so that no page breaks."""
        if published is None:
            sent = PUBLIC | {"cache-control": ASK}
            return Response(NO_SITE, 404, sent, media_type=SCRIPT)
        asset = await self._loaders.get(
            published.site.key,
            published.etag,
            lambda: self._assets.compose_loader(dict(published.config), self._public_url),
        )
        return serve(request, asset, FRESH, PUBLIC)

    async def config(self, request: Request, published: Published, crossing: dict[str, str]) -> Response:
        """The configuration as JSON; a browser asks each time and mostly hears that it has it."""
        asset = await self._configs.get(published.site.key, published.etag, lambda: published.body)
        return serve(request, asset, ASK, {"x-content-type-options": "nosniff"} | crossing)

    def module(self, request: Request, runtime: str, name: str, digest: str) -> Response:
        """A module: for ever under its own hash; under an older hash today's, so that an old page goes on."""
        found = self._assets.module(name, digest) if runtime == self._assets.runtime else None
        if found is None:
            raise NotFound
        asset, is_exact = found
        return serve(request, asset, FOR_EVER if is_exact else ASK, PUBLIC)
