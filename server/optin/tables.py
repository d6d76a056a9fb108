"""What waits to be confirmed by mail, and the addresses that want no such letter any more."""

from sqlalchemy import Column, Index, String, Table, text

from server.database.schema import id_column, instant, metadata, number, words

TO_SEND = text("state = 'waiting'")

optins = Table(
    "optins",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("client"),
    id_column("lead", optional=True),
    id_column("widget", optional=True),
    number("version"),  # of the widget whose words these are
    words("words"),  # JSON: the words as they were read, by purpose
    Column("language", String(35), nullable=False),  # they were read in, and the letter is written in
    Column("email", String(254), nullable=False),
    words("page"),
    words("address"),  # asked from, as the site keeps addresses
    words("network", default=""),  # asked from, as limits count
    Column("state", String(10), nullable=False),  # waiting, sent, failed, confirmed, stopped, expired
    number("attempts"),
    instant("next_at"),
    instant("leased_until", optional=True),  # while it is being sent: whose process dies gives it back by then
    words("reason"),  # of the last failure
    instant("at"),  # when it was ticked
    instant("confirmed_at", optional=True),  # last; what was confirmed once stays, so that its link can withdraw it
    instant("ends_at"),  # from then on nothing can be confirmed
    Index("ix_optins_next_at", "next_at", sqlite_where=TO_SEND, postgresql_where=TO_SEND),
    Index(None, "email", "at"),
    Index(None, "site", "at"),
    Index(None, "site", "network", "at"),
    Index(None, "client"),
    Index(None, "ends_at"),
    Index(None, "at"),
)

optin_stops = Table(
    "optin_stops",
    metadata,
    Column("hash", String(64), primary_key=True),  # of site and address: it outlives the person, and tells nobody
    id_column("site"),
    instant("at"),
)
