"""Widgets taken off a site and put back, copied, and led back to what they were."""

from collections.abc import Mapping

from server.audit import journal
from server.database import Transaction
from server.errors import NotFound
from server.registry import Registry
from server.sites import references, sites, versions, widgets
from server.sites.placed import PlacedWidget, alone
from server.sites.saving import keep_draft, publish_content, save, unless_equal
from server.sites.widget_input import NewWidget, read_content

LONGEST_NAME = 80


def remove(tx: Transaction, widget: str, member: str | None = None) -> PlacedWidget:
    """Take a widget away: no list and no page has it any more, while leads keep its name.

    What pages that are still open send is kept all the same; `put_back` undoes it.
    """
    return _remove(tx, alone(tx, widget), member, tx.now)


def put_back(tx: Transaction, site: str, widget: str, member: str | None = None) -> PlacedWidget:
    """Undo a removal: the widget of this site is as it was."""
    placed = alone(tx, widget, removed=True)
    if placed.site != site:
        raise NotFound
    return _remove(tx, placed, member, None)


def duplicate(tx: Transaction, registry: Registry, widget: str, name: str, member: str | None = None) -> PlacedWidget:
    """A draft with what was saved last of this widget; visitors see nothing of it until it is published."""
    placed = alone(tx, widget)
    new = NewWidget(kind=placed.kind, name=name[:LONGEST_NAME], draft=True, **placed.working)
    return widgets.create(tx, registry, placed.site, new, member, like=placed)


def discard(tx: Transaction, widget: str, revision: int | None = None, member: str | None = None) -> PlacedWidget:
    """Drop the draft: what visitors have is worked on again. Where nothing was published the draft is all there is."""
    placed = alone(tx, widget)
    widgets.check_from(placed, None, revision)
    if placed.draft is None or not placed.version:
        return placed
    journal.record(tx, placed.site, member, "widget.discarded", placed.id, name=placed.name)
    return save(tx, placed, member, draft=None)


def bring_back(
    tx: Transaction,
    registry: Registry,
    widget: str,
    draft: Mapping[str, object],
    revision: int,
    member: str | None = None,
) -> PlacedWidget:
    """Undo that a draft was discarded: it is the draft again, unless the widget has changed since that `revision`."""
    placed = alone(tx, widget)
    widgets.check_from(placed, None, revision)
    content = read_content(registry.kind(placed.kind), draft["settings"], draft["rules"])
    references.check(tx, placed.site, content.settings)
    return keep_draft(tx, placed, unless_equal(content, placed), member)


def restore(
    tx: Transaction,
    registry: Registry,
    widget: str,
    version: int,
    member: str | None = None,
    *,
    revision: int | None = None,
    publish: bool = False,
) -> PlacedWidget:
    """Lead a widget back to an earlier version: as a draft, or with `publish` for visitors at once, as a new version.

    `InvalidSettings` where this release no longer takes what stood in it; `NotFound` for a version that never was.
    """
    placed = alone(tx, widget)
    widgets.check_from(placed, None, revision)
    found = versions.find(tx, widget, version)
    if found is None:
        raise NotFound
    kind = registry.kind(placed.kind)
    content = read_content(kind, found.settings, found.rules)
    references.check(tx, placed.site, content.settings)
    journal.record(tx, placed.site, member, "widget.restored", placed.id, name=placed.name, version=version)
    if publish:
        return publish_content(tx, kind, placed, content, content, member)
    return keep_draft(tx, placed, unless_equal(content, placed), member)


def _remove(tx: Transaction, placed: PlacedWidget, member: str | None, at: int | None) -> PlacedWidget:
    if placed.version and placed.enabled:
        sites.move_on(tx, placed.site)
    act = "widget.put_back" if at is None else "widget.deleted"
    journal.record(tx, placed.site, member, act, placed.id, name=placed.name)
    return save(tx, placed, member, removed_at=at)
