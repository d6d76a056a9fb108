"""A file as it is told of, and its bytes for whoever holds its address."""

import hmac
from collections.abc import AsyncIterator, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from server.database import Database, Reader, prepared
from server.errors import NotFound
from server.files.tables import file_parts, files

PATH = "/f"
TOGETHER = 8  # parts in one read
FIELDS = ("name", "type", "size", "width", "height", "token")
COLUMNS = [files.c[name].label(f"file_{name}") for name in FIELDS]  # beside a message's own

ONE = prepared(select(files).where(files.c.id == bindparam("file"), files.c.conversation.is_not(None)))
PARTS = prepared(
    select(file_parts.c.number, file_parts.c.bytes)
    .where(file_parts.c.file == bindparam("of"), file_parts.c.number >= bindparam("first"))
    .order_by(file_parts.c.number)
    .limit(TOGETHER)
)


def told(row: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is told of the file of a message, whose row has these columns; None where it has none.

    `{id, name, type, size, path, width?, height?}`; `path` stands under this server's address.
    """
    if not row["file"]:
        return None
    said = {"id": row["file"], **{name: row[f"file_{name}"] for name in ("name", "type", "size")}}
    said["path"] = f"{PATH}/{row['file']}/{row['file_token']}"
    if row["file_width"]:
        said |= {"width": row["file_width"], "height": row["file_height"]}
    return said


def one(reader: Reader, file: str, token: str) -> Mapping[str, Any]:
    """The file of this address; `not_found` for any other token, and for what has not come whole."""
    row = reader.one(ONE, file=file)
    if row is None or not hmac.compare_digest(str(row["token"]).encode(), token.encode()):
        raise NotFound
    return row


async def parts(database: Database, file: str) -> AsyncIterator[bytes]:
    """Its bytes, a mebibyte at a time."""
    first = 0
    while rows := await database.read(_some, file, first):
        yield b"".join(bytes(row["bytes"]) for row in rows)
        first = rows[-1]["number"] + 1


def _some(reader: Reader, file: str, first: int) -> list[Mapping[str, Any]]:
    return list(reader.all(PARTS, of=file, first=first))
