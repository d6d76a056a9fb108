"""The addresses that pages ask all day long, found at once: no walk along every route, no layer between."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send


class HotRoads:
    """ASGI middleware: answers these routes itself and passes everything else on.

    It takes what a route's own pattern and methods take and gives its endpoint the same request: without it all
    answers are the same, and come later. Whatever trips is left to the layers around it.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[BaseRoute]) -> None:
        self._app = app
        known = [route for route in routes if isinstance(route, Route)]
        self._routes = [(route.methods or set(), route.path_regex.match, route) for route in known]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] == "http":
            method, path = scope["method"], scope["path"]
            for methods, match, route in self._routes:
                if method in methods and (found := match(path)):
                    scope["route"], scope["path_params"] = route, found.groupdict()
                    response = await route.endpoint(Request(scope, receive, send))
                    return await response(scope, receive, send)  # type: ignore[no-any-return]
        return await self._app(scope, receive, send)
