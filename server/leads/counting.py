"""How many leads each widget has brought lately."""

from sqlalchemy import bindparam, func, select

from server.database import Reader, prepared
from server.database.ids import earliest_id
from server.leads.tables import leads

BY_WIDGET = prepared(
    select(leads.c.widget, func.count().label("number"))
    .where(leads.c.site == bindparam("site"), leads.c.id >= bindparam("first"), leads.c.spam.is_(False))
    .group_by(leads.c.widget)
)


def by_widget(reader: Reader, site: str, since: int) -> dict[str, int]:
    """The leads of a site since then (ms) by their widgets; those that look like spam are not counted."""
    return {row["widget"]: row["number"] for row in reader.all(BY_WIDGET, site=site, first=earliest_id(since))}
