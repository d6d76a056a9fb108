"""How refusals leave over HTTP: problem+json for what we refuse, and a trace for what was our fault."""

import secrets
import traceback
from collections.abc import Mapping
from http import HTTPStatus

import structlog
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.errors import InternalError, Refusal, TooMany, Unauthenticated

log = structlog.get_logger()


class Problem(JSONResponse):
    """An RFC 9457 answer."""

    media_type = "application/problem+json"


def problem(refusal: Refusal, headers: Mapping[str, str] | None = None) -> Problem:
    """The refusal as the answer that every door gives; it is never kept by a cache."""
    said = refusal.body()
    body = {"type": "about:blank", "title": HTTPStatus(refusal.status).phrase, "status": refusal.status} | said
    body["detail"] = body.pop("message")
    sent = {"cache-control": "no-store"} | dict(headers or {})
    if isinstance(refusal, TooMany) and "retry_after" in refusal.details:
        sent["retry-after"] = str(refusal.details["retry_after"])
    if isinstance(refusal, Unauthenticated):
        sent.setdefault("www-authenticate", "Bearer")
    return Problem(body, refusal.status, sent)


def our_fault(error: BaseException, **ids: object) -> InternalError:
    """Log an unexpected error once and give the refusal that carries its trace.

    The log names the error's kind and the places it passed, never its message: that may quote what a person wrote.
    """
    trace = secrets.token_hex(8)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
    log.error("our_fault", trace=trace, error=type(error).__name__, places=places[-8:], **ids)
    return InternalError(trace=trace)


class Calm:
    """ASGI middleware: an unexpected error becomes our answer and our log line; nobody else logs its message."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; what trips before its answer has begun is answered with `internal`."""
        begun = False

        async def noting(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            refusal = our_fault(error)
            if scope["type"] == "http" and not begun:
                await problem(refusal)(scope, receive, send)
