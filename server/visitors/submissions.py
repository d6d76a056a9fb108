"""What visitors leave, over the socket or by POST: both end in the one function that receives it."""

import structlog
from pydantic import TypeAdapter
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from server.errors import NotFound, OriginRefused, Refusal, TooMany
from server.hub.decoder import decode
from server.hub.visitor_frames import Submit
from server.leads.once import Kept
from server.leads.reception import Reception
from server.leads.submissions import Submission
from server.sites.document import Published
from server.sites.publishing import Publishing
from server.visitors.bodies import read_body
from server.visitors.limits import Limits

BODY = TypeAdapter(Submission)

log = structlog.get_logger()


class Submissions:
    """Counts, hands over to the reception, and notes by ids how it went."""

    def __init__(self, publishing: Publishing, reception: Reception, limits: Limits) -> None:
        self._publishing = publishing
        self._reception = reception
        self._limits = limits

    async def published(self, key: str, origin: str | None = None) -> Published:
        """The site as it is published now; a page whose `origin` has left the list meanwhile is refused."""
        published = await self._publishing.by_key(key)
        if published is None:
            raise NotFound
        if origin is not None and not published.site.allows(origin):
            raise OriginRefused
        return published

    async def post(self, request: Request, published: Published, address: str, headers: dict[str, str]) -> Response:
        """`POST /v1/sites/<key>/submissions`: 201 when it is kept, 200 when it was kept before."""
        self._limits.capture(address, published.site.id)
        submission = decode(await read_body(request), BODY)
        kept = await self._receive(published, submission, submission.visitor, address)
        headers["cache-control"] = "no-store"
        return Response(to_json(kept.answer), 201 if kept.first else 200, headers, "application/json")

    async def over_socket(self, published: Published, frame: Submit, token: str | None, address: str) -> Kept:
        """The same over the socket, where the visitor is whom the line knows."""
        self._limits.capture(address, published.site.id)
        return await self._receive(published, _submission(frame), token, address)

    async def _receive(self, published: Published, submission: Submission, token: str | None, address: str) -> Kept:
        site, widget = published.site.id, submission.widget
        try:
            kept = await self._reception.receive(published, widget, submission, token, address)
        except Refusal as refusal:
            if not isinstance(refusal, TooMany):
                log.info("submission_refused", site=site, widget=widget, code=refusal.code, fields=[*refusal.errors])
            raise
        log.debug("submission_kept", site=site, widget=widget, lead=kept.answer.get("lead"), first=kept.first)
        return kept


def _submission(frame: Submit) -> Submission:
    return Submission(
        key=frame.key,
        widget=frame.widget,
        values=frame.values,
        consent=frame.consent,
        page=frame.page,
        version=frame.version,
        language=frame.language,
        trap=frame.trap,
        opened_ms=frame.opened_ms,
    )
