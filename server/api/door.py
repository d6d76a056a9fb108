"""Every request of a program passes here: who asks, how often, what is meant, whether it is allowed, what it says."""

import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from server.api.asking import Ask, Repeated, Rooms, read_query, read_thing, read_within
from server.api.document import document
from server.api.operation import Operation
from server.api.questions import Nothing
from server.api.table import OPERATIONS, SITE_OF
from server.config import Networks
from server.errors import MethodRefused, NotFound, Refusal, Unauthenticated, Unreadable
from server.hub.decoder import read_json
from server.problems import problem
from server.sites.entrance import Entrance
from server.sites.policy import Action, Actor, AdminSomewhere, authorize, authorize_somewhere, need
from server.visitors.addresses import address_of
from server.visitors.bodies import read_body
from server.visitors.limits import Limit
from server.widget import Model

LARGEST_BODY = 256 * 1024
BODY_SECONDS = 30.0
BURST, PER_MINUTE = 2000, 6000  # of one member's programs: far beyond honest use, and an end to a loop that got away
Endpoint = Callable[[Request], Awaitable[Response]]


class ApiDoor:
    """The programs' door: `endpoint(operation)` is what a route leads to, for each of `operations`."""

    operations: Sequence[Operation] = OPERATIONS

    def __init__(self, rooms: Rooms, entrance: Entrance, limit: Limit | None = None, trusted: Networks = ()) -> None:
        self._rooms = rooms
        self._entrance = entrance
        self._limit = limit or Limit(BURST, PER_MINUTE, time.monotonic)
        self._trusted = trusted
        self._document = document(OPERATIONS)

    def endpoint(self, operation: Operation) -> Endpoint:
        """The Starlette endpoint of one operation."""

        async def answer(request: Request) -> Response:
            try:
                return await self._answer(operation, request)
            except Refusal as refusal:
                return problem(refusal)

        answer.__name__ = operation.name
        return answer

    async def openapi(self, request: Request) -> Response:
        """The OpenAPI document; it holds nothing secret, and needs no token."""
        return Response(self._document, media_type="application/json", headers={"cache-control": "no-cache"})

    async def unknown(self, request: Request) -> Response:
        """Whatever else is asked for under `/api`: an address that is not there, or a method it does not take."""
        allowed = sorted(operation.method for operation in OPERATIONS if _meets(operation, request.url.path))
        if allowed:
            return problem(MethodRefused(), {"allow": ", ".join(allowed)})
        return problem(NotFound())

    async def _answer(self, operation: Operation, request: Request) -> Response:
        actor = await self._actor(request)
        self._limit.take(actor.member)
        site, thing = await self._thing(operation, request.path_params, actor)
        query = read_query(request.query_params, operation.query)
        body = await _body(operation, request)
        if body is not None:  # it may have taken half a minute to come: token and role are what they are now
            actor = await self._actor(request)
            site, thing = await self._thing(operation, request.path_params, actor)
        within = read_within(operation.inner, request.path_params) if operation.inner else ""
        address = address_of(request, self._trusted)
        said = await operation.handle(self._rooms, Ask(actor, site, thing, query, body, within, address))
        return _response(operation, said)

    async def _actor(self, request: Request) -> Actor:
        headers, address = request.headers.getlist("authorization"), address_of(request, self._trusted)
        scheme, _, token = (headers[0] if len(headers) == 1 else "").partition(" ")
        actor = await self._entrance.by_token(token.strip(), address) if scheme.lower() == "bearer" else None
        if actor is None:
            raise Unauthenticated
        return actor

    async def _thing(self, operation: Operation, params: Mapping[str, str], actor: Actor) -> tuple[str, str]:
        """The thing that the path names and its site; what is not there and what is another's look the same."""
        if operation.scope is not None:
            need(actor, operation.scope)
        if operation.policy is AdminSomewhere:
            authorize_somewhere(actor)
        if operation.noun is None:
            return "", ""
        thing = read_thing(operation.noun, params[operation.noun])
        if not isinstance(operation.policy, Action):
            return "", thing  # the member's own, of no site: the operation finds it among the member's
        site = await self._rooms.database.read(SITE_OF[operation.noun], thing)
        authorize(actor, operation.policy, site)
        return site or "", thing


async def _body(operation: Operation, request: Request) -> Any:
    """The body as its model; where none is taken or nothing in it is required, none or an empty object is fine."""
    is_sent = request.headers.get("content-length", "0") != "0" or "transfer-encoding" in request.headers
    if not is_sent and operation.body is None:
        return None
    if not is_sent and operation.body is not None and operation.method == "POST" and _is_optional(operation.body):
        return operation.body.read({})
    said = read_json(await read_body(request, BODY_SECONDS, LARGEST_BODY), LARGEST_BODY)
    if not isinstance(said, dict):
        raise Unreadable("A body is a JSON object.")
    return (operation.body or Nothing).read(said)


def _is_optional(model: type[Model]) -> bool:
    return not any(field.is_required() for field in model.model_fields.values())


def _response(operation: Operation, said: Any) -> Response:
    headers = {"cache-control": "no-store"}
    if isinstance(said, Response):
        return said
    if operation.answer is None:
        return Response(status_code=204, headers=headers)
    status, said = (200, said.said) if isinstance(said, Repeated) else (operation.status, said)
    return Response(operation.answer.model_validate(said).model_dump_json(), status, headers, "application/json")


def _meets(operation: Operation, path: str) -> bool:
    ours, asked = operation.path.split("/"), path.split("/")
    return len(ours) == len(asked) and all(
        (bool(other) and one.startswith("{")) or one == other for one, other in zip(ours, asked, strict=True)
    )
