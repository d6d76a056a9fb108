"""Files that the team sends: the same way in as a visitor's, and nobody else's words with them."""

import hashlib

from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from server.console.pages import Pages
from server.console.paths import read_id
from server.console.seats import Seats
from server.console.trouble import told
from server.conversations import desk, posting
from server.conversations.said import Said, Sent
from server.database import Database
from server.errors import Invalid, NotFound
from server.files import keeping
from server.files.incoming import MOST_BYTES, Incoming
from server.sites.policy import Action
from server.visitors.bodies import read_file

SECONDS = 120.0
KEY_LENGTH = 64
NAME_LENGTH = 400


class ConversationFiles:
    """Takes a file from whoever may answer the conversation; it counts as an answer."""

    def __init__(self, pages: Pages, seats: Seats, database: Database, incoming: Incoming) -> None:
        self.pages = pages
        self._seats = seats
        self._database = database
        self._incoming = incoming

    @told
    async def send(self, request: Request) -> Response:
        """The body is the file; `?key=` makes a repeat harmless, `?name=` is what it is called.

        A file that is not taken is answered with a header `x-reason`: `empty kind broken pixels`.
        """
        seat = await self._seats.find_for_change(request, Action.ANSWER_CONVERSATIONS)
        site, conversation, key = seat.site.id, read_id(request), request.query_params.get("key", "")
        if not (0 < len(key) <= KEY_LENGTH and key.isascii() and key.isprintable()):
            raise Invalid(errors={"key": "from 1 to 64 visible ASCII characters"})
        if await self._database.read(desk.one, site, conversation) is None:
            raise NotFound
        data = await read_file(request, MOST_BYTES, SECONDS)
        name = request.query_params.get("name", "")[:NAME_LENGTH]
        digest = hashlib.sha256(data).hexdigest()
        try:
            whole = await self._incoming.looked_at(site, seat.member.id, name, data)
        except Invalid as refusal:
            return Response(status_code=refusal.status, headers={"x-reason": refusal.reasons.get("file", "")})
        file = await keeping.keep(self._database, whole)
        said = Said(key, "", Sent(file, digest))
        kept = await self._database.write(posting.answer, site, conversation, seat.member.id, said)
        return Response(to_json({"id": kept.id, "number": kept.number}), 201, media_type="application/json")
