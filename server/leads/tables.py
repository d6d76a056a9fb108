"""Leads, and the keys that make a repeated send harmless."""

from sqlalchemy import Column, Index, String, Table

from server.database.schema import id_column, instant, metadata, words, yes_or_no

submissions = Table(
    "submissions",
    metadata,
    id_column("site", primary=True),
    Column("key", String(64), primary_key=True),
    Column("visitor_hash", String(64), nullable=True),
    Column("fingerprint", String(64), nullable=False),  # of widget, values and consent; empty once erased
    id_column("lead", optional=True),  # none: erased
    id_column("client", optional=True),
    words("answer"),  # JSON of the first answer
    instant("at"),
    Index(None, "at"),
    Index(None, "client"),
)

leads = Table(
    "leads",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("client"),
    id_column("visitor", optional=True),
    id_column("widget"),
    words("kind"),
    words("name"),
    words("phone"),
    words("email"),
    words("values"),  # JSON
    words("page"),  # JSON {url, title, referrer}
    words("source"),  # JSON
    yes_or_no("spam"),
    yes_or_no("sample"),
    id_column("taken_by", optional=True),
    instant("taken_at", optional=True),
    instant("at"),
    Index(None, "site", "id"),
    Index(None, "client", "id"),
)
