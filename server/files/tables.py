"""Files and their bytes, part by part."""

from sqlalchemy import Column, Index, LargeBinary, String, Table, text

from server.database.schema import id_column, instant, metadata, number, words

COMING = text("conversation IS NULL")

files = Table(
    "files",
    metadata,
    id_column("id", primary=True),
    Column("token", String(22), nullable=False),  # what its address holds besides the id: only who was told has it
    id_column("site"),
    id_column("conversation", optional=True),  # null: not all of it has come yet
    id_column("member", optional=True),  # who of the team sent it; null: the visitor
    words("name"),
    Column("type", String(80), nullable=False),  # as its bytes say
    number("size"),  # bytes
    number("width", optional=True),  # of a picture, in pixels
    number("height", optional=True),
    instant("at"),
    Index(None, "conversation"),
    Index(None, "site", "at"),
    Index("ix_files_coming", "at", sqlite_where=COMING, postgresql_where=COMING),
)

file_parts = Table(
    "file_parts",
    metadata,
    id_column("file", primary=True),
    number("number", primary=True),  # 0, 1, 2 …
    Column("bytes", LargeBinary, nullable=False),
)
