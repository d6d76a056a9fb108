"""The application: every room, built and joined, with the doors in front of it."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.config import Installation
from server.doors import doors
from server.errors import MethodRefused, NotFound
from server.house import House
from server.problems import Calm, problem
from server.visitors.roads import HotRoads


def build(installation: Installation) -> Starlette:
    """The whole application for one installation; nothing is opened before its lifespan begins."""
    house = House(installation)
    all_doors = doors(house)
    hot = [door.route for door in all_doors if door.hot]
    app = Starlette(
        routes=[*(door.route for door in all_doors), Route("/api/{rest:path}", house.api.unknown, methods=METHODS)],
        lifespan=house.open,
        middleware=[Middleware(Calm), Middleware(HotRoads, routes=hot)],
        exception_handlers={404: _unknown, 405: _other_method},
    )
    app.router.redirect_slashes = False  # it would lead to whatever host the request names
    app.state.house = house
    return app


METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


async def _unknown(_request: Request, _error: Exception) -> Response:
    return problem(NotFound())


async def _other_method(_request: Request, error: Exception) -> Response:
    allowed = dict((error.headers if isinstance(error, HTTPException) else None) or {})
    if allowed.get("Allow") == "OPTIONS":  # a preflight is answered for any address below a site, also for none at all
        return problem(NotFound())
    return problem(MethodRefused(), allowed)
