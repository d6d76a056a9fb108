"""Files that visitors send into their conversation: read whole, looked at, kept, and only then a message."""

import hashlib
from collections import Counter
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Annotated

from pydantic import StringConstraints, TypeAdapter
from pydantic_core import to_json
from starlette.requests import Request
from starlette.responses import Response

from server.clients import visitors
from server.conversations import once, posting
from server.conversations.beginning import conversation_of
from server.conversations.once import Posted
from server.conversations.said import Place, Said, Sent
from server.database import Database
from server.errors import Forbidden, NotFound, Overloaded, TooMany, Unreadable
from server.files import keeping
from server.files.incoming import MOST_BYTES, Incoming
from server.hub.decoder import decode
from server.hub.frames import Id, Key
from server.hub.visitor_frames import Page, Token
from server.model import Model
from server.networks import network_of
from server.sites.document import Published
from server.visitors.bodies import read_file
from server.visitors.limits import Limits
from server.visitors.talking import NEED
from server.widget import Language

HEAD = 8 * 1024  # bytes of the line before the file's own
SECONDS = 120.0
AT_ONCE = 12  # in hand in one process, each held in memory
OF_ONE_NETWORK = 3


class Head(Model):
    """What a page says of the file that it sends: the line before the file's bytes."""

    visitor: Token
    key: Key
    widget: Id
    name: Annotated[str, StringConstraints(max_length=400)] = ""
    page: Page = Page()
    language: Language | None = None


HEAD_BODY = TypeAdapter(Head)


class Uploads:
    """Takes files in, a few at once; what is refused leaves nothing behind that anybody is told of."""

    def __init__(self, database: Database, incoming: Incoming, limits: Limits) -> None:
        self._database = database
        self._incoming = incoming
        self._limits = limits
        self._in_hand: Counter[Hashable] = Counter()

    async def post(self, request: Request, published: Published, address: str, headers: dict[str, str]) -> Response:
        """`POST /v1/sites/<key>/files`: one line of JSON (`Head`), and after it the file's bytes."""
        self._limits.files(address, published.site.id)
        with self._place(network_of(address)):
            body = await read_file(request, MOST_BYTES + HEAD, SECONDS)
            line, found, data = body.partition(b"\n")
            if not found or len(line) > HEAD:
                raise Unreadable("The first line says whose file it is, as JSON.")
            head = decode(line, HEAD_BODY)
            kept = await self._keep(published, head, data, address)
        said = {"key": head.key, "id": kept.id, "number": kept.number, "at": kept.at}
        headers |= {"cache-control": "no-store"}
        return Response(to_json(said), 201 if kept.first else 200, headers, "application/json")

    @contextmanager
    def _place(self, network: Hashable) -> Iterator[None]:
        """One of the few places in memory."""
        if self._in_hand[network] >= OF_ONE_NETWORK:
            raise TooMany(retry_after=5)
        if self._in_hand.total() >= AT_ONCE:
            raise Overloaded
        self._in_hand[network] += 1
        try:
            yield
        finally:
            self._in_hand[network] -= 1
            self._in_hand += Counter()  # forgets whoever has none

    async def _keep(self, published: Published, head: Head, data: bytes, address: str) -> Posted:
        site = published.site
        widget = published.widgets.get(head.widget)
        if widget is None or NEED not in widget.kind.widget.needs:
            raise NotFound("There is no such widget on this site.", errors={"widget": "takes no messages"})
        if not widget.kind.widget.takes_files(widget.settings):
            raise Forbidden("No files are taken here.")
        hashed, digest = visitors.token_hash(head.visitor), hashlib.sha256(data).hexdigest()
        print_ = posting.print_of_visitor(hashed, Said(head.key, "", Sent("", digest)))
        if known := await self._database.read(once.posted, site.id, head.key, print_):
            return known
        visitor = await self._database.read(visitors.find, site.id, hashed)
        conversation = await self._database.read(conversation_of, site.id, visitor) if visitor else ""
        if not conversation:
            self._limits.conversations(address, site.id)
        whole = await self._incoming.looked_at(site.id, None, head.name, data)
        file = await keeping.keep(self._database, whole, conversation)
        said = Said(head.key, "", Sent(file, digest))
        place = Place(widget.id, head.page, head.language or site.languages[0], site.sample)
        return await self._database.write(posting.say, site.id, hashed, said, place)
