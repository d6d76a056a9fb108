"""A visitor who has left an address and gone, and a clock that the test moves."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from server.answers import sending
from server.answers.tables import letters
from server.clients.tables import clients
from server.conversations import marks
from server.conversations.tables import conversations
from server.database import Database, Row
from tests.server.conversations.talk import Talk, open_talk

ANNA_AT = "anna@post.example"
MINUTE_MS = 60_000
DAY_MS = 24 * 60 * MINUTE_MS


@dataclass(frozen=True)
class Gone:
    """The desk, and the one conversation of somebody who reads it no more."""

    talk: Talk
    conversation: str

    @property
    def database(self) -> Database:
        """The database behind all of it."""
        return self.talk.database

    @property
    def site(self) -> str:
        """The site's id."""
        return self.talk.desk.site

    async def answer(self, text: str = "On Friday.", **given: Any) -> None:
        """Vera answers."""
        await self.talk.answer(self.conversation, text, **given)

    async def read(self, number: int) -> None:
        """The visitor has seen everything up to this number after all."""
        await self.database.write(marks.visitor_read, self.site, self.conversation, number)

    async def claim(self) -> list[Row]:
        """Take in hand what is due."""
        return await self.database.write(sending.claim)

    async def send(self) -> list[list[str]]:
        """Send what is due; gives back what each letter tells."""
        rows = await self.claim()
        for row in rows:
            await self.database.write(sending.accepted, row["id"])
        return [[each["text"] for each in row["answers"]] for row in rows]

    async def letters(self, *columns: str) -> list[dict[str, Any]]:
        """Every letter, the oldest first."""
        return await self.talk.desk.all(letters, *columns)

    async def standing(self) -> dict[str, Any]:
        """The conversation's row."""
        [row] = [row for row in await self.talk.desk.all(conversations) if row["id"] == self.conversation]
        return row

    async def pass_time(self, ms: int) -> None:
        """Let everything have happened so much earlier."""
        for table, names in ((letters, ("at", "next_at", "leased_until", "sent_at")), (conversations, ("letter_at",))):
            moved = {name: table.c[name] - ms for name in names}
            await self.database.write(lambda tx, table=table, moved=moved: tx.run(update(table).values(**moved)))

    async def is_called(self, **values: Any) -> None:
        """Write this on the card of the conversation's person."""
        row = await self.standing()
        change = update(clients).where(clients.c.id == row["client"]).values(**values)
        await self.database.write(lambda tx: tx.run(change))


async def open_gone(database: Database, email: str = ANNA_AT) -> Gone:
    """Somebody asked, left an address, and went."""
    talk = await open_talk(database)
    gone = Gone(talk, (await talk.say("Is the Guji back?")).conversation)
    await gone.is_called(email=email)
    return gone
