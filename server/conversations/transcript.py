"""A whole conversation as plain text, part by part: what was said, and nothing that the team noted beside it."""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import datetime
from typing import Any

from server.conversations.reading import AFTER
from server.database import Database, Reader

Row = Mapping[str, Any]
TOGETHER = 200  # messages in one part
INDENT = "    "  # of the words: no line of somebody's looks like the head of another message


async def lines(
    database: Database, conversation: str, head: str, called: Mapping[str, str], local: Callable[[int], datetime]
) -> AsyncIterator[str]:
    """The text, the oldest message first; `local` gives the wall clock.

    `called` says what each kind of author is called: the visitor, what speaks by itself, and who has left the team.
    """
    yield f"{head}\n"
    after = 0
    while rows := await database.read(_part, conversation, after):
        yield "".join(_said(row, called, local) for row in rows)
        after = int(rows[-1]["number"])


def _part(reader: Reader, conversation: str, after: int) -> list[Row]:
    return list(reader.all(AFTER, conversation=conversation, after=after, most=TOGETHER))


def _said(row: Row, called: Mapping[str, str], local: Callable[[int], datetime]) -> str:
    name = row["by"] or called[row["author"]]
    file = [f"[{row['file_name']}]"] if row["file"] else []
    words = "\n".join(f"{INDENT}{line}" for line in [*file, *row["text"].split("\n")] if line or not file)
    return f"\n{local(row['at']):%Y-%m-%d %H:%M}  {name}\n{words}\n"
