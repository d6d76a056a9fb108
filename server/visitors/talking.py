"""What a visitor does in their conversation, whichever way the frame came: over the socket or by HTTP."""

import time

from server.clients import visitors
from server.conversations import following, marks, posting, rating
from server.conversations.beginning import conversation_of
from server.conversations.said import Answered, Place, Said, clean
from server.database import Database, now_ms
from server.errors import Invalid, NotFound
from server.hub import topics
from server.hub.approaches import Approaches
from server.hub.console_frames import SomebodyTypes
from server.hub.hub import Hub
from server.hub.visitor_frames import Answers, Message, MessagesTold, PostedTold, Rate
from server.sites.document import Published
from server.visitors.following import Following
from server.visitors.limits import Limits
from server.visitors.watcher import Watcher

NEED = "conversations"  # what a kind of widget needs in which visitors write to the team


class Talking:
    """Keeps what is said, hands out what was said before, and passes on that somebody is writing.

    Which conversation is meant follows from who the line's visitor is: no frame can name another one.
    """

    def __init__(self, database: Database, hub: Hub, told: Following, limits: Limits, approaches: Approaches) -> None:
        self._database = database
        self._hub = hub
        self._told = told
        self._limits = limits
        self._approaches = approaches

    def follow(self, watcher: Watcher, have: int | None, mark: str = "") -> None:
        """Tell this page its visitor's conversation from `have` on; None: it does not ask for one."""
        self._told.follow(watcher, have, mark)

    async def say(
        self, watcher: Watcher, published: Published, token: str | None, frame: Message, address: str
    ) -> None:
        """Keep a message, once, and answer `posted`; raises any `Refusal`, and then nothing is kept."""
        if token is None:
            raise Invalid(errors={"visitor": "say hello with a visitor first"})
        site = published.site
        widget = published.widgets.get(frame.widget)
        if widget is None or NEED not in widget.kind.widget.needs:
            raise NotFound("There is no such widget on this site.", errors={"widget": "takes no messages"})
        text = clean(frame.text)
        self._limits.messages(address, site.id)
        if not await self._conversation(watcher):  # the line itself may not know of it yet
            self._limits.conversations(address, site.id)
        kind = widget.kind.widget
        department = kind.department(widget.settings, frame.topic) if kind.department else ""
        place = Place(widget.id, frame.page, frame.language or site.languages[0], site.sample, department)
        hashed = visitors.token_hash(token)
        answered = self._approaches.find(site.id, frame.invited, now_ms())
        invited = Answered(answered.member, answered.text) if answered else None
        words = _opening(published, frame.answers, place.language) if frame.answers else None
        greeted = None if words is None else Answered(watcher.sender, words)
        said = Said(frame.key, text)
        kept = await self._database.write(posting.say, site.id, hashed, said, place, invited, greeted)
        self._approaches.done(frame.invited)
        watcher.send(PostedTold(key=frame.key, id=kept.id, number=kept.number, at=kept.at).encode())
        if not watcher.visitor:  # nobody knew them before these words
            watcher.visitor = await self._database.read(visitors.find, site.id, hashed)
        if watcher.conversation != kept.conversation:
            self._told.follow(watcher, watcher.have or 0)

    async def earlier(self, watcher: Watcher, before: int) -> None:
        """Send the messages before this number; a visitor without a conversation is sent none."""
        conversation = await self._conversation(watcher)
        found = await self._database.read(following.before, conversation, before) if conversation else None
        if found:
            watcher.send(MessagesTold.model_validate(found).encode())

    async def read(self, watcher: Watcher, number: int) -> None:
        """Keep up to where the visitor has seen everything."""
        if conversation := await self._conversation(watcher):
            await self._database.write(marks.visitor_read, watcher.site, conversation, number)

    async def rate(self, watcher: Watcher, frame: Rate, address: str) -> None:
        """Keep what the visitor thinks of a closed conversation; their pages hear it with how it stands."""
        self._limits.messages(address, watcher.site)
        if conversation := await self._conversation(watcher):
            await self._database.write(rating.rate, watcher.site, conversation, frame.value, frame.text)

    def typing(self, watcher: Watcher) -> None:
        """Pass on that the visitor is writing, at most once in two seconds; it is kept nowhere."""
        if watcher.conversation and not watcher.typed.take(time.monotonic()):
            self._hub.publish(topics.desk(watcher.site), SomebodyTypes(conversation=watcher.conversation).encode())

    async def _conversation(self, watcher: Watcher) -> str:
        if watcher.conversation or not watcher.visitor:
            return watcher.conversation
        return await self._database.read(conversation_of, watcher.site, watcher.visitor)


def _opening(published: Published, answers: Answers, language: str) -> str | None:
    """What the widget had said, "" for words of its own; None where none of this site's widgets can have said it."""
    widget = published.widgets.get(answers.widget)
    speaks = widget.kind.widget.opening if widget else None
    return speaks(widget.settings, answers.said, answers.facts, language) if widget and speaks else None
