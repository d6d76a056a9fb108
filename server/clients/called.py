"""The countries whose numbers a site knows: typed the way people there write them, they are found as well."""

import json
from typing import Any

from sqlalchemy import bindparam, select

from server.database import Reader, prepared
from server.sites.tables import sites, widgets

MOST_WIDGETS = 50

OWN = prepared(select(sites.c.country).where(sites.c.id == bindparam("site")))
SETTINGS = prepared(
    select(widgets.c.settings)
    .where(widgets.c.site == bindparam("site"), widgets.c.removed_at.is_(None))
    .order_by(widgets.c.id.desc())
    .limit(MOST_WIDGETS)
)


def countries_of(reader: Reader, site: str) -> tuple[str, ...]:
    """The site's own country first, then those that its widgets call; none where every country is meant."""
    own = reader.value(OWN, site=site)
    called = [code for row in reader.all(SETTINGS, site=site) for code in _called(json.loads(row["settings"]))]
    return tuple(dict.fromkeys([*([own] if own else []), *called]))


def _called(settings: dict[str, Any]) -> list[str]:
    codes = settings.get("countries")  # what kinds that take a number call it
    return [code for code in codes if isinstance(code, str)] if isinstance(codes, list) else []
