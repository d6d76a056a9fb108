"""The ready answers of a site."""

from sqlalchemy import Column, Index, String, Table, text

from server.database.schema import id_column, instant, metadata, number, words

LIVE = text("gone_at IS NULL")  # spelled out, so that both databases see that the index serves

replies = Table(
    "replies",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    Column("shortcut", String(30), nullable=False),  # what is typed after the slash
    words("title"),
    words("text"),  # with variables, {first_name} for example
    Column("language", String(35), nullable=False),  # of the visitors it is for; empty: of all
    number("position"),  # its place in the list
    instant("created_at"),
    instant("gone_at", optional=True),  # deleted; it can be brought back for an hour
    Index("uq_replies_shortcut", "site", "shortcut", "language", unique=True, sqlite_where=LIVE, postgresql_where=LIVE),
    Index(None, "site", "position"),
)
