"""The console's own files, by names that carry their content's hash: kept by browsers for a year."""

from starlette.requests import Request
from starlette.responses import Response

from server.assets import Assets
from server.errors import NotFound
from server.problems import problem
from server.visitors.serving import serve

FOR_A_YEAR = "public, max-age=31536000, immutable"
HEADERS = {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin"}


class Files:
    """`GET /static/{name}`."""

    def __init__(self, assets: Assets) -> None:
        self._assets = assets

    async def file(self, request: Request) -> Response:
        """The built file of this name, in the smallest form that the browser takes."""
        asset = self._assets.file(request.path_params["name"])
        if asset is None:
            return problem(NotFound())
        return serve(request, asset, FOR_A_YEAR, HEADERS)
