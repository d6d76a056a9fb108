"""Which pages may speak to a site: those whose origin is on its list."""

from starlette.requests import HTTPConnection
from starlette.responses import Response

from server.errors import OriginRefused
from server.sites.document import Published

MAX_AGE = "7200"  # seconds that a browser may remember a preflight


def crossing(connection: HTTPConnection, published: Published, *, required: bool = True) -> dict[str, str]:
    """The headers that let the asking page read the answer, or the refusal of its origin.

    An Origin that is absent or `null` is on no list; where it is not `required`, absent is let through.
    """
    origin = connection.headers.get("origin")
    if origin is None and not required:
        return {"vary": "Origin"}
    if origin is None or not published.site.allows(origin):
        raise OriginRefused
    return {"access-control-allow-origin": origin, "vary": "Origin"}


def preflight(headers: dict[str, str]) -> Response:
    """What a browser hears before it posts JSON; `headers` are those of `crossing`."""
    allowed = {
        "access-control-allow-methods": "GET, POST",
        "access-control-allow-headers": "content-type",
        "access-control-max-age": MAX_AGE,
    }
    return Response(status_code=204, headers=headers | allowed)
