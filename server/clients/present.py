"""What is known of the browsers that are on the site at this moment: whose they are, how they came, what they saw."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import bindparam, select

from server.clients.stored import json_value
from server.clients.tables import clients, visitors, visits
from server.database import Reader, Row, prepared

LATEST = 5  # pages of each

PEOPLE = prepared(
    select(
        visitors.c.id.label("visitor"),
        visitors.c.client,
        visitors.c.last_source,
        clients.c.name,
        clients.c.phone,
        clients.c.email,
    )
    .outerjoin(clients, clients.c.id == visitors.c.client)
    .where(visitors.c.site == bindparam("at"), visitors.c.id.in_(bindparam("who", expanding=True)))
)
PAGES = prepared(
    select(visits.c.url, visits.c.title, visits.c.at)
    .where(visits.c.visitor == bindparam("of"))
    .order_by(visits.c.id.desc())
    .limit(LATEST)
)


def known(reader: Reader, site: str, who: Collection[str]) -> dict[str, Mapping[str, Any]]:
    """By public id: `client`, `name`, `phone`, `email`, the last `source`, and the latest `pages`, newest first."""
    rows: list[Row] = reader.all(PEOPLE, at=site, who=sorted(who)) if who else []
    return {
        row["visitor"]: {
            **{name: row[name] for name in ("client", "name", "phone", "email")},
            "source": json_value(row["last_source"]),
            "pages": [dict(seen) for seen in reader.all(PAGES, of=row["visitor"])],
        }
        for row in rows
    }
