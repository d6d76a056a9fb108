"""Pools of codes, and the codes themselves."""

from sqlalchemy import Column, Index, String, Table, UniqueConstraint, text

from server.database.schema import id_column, instant, metadata, number, words

LONGEST_NORMAL = 80
TO_VISITOR, TO_CLIENT = text("visitor IS NOT NULL"), text("client IS NOT NULL")
TO_NOBODY = text("client IS NULL AND visitor IS NOT NULL")  # to a browser whose person was not known yet
KNOWN_NETWORK = text("network <> ''")

code_pools = Table(
    "code_pools",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    words("name"),
    Column("kind", String(10), nullable=False),  # list (the owner's own codes) or generated
    words("reward"),  # what the code is worth, for whoever redeems it
    words("prefix"),  # of generated codes
    number("length"),  # of their random part; 0: the pool is a list
    number("most"),  # so many are generated ever; 0: the pool is a list
    number("made"),  # so many were generated
    number("valid_days", optional=True),  # from the giving
    instant("ends_at", optional=True),  # from then on nothing is given, and what was given is no longer good
    instant("created_at"),
    instant("removed_at", optional=True),
    Index(None, "site", "id"),
)

codes = Table(
    "codes",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("pool"),
    words("code"),  # as it is written
    Column("normal", String(LONGEST_NORMAL), nullable=False),  # as it is compared
    Column("state", String(10), nullable=False),  # free, given or redeemed
    id_column("client", optional=True),
    id_column("visitor", optional=True),
    id_column("lead", optional=True),
    id_column("widget", optional=True),
    words("network"),  # that it was given to, for the limit
    instant("given_at", optional=True),
    instant("ends_at", optional=True),  # the first moment at which it is no longer good
    instant("redeemed_at", optional=True),
    id_column("redeemed_by", optional=True),  # the member, or the member whose program it was
    words("order"),  # the shop's own number of what was bought
    Column("key", String(64), nullable=True),  # of the redeeming, so that a repeat gets the same answer
    UniqueConstraint("site", "normal"),
    Index(None, "pool", "state", "id"),
    Index(None, "client"),
    Index("ix_codes_nobodys", "visitor", sqlite_where=TO_NOBODY, postgresql_where=TO_NOBODY),
    # The same visitor or person has one code of a widget's pool, however many ask at the same time.
    Index(
        "uq_codes_visitor",
        "pool",
        "widget",
        "visitor",
        unique=True,
        sqlite_where=TO_VISITOR,
        postgresql_where=TO_VISITOR,
    ),
    Index(
        "uq_codes_client", "pool", "widget", "client", unique=True, sqlite_where=TO_CLIENT, postgresql_where=TO_CLIENT
    ),
    Index(
        "ix_codes_network", "site", "network", "given_at", sqlite_where=KNOWN_NETWORK, postgresql_where=KNOWN_NETWORK
    ),
)
