"""Where a site's events are told, what is told there, and how each attempt went."""

from sqlalchemy import Column, Index, String, Table, UniqueConstraint, text

from server.database.schema import id_column, instant, metadata, number, words

LEASED = text("leased_until IS NOT NULL")
DONE = text("done_at IS NOT NULL")

targets = Table(
    "targets",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    words("channel"),  # webhook, mail, telegram
    words("name"),
    words("address"),  # a URL, an e-mail address, the id of a chat
    words("events"),  # JSON list of types; []: all
    words("kinds"),  # JSON list of kinds of widgets whose leads are told; []: all
    Column("language", String(2), nullable=False, server_default="en"),  # of letters and chat messages
    words("secret"),  # sealed: what signs, or a bot's token; "": none
    words("old_secret"),  # sealed: the one before, which signs as well until
    instant("old_secret_until", optional=True),
    words("state"),  # active, disabled
    words("reason"),  # why it is disabled
    instant("failing_since", optional=True),  # the first failure after which nothing was accepted
    id_column("created_by", optional=True),
    instant("created_at"),
    Index(None, "site", "id"),
)

deliveries = Table(
    "deliveries",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("target"),
    id_column("event"),  # the outbox row's id: what receivers know a repeat by
    words("type"),  # lead.created, callback.ended, ...
    Column("thing", String(64), nullable=False),
    id_column("client", optional=True),
    words("state"),  # waiting, sending, done, failed, cancelled
    number("attempts"),
    number("spent"),  # attempts of earlier rounds: a replay begins the table of retries anew
    instant("next_at"),
    instant("leased_until", optional=True),  # while it is being sent: whose process dies gives it back by then
    words("reason"),  # of the last failure, or why it was cancelled
    instant("at"),  # when the event happened
    instant("done_at", optional=True),  # when it was accepted or cancelled
    UniqueConstraint("event", "target"),
    Index(None, "target", "state", "next_at"),
    Index(None, "target", "id"),
    Index(None, "site", "id"),
    Index(None, "site", "state", "id"),
    Index("ix_deliveries_leased_until", "leased_until", sqlite_where=LEASED, postgresql_where=LEASED),
    Index("ix_deliveries_done_at", "done_at", sqlite_where=DONE, postgresql_where=DONE),
    Index(None, "client"),
)

attempts = Table(
    "attempts",
    metadata,
    id_column("delivery", primary=True),
    number("number", primary=True),
    id_column("target"),
    id_column("client", optional=True),
    instant("at"),
    number("took_ms"),
    number("status"),  # of HTTP or SMTP; 0: it never came to one
    words("reason"),  # "": accepted
    words("answer"),  # its beginning
    Index(None, "target", "at"),
    Index(None, "at"),
    Index(None, "client"),
)
