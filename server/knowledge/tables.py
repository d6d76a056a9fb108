"""Articles, and the words that they are found by."""

from sqlalchemy import Column, Index, String, Table

from server.clients.tables import WORD
from server.database.schema import id_column, instant, metadata, number, words, yes_or_no

articles = Table(
    "articles",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    words("title"),
    words("text"),
    Column("language", String(35), nullable=False),  # of the visitors it is for; empty: of all
    yes_or_no("published"),  # found and read by visitors
    instant("created_at"),
    instant("changed_at"),
    instant("gone_at", optional=True),  # deleted; it can be brought back for an hour
    Index(None, "site", "id"),
)

article_words = Table(
    "article_words",
    metadata,
    id_column("site", primary=True),
    Column("word", WORD, primary_key=True),
    id_column("article", primary=True),
    number("weight"),  # the larger, the more it says of the article
    Index(None, "article"),
    sqlite_with_rowid=False,
)
