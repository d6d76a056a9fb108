"""Conversations, their messages, the team's notes beside them, who may follow them, and the keys of what was sent."""

from sqlalchemy import BigInteger, Column, Index, String, Table, text

from server.database.schema import id_column, instant, metadata, number, words

UNREAD = text("read_at IS NULL")
UNTOLD = text("letter_at IS NOT NULL")
OPEN = text("state <> 'closed'")  # spelled out, so that both databases see that the index serves

conversations = Table(
    "conversations",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("client"),
    id_column("visitor"),  # who began it
    id_column("widget"),
    Column("state", String(10), nullable=False),  # waiting assigned closed reopened
    Column("language", String(35), nullable=False),  # the visitor's
    words("page"),  # JSON: the page of the visitor's latest message
    number("last"),  # the number of the last message; 0: none
    number("visitor_read"),  # up to which number each side has seen all
    number("team_read"),
    id_column("taken_by", optional=True),
    instant("taken_at", optional=True),
    instant("created_at"),
    instant("last_at"),  # of the last message
    instant("waiting_since", optional=True),  # the oldest message of the visitor's that nobody has answered
    instant("closed_at", optional=True),
    id_column("department", optional=True),  # who should answer; empty: anybody
    number("priority", default="0"),  # the larger is offered first
    id_column("keeper", optional=True),  # who took it last, to whom it goes again
    id_column("offered_to", optional=True),
    instant("offered_until", optional=True),
    number("rating", optional=True),  # what its visitor thought of it when it was closed last, 1 to 5
    words("opinion", default=""),  # and in words
    instant("rated_at", optional=True),
    instant("blocked_at", optional=True),  # the team wants to hear no more from its visitor
    instant("letter_at", optional=True),  # when the answers that its visitor has not seen may go by letter
    words("passed", default="[]"),  # JSON: to whom it was offered in this round without being taken
    Index(None, "site", "id"),
    Index(None, "site", "last_at"),
    Index(None, "client"),
    Index("ix_conversations_letter_at", "letter_at", sqlite_where=UNTOLD, postgresql_where=UNTOLD),
    Index("ix_conversations_open", "site", "last_at", sqlite_where=OPEN, postgresql_where=OPEN),
)

messages = Table(
    "messages",
    metadata,
    id_column("id", primary=True),
    id_column("conversation"),
    number("number"),  # 1, 2, 3 … within its conversation
    Column("author", String(10), nullable=False),  # visitor manager bot
    id_column("member", optional=True),  # which manager
    words("text"),
    id_column("lead", optional=True),  # it was left together with
    id_column("file", optional=True),  # that is sent with it
    instant("at"),
    Index("uq_messages_conversation_number", "conversation", "number", unique=True),
)

talkers = Table(
    "talkers",
    metadata,
    id_column("conversation", primary=True),
    id_column("visitor", primary=True),  # may read it and write in it
    Column(
        "since", BigInteger, nullable=False, server_default="0"
    ),  # the conversation they came to last is the one they are in
    Index(None, "visitor", "conversation"),
)

notes = Table(
    "conversation_notes",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("conversation"),
    id_column("member"),
    words("text"),
    Column("key", String(64), nullable=False),
    instant("at"),
    Index(None, "conversation", "id"),
    Index("uq_conversation_notes_key", "site", "member", "key", unique=True),
)

mentions = Table(
    "conversation_mentions",
    metadata,
    id_column("note", primary=True),
    id_column("member", primary=True),  # who is named in it
    id_column("site"),
    id_column("conversation"),
    instant("read_at", optional=True),
    Index("ix_conversation_mentions_unread", "member", "site", sqlite_where=UNREAD, postgresql_where=UNREAD),
    Index(None, "conversation", "member"),
)

message_keys = Table(
    "message_keys",
    metadata,
    id_column("site", primary=True),
    Column("key", String(64), primary_key=True),
    words("fingerprint"),
    id_column("conversation", optional=True),
    id_column("message", optional=True),  # null: erased on the person's wish
    instant("at"),
    Index(None, "conversation"),
    Index(None, "at"),
)
