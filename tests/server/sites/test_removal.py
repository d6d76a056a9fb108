"""Widgets are taken away and put back, copied, and led back to an earlier version."""

from typing import Any

import pytest

from server.audit import journal
from server.database import Database
from server.errors import Conflict, NotFound
from server.sites import removal, versions, widgets
from server.sites.publishing import load
from server.sites.sites import Site
from server.sites.widget_input import NewWidget, WidgetChange
from server.sites.widgets import PlacedWidget
from tests.support.desk import KINDS, make_site

pytestmark = pytest.mark.storage

RING: dict[str, Any] = {"title": {"en": "Ring"}}
TOLL: dict[str, Any] = {"title": {"en": "Toll"}}


async def placed_on(database: Database) -> tuple[Site, PlacedWidget]:
    """A site with one bell in its second version."""
    site = await make_site(database)
    new = NewWidget.read({"kind": "bell", "name": "Door", "settings": RING})
    placed = await database.write(widgets.create, KINDS, site.id, new)
    change = WidgetChange.read({"settings": TOLL})
    return site, await database.write(widgets.change, KINDS, placed.id, change, "m" * 26)


async def acts(database: Database, site: Site) -> list[str]:
    return [line.act for line in (await database.read(journal.lines, site.id, 20)).items]


async def test_a_removed_widget_is_in_no_list_and_comes_back_as_it_was(database: Database) -> None:
    site, placed = await placed_on(database)
    await database.write(removal.remove, placed.id, "m" * 26)
    shown = await database.read(load, KINDS, site.key)
    assert shown is not None
    assert (shown.config["widgets"], [each.enabled for each in shown.widgets.values()]) == ([], [False])
    assert (await database.read(widgets.of_site, site.id)).items == []
    assert await database.read(widgets.find, placed.id) is None
    with pytest.raises(NotFound):
        await database.write(widgets.change, KINDS, placed.id, WidgetChange.read({"name": "New"}))
    with pytest.raises(NotFound):
        await database.write(removal.remove, placed.id)
    with pytest.raises(NotFound):
        await database.write(removal.put_back, "0" * 26, placed.id)
    back = await database.write(removal.put_back, site.id, placed.id)
    assert (back.name, back.settings, back.version, back.removed_at) == ("Door", TOLL, 2, None)
    assert (await database.read(widgets.of_site, site.id)).items == [back]
    assert (await acts(database, site))[:2] == ["widget.put_back", "widget.deleted"]


async def test_a_copy_is_a_draft_of_what_was_saved_last(database: Database) -> None:
    site, placed = await placed_on(database)
    await database.write(widgets.change, KINDS, placed.id, WidgetChange.read({"settings": RING, "draft": True}))
    copy = await database.write(removal.duplicate, KINDS, placed.id, "D" * 90)
    assert (copy.site, copy.name, copy.version, copy.working["settings"]) == (site.id, "D" * 80, 0, RING)


async def test_a_draft_is_discarded_and_what_visitors_have_stays(database: Database) -> None:
    _, placed = await placed_on(database)
    drafted = await database.write(
        widgets.change, KINDS, placed.id, WidgetChange.read({"settings": RING, "draft": True})
    )
    with pytest.raises(Conflict):
        await database.write(removal.discard, placed.id, placed.revision)
    discarded = await database.write(removal.discard, placed.id, drafted.revision)
    assert (discarded.draft, discarded.settings, discarded.version) == (None, TOLL, 2)
    assert await database.write(removal.discard, placed.id) == discarded


async def test_what_was_never_published_is_not_discarded(database: Database) -> None:
    site = await make_site(database)
    new = NewWidget.read({"kind": "bell", "settings": RING, "draft": True})
    placed = await database.write(widgets.create, KINDS, site.id, new)
    assert await database.write(removal.discard, placed.id) == placed


async def test_an_earlier_version_comes_back_as_a_draft_or_at_once_as_a_new_version(database: Database) -> None:
    site, placed = await placed_on(database)
    drafted = await database.write(removal.restore, KINDS, placed.id, 1)
    assert (drafted.draft, drafted.version) == ({"settings": RING, "rules": {}}, 2)
    published = await database.write(removal.restore, KINDS, placed.id, 1, publish=True, revision=drafted.revision)
    assert (published.draft, published.settings, published.version) == (None, RING, 3)
    with pytest.raises(NotFound):
        await database.write(removal.restore, KINDS, placed.id, 9)
    with pytest.raises(Conflict):
        await database.write(removal.restore, KINDS, placed.id, 2, revision=drafted.revision)
    assert "widget.restored" in await acts(database, site)


async def test_the_versions_of_a_widget_come_newest_first_with_who_published_them(database: Database) -> None:
    _, placed = await placed_on(database)
    first = await database.read(versions.of_widget, placed.id, 1)
    second = await database.read(versions.of_widget, placed.id, 1, int(first.next or 0))
    found = [*first.items, *second.items]
    assert [(each.version, each.settings, each.member, second.next) for each in found] == [
        (2, TOLL, "m" * 26, None),
        (1, RING, None, None),
    ]
    assert await database.read(versions.find, placed.id, 1) == found[1]
    assert await database.read(versions.find, placed.id, 3) is None


async def test_a_discarded_draft_comes_back_from_the_revision_it_was_discarded_in(database: Database) -> None:
    _, placed = await placed_on(database)
    draft = WidgetChange.read({"settings": RING, "draft": True})
    kept = await database.write(widgets.change, KINDS, placed.id, draft, "m" * 26)
    assert kept.draft is not None
    left = await database.write(removal.discard, placed.id, kept.revision, "m" * 26)
    back = await database.write(removal.bring_back, KINDS, placed.id, kept.draft, left.revision, "m" * 26)
    assert (back.draft, back.settings) == (kept.draft, TOLL)
    with pytest.raises(Conflict):
        await database.write(removal.bring_back, KINDS, placed.id, kept.draft, left.revision, "m" * 26)
