"""Widgets as they stand on sites: what is stored of one, and how it is found and read."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from server.database import Reader, Row, Transaction, prepared
from server.database.paging import Page, page
from server.errors import NotFound
from server.sites.instants import written
from server.sites.tables import widgets

BY_ID = prepared(select(widgets).where(widgets.c.id == bindparam("id"), widgets.c.removed_at.is_(None)))
# One change of a widget at a time: the row is locked where others write beside us (SQLite has one writer anyway).
BY_ID_ALONE = prepared(select(widgets).where(widgets.c.id == bindparam("id")).with_for_update())
ALL_OF_SITE = select(widgets).where(widgets.c.site == bindparam("site")).order_by(widgets.c.id.desc())
OF_SITE = ALL_OF_SITE.where(widgets.c.removed_at.is_(None))
NAMED = prepared(
    OF_SITE.with_only_columns(widgets.c.id, widgets.c.kind, widgets.c.name, widgets.c.enabled, widgets.c.version)
)

JSON_COLUMNS = ("draft", "settings", "rules")
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlacedWidget:
    """One widget of a site; `draft` is what is not published yet, `version` 0 that nothing was published ever.

    `revision` counts every change of anything here, drafts and names among them; `changed_by` made the last one.
    """

    id: str
    site: str
    kind: str
    name: str
    enabled: bool
    draft: Document | None
    settings: Document
    rules: Document
    version: int
    published_at: int | None
    created_at: int
    revision: int = 1
    changed_by: str | None = None
    changed_at: int | None = None
    removed_at: int | None = None

    @property
    def working(self) -> Document:
        """`{settings, rules}` as they were saved last: the draft where there is one."""
        return self.draft or self.published

    @property
    def published(self) -> Document:
        """`{settings, rules}` as visitors are given them."""
        return {"settings": self.settings, "rules": self.rules}


def find(reader: Reader, widget: str) -> PlacedWidget | None:
    """The widget of this id, or None; one that was removed is none."""
    row = reader.one(BY_ID, id=widget)
    return placed_of(row) if row else None


def of_site(
    reader: Reader, site: str, limit: int = 50, cursor: str | None = None, *, removed: bool = False
) -> Page[PlacedWidget]:
    """A site's widgets, newest first, a page at a time; with `removed` also those that were taken away."""
    asked = (ALL_OF_SITE if removed else OF_SITE).limit(limit + 1)
    rows = reader.all(asked.where(widgets.c.id < cursor) if cursor else asked, site=site)
    return page([placed_of(row) for row in rows], limit, lambda each: each.id)


@dataclass(frozen=True, slots=True)
class Named:
    """What a list of widgets needs of one; `is_shown`: published and switched on."""

    id: str
    kind: str
    name: str
    is_shown: bool


def named(reader: Reader, site: str) -> list[Named]:
    """Every widget of a site, newest first."""
    rows = reader.all(NAMED, site=site)
    return [Named(row["id"], row["kind"], row["name"], row["enabled"] and row["version"] > 0) for row in rows]


def alone(tx: Transaction, widget: str, *, removed: bool = False) -> PlacedWidget:
    """The widget, held against everybody else's changes until this unit ends, or `NotFound`."""
    row = tx.one(BY_ID_ALONE, id=widget)
    if row is None or (row["removed_at"] is not None) != removed:
        raise NotFound
    return placed_of(row)


def widget_view(widget: PlacedWidget) -> dict[str, Any]:
    """A widget as programs read it: `settings` and `rules` as saved last, `draft` whether they are unpublished."""
    return {
        "id": widget.id,
        "site": widget.site,
        "kind": widget.kind,
        "name": widget.name,
        "enabled": widget.enabled,
        "settings": widget.working["settings"],
        "rules": widget.working["rules"],
        "draft": widget.draft is not None,
        "published": widget.published if widget.draft is not None and widget.version else None,
        "version": widget.version,
        "revision": widget.revision,
        "published_at": None if widget.published_at is None else written(widget.published_at),
        "created_at": written(widget.created_at),
    }


def placed_of(row: Row) -> PlacedWidget:
    """Turn a stored row into a widget."""
    documents = {name: json.loads(row[name]) if row[name] is not None else None for name in JSON_COLUMNS}
    return PlacedWidget(**row | documents | {"enabled": bool(row["enabled"])})
