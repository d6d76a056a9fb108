"""A site's departments with those who work in them, and how much each member takes on."""

from sqlalchemy import Index, Table

from server.database.schema import id_column, instant, metadata, number, words, yes_or_no

departments = Table(
    "departments",
    metadata,
    id_column("id", primary=True),
    id_column("site"),
    words("name"),  # as visitors read it, too
    instant("created_at"),
    Index(None, "site", "id"),
)

department_members = Table(
    "department_members",
    metadata,
    id_column("department", primary=True),
    id_column("member", primary=True),
    Index(None, "member"),
)

duties = Table(  # without a row: here, as many at once as are usual, in any language
    "duties",
    metadata,
    id_column("site", primary=True),
    id_column("member", primary=True),
    yes_or_no("away"),
    number("capacity"),  # conversations at once
    words("languages"),  # JSON: the languages spoken; none: any
    instant("changed_at"),
)
