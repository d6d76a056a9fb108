"""A site with two managers and visitors who write, for the tests of conversations."""

import itertools
from dataclasses import dataclass
from typing import Any

from server.clients import visitors
from server.conversations import beginning, posting
from server.conversations.once import Posted
from server.conversations.said import Place, Said
from server.database import Database
from server.hub.visitor_frames import Page
from tests.server.leads.desk import ANNA, Desk, open_desk

PLACE = Place("w1", Page(url="https://shop.example/beans?size=250#top", title="Beans"), "en")
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Talk:
    """The desk, and the ways in which both sides write."""

    desk: Desk

    @property
    def database(self) -> Database:
        """The desk's database."""
        return self.desk.database

    async def say(
        self, text: str = "Is the Guji back?", token: str = ANNA, key: str = "", place: Place = PLACE
    ) -> Posted:
        """A visitor writes."""
        said = Said(key or f"said-{next(_numbers)}", text)
        return await self.database.write(posting.say, self.desk.site, visitors.token_hash(token), said, place)

    async def answer(self, conversation: str, text: str = "On Friday.", member: str = "", key: str = "") -> Posted:
        """Somebody of the team writes, by default Vera."""
        said = Said(key or f"answer-{next(_numbers)}", text)
        who = member or self.desk.vera
        return await self.database.write(posting.answer, self.desk.site, conversation, who, said)

    async def of(self, token: str = ANNA) -> str:
        """The conversation of a visitor; empty where there is none."""
        visitor = await self.database.read(visitors.find, self.desk.site, visitors.token_hash(token))
        return await self.database.read(beginning.conversation_of, self.desk.site, visitor)

    async def told(self, kind: str = "message") -> list[str]:
        """What open pages were told of this kind, in order."""
        return [thing for each, thing in await self.desk.news() if each == kind]


async def open_talk(database: Database, **settings: Any) -> Talk:
    """Make the site and its people."""
    return Talk(await open_desk(database, **settings))
