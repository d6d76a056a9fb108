"""The site feed: each change of a site under its number, so that whoever reconnects can read on."""

from sqlalchemy import BigInteger, Column, Index, String, Table

from server.database.schema import id_column, instant, metadata, words

feeds = Table(
    "feeds",
    metadata,
    id_column("site", primary=True),
    Column("number", BigInteger, nullable=False),
)

news = Table(
    "news",
    metadata,
    id_column("site", primary=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    words("kind"),
    Column("thing", String(64), nullable=False),
    instant("at"),
    Index(None, "at"),
)
