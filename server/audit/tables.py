"""The journal of changes; what stands there is never changed."""

from sqlalchemy import Index, Table

from server.database.schema import id_column, instant, metadata, words

audit = Table(
    "audit",
    metadata,
    id_column("id", primary=True),
    id_column("site", optional=True),  # none: of the whole installation
    id_column("member", optional=True),  # none: nobody we know, or the server itself
    words("member_name"),  # as it was then: the row stays when the member goes
    words("noun"),  # the first part of `act`, to filter by
    words("act"),
    words("thing"),  # the id of what was changed
    words("data"),  # JSON: ids, names of fields, counts; never what a client has told
    words("address"),  # a network; only where somebody came in, or tried to
    instant("at"),
    Index(None, "site", "id"),
    Index("ix_audit_member", "site", "member", "id"),
    Index("ix_audit_noun", "site", "noun", "id"),
)
