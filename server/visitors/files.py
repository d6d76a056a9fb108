"""Serves the files of conversations: pictures to be looked at, everything else only to be kept."""

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from server.config import Networks
from server.database import Database
from server.errors import Refusal
from server.files import reading
from server.problems import our_fault, problem
from server.visitors.addresses import address_of
from server.visitors.limits import Limits

HEADERS = {
    # Whatever it is: it runs nothing, reaches nothing, and is nobody's page.
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "cross-origin",  # a chat shows it on the site's own pages
    "cache-control": "private, max-age=86400, immutable",
    "x-robots-tag": "noindex",
}


class FilePages:
    """`GET /f/<file>/<token>`: whoever holds the address may read; no cookie is looked at."""

    def __init__(self, database: Database, limits: Limits, trusted: Networks) -> None:
        self._database = database
        self._limits = limits
        self._trusted = trusted

    async def show(self, request: Request) -> Response:
        """The bytes as they were kept."""
        try:
            self._limits.downloads(address_of(request, self._trusted))
            file, token = request.path_params["file"], request.path_params["token"]
            row = await self._database.read(reading.one, file, token)
        except Refusal as refusal:
            return problem(refusal)
        except Exception as error:
            return problem(our_fault(error, path=getattr(request.scope.get("route"), "path", "")))
        is_picture = row["width"] is not None
        how = "inline" if is_picture else "attachment"
        sent = HEADERS | {
            "content-length": str(row["size"]),
            "content-disposition": f"{how}; filename*=UTF-8''{quote(row['name'], safe='')}",
        }
        kind = row["type"] + ("; charset=utf-8" if row["type"].startswith("text/") else "")
        return StreamingResponse(reading.parts(self._database, row["id"]), 200, sent, kind)
