"""Writes changes of a widget: its draft, its name and switch, its next version; each change counts one revision on."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, update

from server.audit import journal
from server.database import Transaction, prepared
from server.registry import Kind
from server.sites import sites, versions
from server.sites.placed import JSON_COLUMNS, Document, PlacedWidget
from server.sites.tables import widgets
from server.sites.widget_input import Content

CHANGE = prepared(update(widgets).where(widgets.c.id == bindparam("widget_id")))
ONE_SITTING = 600_000  # ms; a draft saved again and again by one person within it is one line of the journal


def save(tx: Transaction, placed: PlacedWidget, member: str | None, **values: Any) -> PlacedWidget:
    """Write these columns, and who changed something when."""
    values |= {"revision": placed.revision + 1, "changed_by": member, "changed_at": tx.now}
    columns = {name: json_words(value) if name in JSON_COLUMNS else value for name, value in values.items()}
    tx.run(CHANGE, widget_id=placed.id, **columns)
    return replace(placed, **values)


def publish_content(
    tx: Transaction, kind: Kind, placed: PlacedWidget, content: Content, ahead: Content, member: str | None
) -> PlacedWidget:
    """Make `content` what visitors are given, and keep `ahead` as the draft where it goes further."""
    document = content.document()
    draft = None if ahead.document() == document else ahead.document()
    if placed.version and document == placed.published:
        return keep_draft(tx, placed, draft, member)
    version = placed.version + 1
    versions.add(tx, placed.id, version, kind, content, member)
    sites.move_on(tx, placed.site)
    journal.record(tx, placed.site, member, "widget.published", placed.id, name=placed.name, version=version)
    return save(tx, placed, member, **document, draft=draft, version=version, published_at=tx.now)


def keep_draft(tx: Transaction, placed: PlacedWidget, draft: Document | None, member: str | None) -> PlacedWidget:
    """Keep what is not published yet; None: there is nothing any more."""
    if draft == placed.draft:
        return placed
    goes_on = placed.draft is not None and placed.changed_by == member and placed.changed_at is not None
    if not goes_on or tx.now - (placed.changed_at or 0) > ONE_SITTING:
        journal.record(tx, placed.site, member, "widget.changed", placed.id, name=placed.name)
    return save(tx, placed, member, draft=draft)


def rename(tx: Transaction, placed: PlacedWidget, named: Mapping[str, Any], member: str | None) -> PlacedWidget:
    """Apply what has no draft, `name` and `enabled`; open pages are told when a widget appears or goes."""
    values = {name: value for name, value in named.items() if value != getattr(placed, name)}
    if not values:
        return placed
    if "enabled" in values and placed.version:
        sites.move_on(tx, placed.site)
    for act in _acts(values):
        journal.record(tx, placed.site, member, act, placed.id, name=values.get("name", placed.name))
    return save(tx, placed, member, **values)


def unless_equal(ahead: Content, placed: PlacedWidget) -> Document | None:
    """The content as a draft, or None where it is what visitors have already."""
    document = ahead.document()
    return None if placed.version and document == placed.published else document


def json_words(value: Document | None) -> str | None:
    """A document as it is stored."""
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _acts(values: Mapping[str, Any]) -> Iterator[str]:
    if "name" in values:
        yield "widget.renamed"
    if "enabled" in values:
        yield "widget.enabled" if values["enabled"] else "widget.disabled"
