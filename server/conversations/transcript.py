"""A whole conversation as plain text, part by part: what was said, and nothing that the team noted beside it."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from typing import Any

from server.conversations.reading import AFTER
from server.conversations.states import VISITOR
from server.database import Database, Reader

Row = Mapping[str, Any]
TOGETHER = 200  # messages in one part
INDENT = "    "  # of the words: no line of somebody's looks like the head of another message


async def lines(
    database: Database, conversation: str, head: str, visitor: str, someone: str, local: Callable[[int], datetime]
) -> AsyncIterator[str]:
    """The text, the oldest message first; `local` gives the wall clock, `someone` stands for who has left the team."""
    yield f"{head}\n"
    after = 0
    while rows := await database.read(_part, conversation, after):
        yield "".join(_said(row, visitor, someone, local) for row in rows)
        after = int(rows[-1]["number"])


def _part(reader: Reader, conversation: str, after: int) -> list[Row]:
    return list(reader.all(AFTER, conversation=conversation, after=after, most=TOGETHER))


def _said(row: Row, visitor: str, someone: str, local: Callable[[int], datetime]) -> str:
    name = visitor if row["author"] == VISITOR else row["by"] or someone
    words = "\n".join(f"{INDENT}{line}" for line in row["text"].split("\n"))
    return f"\n{local(row['at']):%Y-%m-%d %H:%M}  {name}\n{words}\n"
