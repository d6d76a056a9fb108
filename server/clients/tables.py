"""The client store: people, what identifies them, what happened to them, what they agreed to, what is to be told."""

from sqlalchemy import Boolean, Column, Index, String, Table, UniqueConstraint, text

from server.database.schema import id_column, instant, metadata, number, words, yes_or_no

LONGEST_WORD = 40
# Letter by letter on both databases, or the beginning of a word would be no range.
WORD = String(LONGEST_WORD).with_variant(String(LONGEST_WORD, collation="C"), "postgresql")

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
    id_column("owner", optional=True),  # the member who looks after them
    Column("stale", Boolean, nullable=False, server_default=text("true")),  # what they are found by is not written yet
    Index(None, "site", "id"),
    Index("ix_clients_owner", "site", "owner", "id"),
    Index("ix_clients_seen", "site", "seen_at", "id"),
    Index("ix_clients_stale", "site", "id", sqlite_where=text("stale = 1"), postgresql_where=text("stale")),
)

# What people are found by: beginnings of words, ends of numbers, and marks. Rebuilt from the other tables at any time.
search_words = Table(
    "search_words",
    metadata,
    id_column("site", primary=True),
    Column("word", WORD, primary_key=True),
    id_column("client", primary=True),
    Index(None, "client", "word"),
    sqlite_with_rowid=False,
)

tags = Table(
    "tags",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    words("name"),
    Column("key", String(80), nullable=False),  # the name without case and accents: no two tags read the same
    instant("created_at"),
    instant("gone_at", optional=True),  # deleted, and for a while it can be brought back
    UniqueConstraint("site", "key"),
)

client_tags = Table(
    "client_tags",
    metadata,
    id_column("tag", primary=True),
    id_column("client", primary=True),
    id_column("site"),
    instant("at"),
    Index(None, "client"),
)

fields = Table(
    "fields",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    Column("key", String(40), nullable=False),
    words("label"),  # JSON: words by language
    Column("kind", String(10), nullable=False),
    words("choices"),  # JSON: a list
    number("place"),
    instant("created_at"),
    instant("gone_at", optional=True),  # deleted, and for a while it can be brought back
    UniqueConstraint("site", "key"),
)

bulk_changes = Table(
    "bulk_changes",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("member"),
    words("wanted"),  # JSON: tags to add and to remove, the owner
    number("seen"),  # so many people have been looked at
    number("changed"),
    yes_or_no("done"),
    instant("at"),
    Index(None, "site", "at"),
)

bulk_rows = Table(
    "bulk_rows",
    metadata,
    id_column("change", primary=True),
    id_column("client", primary=True),
    words("before"),  # JSON: the tags that were added and removed, the owner there was
    Index(None, "client"),
)

export_links = Table(
    "export_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    id_column("site"),
    id_column("member"),
    words("wanted"),  # JSON: the filter
    instant("expires_at"),
    Index(None, "expires_at"),
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
    words("verified_as", default=""),  # the site's own id of who is logged in there, as its server has signed it
    Column("own", Boolean, nullable=False, server_default=text("false")),  # the card was made for this very browser
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
    words("source"),  # where it came from: a lead's id, "manager:<id>", "user:<site's own id>", "page"
    yes_or_no("verified"),
    instant("at"),
)

timeline = Table(
    "timeline",
    metadata,
    id_column("client", primary=True),
    number("number", primary=True),
    id_column("site"),
    words("kind"),  # visit, lead, consent, call, outcome, note, change, code
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
    instant("at"),  # when it was ticked
    instant("confirmed_at", optional=True),  # by the press that a letter asked for; none: no letter was needed
    words("confirmed_address", default=""),  # where that press came from
    instant("withdrawn_at", optional=True),  # from then on nothing may be done in its name; the row stays as evidence
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
