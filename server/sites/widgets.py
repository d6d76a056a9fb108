"""Widgets placed on sites: made, changed, drafted and published under a version."""

import json
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from server.database import Reader, Row, Transaction, prepared
from server.database.paging import Page, page
from server.errors import Conflict, NotFound
from server.registry import Kind, Registry
from server.sites import sites, versions
from server.sites.instants import written
from server.sites.tables import widgets
from server.sites.widget_input import Content, NewWidget, WidgetChange, read_content

BY_ID = prepared(select(widgets).where(widgets.c.id == bindparam("id")))
# One change of a widget at a time: the row is locked where others write beside us (SQLite has one writer anyway).
BY_ID_ALONE = prepared(select(widgets).where(widgets.c.id == bindparam("id")).with_for_update())
OF_SITE = select(widgets).where(widgets.c.site == bindparam("site")).order_by(widgets.c.id.desc())
ADD = prepared(insert(widgets))
CHANGE = prepared(update(widgets).where(widgets.c.id == bindparam("widget_id")))

JSON_COLUMNS = ("draft", "settings", "rules")
Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlacedWidget:
    """One widget of a site; `draft` is what is not published yet, `version` 0 that nothing was published ever."""

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

    @property
    def working(self) -> Document:
        """`{settings, rules}` as they were saved last: the draft where there is one."""
        return self.draft or self.published

    @property
    def published(self) -> Document:
        """`{settings, rules}` as visitors are given them."""
        return {"settings": self.settings, "rules": self.rules}


def create(tx: Transaction, registry: Registry, site: str, new: NewWidget, member: str | None = None) -> PlacedWidget:
    """Place a widget on a site, published at once unless it is a draft."""
    kind = registry.kind(new.kind)
    content = read_content(kind, new.settings, new.rules)
    row = {
        "id": tx.new_id(),
        "site": site,
        "kind": kind.name,
        "name": new.name or kind.name.capitalize(),
        "enabled": new.enabled,
        "draft": json.dumps(content.document(), ensure_ascii=False),
        "settings": "{}",
        "rules": "{}",
        "version": 0,
        "published_at": None,
        "created_at": tx.now,
    }
    tx.run(ADD, **row)
    placed = placed_of(row)
    return placed if new.draft else _publish(tx, kind, placed, content, content, member)


def change(
    tx: Transaction, registry: Registry, widget: str, wanted: WidgetChange, member: str | None = None
) -> PlacedWidget:
    """Replace the named fields, and publish them at once unless they are a draft.

    `Conflict` when the change was made from another version. Name and enabled have no draft: they hold at once. What
    is changed directly is changed in a draft as well, so that publishing the draft later takes nothing back. `draft`
    said to be false without settings and rules publishes the draft that is there.
    """
    placed = _alone(tx, widget)
    if wanted.version is not None and wanted.version != placed.version:
        raise Conflict(version=placed.version)
    named = {name: getattr(wanted, name) for name in ("settings", "rules") if name in wanted.model_fields_set}
    if not named:
        placed = _rename(tx, placed, wanted)
        is_final = "draft" in wanted.model_fields_set and not wanted.draft  # said, not only left out
        return _publish_draft(tx, registry, placed, member) if is_final else placed
    kind = registry.kind(placed.kind)
    ahead = read_content(kind, **placed.working | named)
    base = placed.published if placed.version else placed.working
    content = ahead if wanted.draft else read_content(kind, **base | named)
    placed = _rename(tx, placed, wanted)
    if wanted.draft:
        return _save(tx, placed, draft=_unless_equal(ahead, placed))
    return _publish(tx, kind, placed, content, ahead, member)


def publish(tx: Transaction, registry: Registry, widget: str, member: str | None = None) -> PlacedWidget:
    """Give visitors what was saved last; safe to repeat, since without a draft there is nothing to publish."""
    return _publish_draft(tx, registry, _alone(tx, widget), member)


def _publish_draft(tx: Transaction, registry: Registry, placed: PlacedWidget, member: str | None) -> PlacedWidget:
    if placed.draft is None:
        return placed
    kind = registry.kind(placed.kind)
    content = read_content(kind, **placed.draft)
    return _publish(tx, kind, placed, content, content, member)


def find(reader: Reader, widget: str) -> PlacedWidget | None:
    """The widget of this id, or None."""
    row = reader.one(BY_ID, id=widget)
    return placed_of(row) if row else None


def of_site(reader: Reader, site: str, limit: int = 50, cursor: str | None = None) -> Page[PlacedWidget]:
    """A site's widgets, newest first, a page at a time."""
    asked = OF_SITE.limit(limit + 1)
    rows = reader.all(asked.where(widgets.c.id < cursor) if cursor else asked, site=site)
    return page([placed_of(row) for row in rows], limit, lambda each: each.id)


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
        "published_at": None if widget.published_at is None else written(widget.published_at),
        "created_at": written(widget.created_at),
    }


def _publish(
    tx: Transaction, kind: Kind, placed: PlacedWidget, content: Content, ahead: Content, member: str | None
) -> PlacedWidget:
    """Make `content` what visitors are given, and keep `ahead` as the draft where it goes further."""
    document = content.document()
    draft = None if ahead.document() == document else ahead.document()
    if placed.version and document == placed.published:
        return placed if draft == placed.draft else _save(tx, placed, draft=draft)
    version = placed.version + 1
    versions.add(tx, placed.id, version, kind, content, member)
    sites.move_on(tx, placed.site)
    return _save(tx, placed, **document, draft=draft, version=version, published_at=tx.now)


def _rename(tx: Transaction, placed: PlacedWidget, wanted: WidgetChange) -> PlacedWidget:
    """Apply what has no draft; open pages are told when a widget appears or goes."""
    named = {name: getattr(wanted, name) for name in ("name", "enabled") if name in wanted.model_fields_set}
    values = {name: value for name, value in named.items() if value != getattr(placed, name)}
    if not values:
        return placed
    if "enabled" in values and placed.version:
        sites.move_on(tx, placed.site)
    return _save(tx, placed, **values)


def _save(tx: Transaction, placed: PlacedWidget, **values: Any) -> PlacedWidget:
    columns = {name: _json(value) if name in JSON_COLUMNS else value for name, value in values.items()}
    tx.run(CHANGE, widget_id=placed.id, **columns)
    return replace(placed, **values)


def _unless_equal(ahead: Content, placed: PlacedWidget) -> Document | None:
    document = ahead.document()
    return None if placed.version and document == placed.published else document


def _alone(tx: Transaction, widget: str) -> PlacedWidget:
    row = tx.one(BY_ID_ALONE, id=widget)
    if row is None:
        raise NotFound
    return placed_of(row)


def placed_of(row: Row) -> PlacedWidget:
    """Turn a stored row into a widget."""
    documents = {name: json.loads(row[name]) if row[name] is not None else None for name in JSON_COLUMNS}
    return PlacedWidget(**row | documents | {"enabled": bool(row["enabled"])})


def _json(value: Document | None) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False)
