"""Tells a visitor's open pages their conversation: each message once and in order, and how it stands."""

import json
from collections.abc import Iterable, Mapping
from functools import partial
from hashlib import blake2b
from typing import Any

from server.conversations import following
from server.conversations.beginning import conversation_of
from server.database import Database, Reader
from server.hub import topics
from server.hub.hub import Hub
from server.hub.visitor_frames import ConversationTold, MessagesTold
from server.routing.dispatcher import Dispatcher
from server.visitors.live import Live
from server.visitors.watcher import Watcher

Read = tuple[dict[str, Any] | None, dict[int, list[dict[str, Any]]]]


class Following:
    """What `Live`'s one worker does for conversations, so that no page hears of an older state after a newer one."""

    def __init__(self, database: Database, hub: Hub, live: Live, dispatcher: Dispatcher) -> None:
        self._database = database
        self._hub = hub
        self._live = live
        self._dispatcher = dispatcher
        dispatcher.on_place(self._changed)
        live.hear("message", self._changed)
        live.hear("conversation", self._changed)
        live.hear("talker", self._begun)

    def follow(self, watcher: Watcher, have: int | None, mark: str = "") -> None:
        """Tell this page its visitor's conversation from `have` on, now and whenever something is said.

        `mark` is of how it knows already that the conversation stands, if it does.
        """
        watcher.have, watcher.mark = have, mark
        self._leave(watcher)
        if have is None or not watcher.visitor:
            return
        self._hub.subscribe(watcher, f"visitor:{watcher.visitor}")
        self._live.wait((watcher, "follow"), partial(self._start, watcher, watcher.visitor))

    def _leave(self, watcher: Watcher) -> None:
        """Whoever has become another visitor hears nothing of the first one any more."""
        for topic in self._hub.topics_of(watcher):
            if topic.startswith((topics.TALK, "visitor:")):
                self._hub.unsubscribe(watcher, topic)
        watcher.conversation = ""

    def _changed(self, conversation: str) -> None:
        if self._hub.listeners(topics.talk(conversation)):
            self._live.wait(("talk", conversation), partial(self._tell, conversation))

    def _begun(self, visitor: str) -> None:
        for watcher in self._hub.listeners(f"visitor:{visitor}"):
            if isinstance(watcher, Watcher):
                self._live.wait((watcher, "follow"), partial(self._start, watcher, visitor))

    async def _start(self, watcher: Watcher, visitor: str) -> None:
        conversation = await self._database.read(conversation_of, watcher.site, visitor)
        if not conversation or watcher.visitor != visitor or watcher.have is None:
            return
        if watcher.conversation not in ("", conversation):  # they have another one by now
            self._hub.unsubscribe(watcher, topics.talk(watcher.conversation))
            watcher.have = 0
        if self._hub.subscribe(watcher, topics.talk(conversation)):
            watcher.conversation = conversation
            await self._send(conversation, [watcher])

    async def _tell(self, conversation: str) -> None:
        listening = self._hub.listeners(topics.talk(conversation))
        await self._send(conversation, [each for each in listening if isinstance(each, Watcher)])

    async def _send(self, conversation: str, watchers: list[Watcher]) -> None:
        """One read for all of them; whoever has moved on meanwhile is left alone."""
        at = {each: each.have for each in watchers if each.have is not None}
        if not at:
            return
        standing, missed = await self._database.read(_read, conversation, set(at.values()))
        if standing is None:
            return
        encoded = {have: [MessagesTold.model_validate(part).encode() for part in missed[have]] for have in missed}
        if place := self._dispatcher.place(next(iter(at)).site, conversation):
            standing |= {"place": place.number, "minutes": place.minutes}
        mark = _mark(standing)
        frame = ConversationTold.model_validate(standing | {"mark": mark}).encode()
        for watcher, have in at.items():
            if watcher.conversation != conversation or watcher.have != have:
                continue
            if watcher.mark != mark:
                watcher.mark = mark
                watcher.send(frame)
            for part in encoded[have]:
                watcher.send(part)
            watcher.have = standing["last"]


def _read(reader: Reader, conversation: str, haves: Iterable[int]) -> Read:
    return following.state_of(reader, conversation), {
        have: following.since(reader, conversation, have) for have in haves
    }


def _mark(standing: Mapping[str, Any]) -> str:
    """The same for the same standing, but for the number of the last message, which the messages tell themselves."""
    said = json.dumps({name: standing[name] for name in sorted(standing) if name != "last"})
    return blake2b(said.encode(), digest_size=6).hexdigest()
