"""Requests to be called back, and the visitors who asked."""

from sqlalchemy import Column, Index, String, Table, text

from server.database.schema import id_column, instant, metadata, number, words

OPEN = text("state <> 'ended'")  # spelled out, so that both databases see that the indexes serve
DIALLED = text("reason = ''")

calls = Table(
    "calls",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("client"),
    id_column("visitor", optional=True),  # who asked first: this browser alone may see how the call goes
    id_column("widget"),
    Column("phone", String(20), nullable=False),
    words("name"),
    words("question"),
    words("state"),  # queued ringing_manager manager_answered ringing_visitor bridged ended
    words("reason"),  # "", or needs_manager over a calling limit
    number("asked"),  # how many times while it was open
    words("network"),  # the address, or the /64 of an IPv6 address, for limits
    number("promise_seconds"),
    instant("at", optional=True),  # the moment that was asked for; none: now
    instant("created_at"),  # the first asking: place in the queue and promise count from here
    instant("asked_at"),  # the latest asking: what whoever asks again sees run
    id_column("taken_by", optional=True),
    instant("taken_at", optional=True),
    words("outcome"),  # "", reached no_answer busy wrong_number later
    words("note"),
    instant("again_at", optional=True),  # with the outcome "later"
    instant("ended_at", optional=True),
    Index(None, "site", "id"),
    Index(None, "client"),
    # What was dialled without asking anybody, for the limits: only these rows are counted.
    Index("ix_calls_phone_created_at", "phone", "created_at", sqlite_where=DIALLED, postgresql_where=DIALLED),
    Index(
        "ix_calls_site_network_created_at",
        "site",
        "network",
        "created_at",
        sqlite_where=DIALLED,
        postgresql_where=DIALLED,
    ),
    # One open request for one number: whoever asks again joins it.
    Index("uq_calls_open", "site", "phone", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
)

askers = Table(
    "askers",
    metadata,
    id_column("lead", primary=True),
    id_column("call"),
    id_column("client"),
    id_column("visitor", optional=True),
    Index(None, "call"),
    Index(None, "client"),
)
