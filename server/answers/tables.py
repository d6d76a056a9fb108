"""The letters that told visitors of answers they had not seen."""

from sqlalchemy import Column, Index, String, Table, text

from server.database.schema import id_column, instant, metadata, number, words

TO_SEND = text("state = 'waiting'")

letters = Table(
    "answer_letters",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    id_column("conversation"),
    id_column("client"),
    Column("email", String(254), nullable=False),
    Column("language", String(35), nullable=False),
    number("until"),  # up to which message it told; 0: it was in nobody's hand yet
    Column("state", String(10), nullable=False),  # waiting, sent, failed, seen
    number("attempts"),
    instant("next_at"),
    instant("leased_until", optional=True),  # while it is being sent: whose process dies gives it back by then
    words("reason"),  # of the last failure
    instant("at"),  # planned
    instant("sent_at", optional=True),
    Index("ix_answer_letters_next_at", "next_at", sqlite_where=TO_SEND, postgresql_where=TO_SEND),
    Index(None, "conversation", "at"),
    Index(None, "client"),
    Index(None, "at"),
)
