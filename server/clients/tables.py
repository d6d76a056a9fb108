"""The client store: people, what identifies them, what happened to them, what they agreed to, what is to be told."""

from sqlalchemy import Column, Index, String, Table, UniqueConstraint

from server.database.schema import id_column, instant, metadata, number, words, yes_or_no

clients = Table(
    "clients",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    words("name"),
    words("phone"),
    words("email"),
    words("first_source"),  # JSON: referrer, landing page, utm, click ids
    words("last_source"),
    number("last_number"),  # of the timeline
    yes_or_no("sample"),
    instant("created_at"),
    instant("seen_at"),
    Index(None, "site", "id"),
)

identities = Table(
    "identities",
    metadata,
    id_column("site", primary=True),
    Column("kind", String(10), primary_key=True),  # user (the site's own id), email, phone
    Column("value", String(254), primary_key=True),
    id_column("client"),
    yes_or_no("verified"),
    instant("at"),
    Index(None, "client"),
)

visitors = Table(
    "visitors",
    metadata,
    id_column("id", primary=True),  # public: answers and events carry it
    id_column("site"),
    Column("token_hash", String(64), nullable=False),
    id_column("client", optional=True),  # where this browser's leads landed; managers see it, the browser does not
    words("first_source"),
    words("last_source"),
    instant("created_at"),
    instant("seen_at"),
    UniqueConstraint("site", "token_hash"),
    Index(None, "client"),
)

visits = Table(
    "visits",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("visitor"),
    id_column("client", optional=True),  # set when the visit has joined a person's timeline
    words("url"),
    words("title"),
    words("referrer"),
    instant("at"),
    Index(None, "visitor", "id"),
    Index(None, "client"),
)

facts = Table(
    "facts",
    metadata,
    id_column("client", primary=True),
    Column("name", String(60), primary_key=True),
    words("value"),
    words("source"),  # where it came from: a lead's id, or "manager:<id>"
    yes_or_no("verified"),
    instant("at"),
)

timeline = Table(
    "timeline",
    metadata,
    id_column("client", primary=True),
    number("number", primary=True),
    id_column("site"),
    words("kind"),  # visit, lead, consent, call, outcome, note
    Column("thing", String(64), nullable=False),
    words("data"),  # JSON
    instant("at"),
)

consents = Table(
    "consents",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("client"),
    id_column("lead", optional=True),
    words("purpose"),
    words("text"),  # the words as they were read
    id_column("widget", optional=True),
    number("version"),  # of the widget whose words these are
    words("address"),
    words("page"),
    instant("at"),
    Index(None, "client", "id"),
)

notes = Table(
    "notes",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("client"),
    id_column("member"),
    words("text"),
    instant("at"),
    Index(None, "client", "id"),
)

outbox = Table(
    "outbox",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    words("event"),  # lead.created, call.ended, ...
    Column("thing", String(64), nullable=False),
    id_column("client", optional=True),
    words("state"),  # waiting, done, failed
    number("attempts"),
    instant("next_at"),
    instant("at"),
    Index("ix_outbox_state_next_at", "state", "next_at"),
    Index(None, "client"),
)
