"""Widgets placed on sites: made, changed, drafted and published under a version."""

import json

from sqlalchemy import insert

from server.audit import journal
from server.database import Transaction, prepared
from server.errors import Conflict
from server.registry import Registry
from server.sites import references, selectors
from server.sites.placed import PlacedWidget as PlacedWidget
from server.sites.placed import alone, placed_of
from server.sites.placed import find as find
from server.sites.placed import of_site as of_site
from server.sites.placed import widget_view as widget_view
from server.sites.rules import check_new
from server.sites.saving import keep_draft, publish_content, rename, unless_equal
from server.sites.tables import widgets
from server.sites.widget_input import NewWidget, WidgetChange, read_content

ADD = prepared(insert(widgets))


def create(
    tx: Transaction,
    registry: Registry,
    site: str,
    new: NewWidget,
    member: str | None = None,
    like: PlacedWidget | None = None,
) -> PlacedWidget:
    """Place a widget on a site, published at once unless it is a draft; what another it is `like` has is taken."""
    kind = registry.kind(new.kind)
    content = read_content(kind, new.settings, new.rules)
    references.check(tx, site, content.settings)
    check_new(content.rules, like.working["rules"] if like else {})
    selectors.check(("settings", content.settings), ("rules", content.rules), kept=like.working if like else {})
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
        "revision": 1,
        "changed_by": member,
        "changed_at": tx.now,
        "removed_at": None,
    }
    tx.run(ADD, **row)
    placed = placed_of(row)
    journal.record(tx, site, member, "widget.created", placed.id, name=placed.name, kind=placed.kind)
    return placed if new.draft else publish_content(tx, kind, placed, content, content, member)


def change(
    tx: Transaction, registry: Registry, widget: str, wanted: WidgetChange, member: str | None = None
) -> PlacedWidget:
    """Replace the named fields, and publish them at once unless they are a draft.

    `Conflict` when the change was made from another version, or from another revision. Name and enabled have no draft:
    they hold at once. What is changed directly is changed in a draft as well, so that publishing the draft later takes
    nothing back. `draft` said to be false without settings and rules publishes the draft that is there.
    """
    placed = alone(tx, widget)
    check_from(placed, wanted.version, wanted.revision)
    named = {name: getattr(wanted, name) for name in ("settings", "rules") if name in wanted.model_fields_set}
    if not named:
        placed = rename(tx, placed, wanted.without_draft(), member)
        is_final = "draft" in wanted.model_fields_set and not wanted.draft  # said, not only left out
        return _publish_draft(tx, registry, placed, member) if is_final else placed
    kind = registry.kind(placed.kind)
    ahead = read_content(kind, **placed.working | named)
    check_new(ahead.rules, placed.working["rules"])
    selectors.check(("settings", ahead.settings), ("rules", ahead.rules), kept=placed.working)
    base = placed.published if placed.version else placed.working
    content = ahead if wanted.draft else read_content(kind, **base | named)
    for each in (ahead, content):
        references.check(tx, placed.site, each.settings)
    placed = rename(tx, placed, wanted.without_draft(), member)
    if wanted.draft:
        return keep_draft(tx, placed, unless_equal(ahead, placed), member)
    return publish_content(tx, kind, placed, content, ahead, member)


def publish(
    tx: Transaction, registry: Registry, widget: str, member: str | None = None, revision: int | None = None
) -> PlacedWidget:
    """Give visitors what was saved last; safe to repeat, since without a draft there is nothing to publish.

    `Conflict` when somebody has changed the widget since `revision`: what is published is what was looked at.
    """
    placed = alone(tx, widget)
    check_from(placed, None, revision)
    return _publish_draft(tx, registry, placed, member)


def check_from(placed: PlacedWidget, version: int | None, revision: int | None) -> None:
    """Refuse, as `Conflict`, what was made from another version or another revision than the present one."""
    if (version is not None and version != placed.version) or (revision is not None and revision != placed.revision):
        raise Conflict(version=placed.version, revision=placed.revision)


def _publish_draft(tx: Transaction, registry: Registry, placed: PlacedWidget, member: str | None) -> PlacedWidget:
    if placed.draft is None:
        return placed
    kind = registry.kind(placed.kind)
    content = read_content(kind, **placed.draft)
    references.check(tx, placed.site, content.settings)
    return publish_content(tx, kind, placed, content, content, member)
