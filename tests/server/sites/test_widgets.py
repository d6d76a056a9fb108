"""Widgets are placed, changed, drafted and published; what visitors are given moves on with a version."""

import asyncio
from typing import Any

import pytest

from server.database import Database
from server.errors import Conflict, NotFound, UnknownKind
from server.sites import removal, saving, sites, widgets
from server.sites.sites import Site
from server.sites.widget_input import NewWidget, WidgetChange
from server.sites.widgets import PlacedWidget, widget_view
from server.widget import InvalidSettings
from tests.support.desk import KINDS, hearing, make_site, settled

pytestmark = pytest.mark.storage

RING: dict[str, Any] = {"title": {"en": "Ring"}}
TOLL: dict[str, Any] = {"title": {"en": "Toll"}}
LATE: dict[str, Any] = {"when": [{"kind": "delay", "seconds": 60}]}


async def place(database: Database, site: Site, **raw: Any) -> PlacedWidget:
    new = NewWidget.read({"kind": "bell", "settings": RING} | raw)
    return await database.write(widgets.create, KINDS, site.id, new, "m" * 26)


async def change(database: Database, widget: PlacedWidget, **raw: Any) -> PlacedWidget:
    return await database.write(widgets.change, KINDS, widget.id, WidgetChange.read(raw), "m" * 26)


async def version(database: Database, site: Site) -> int:
    found = await database.read(sites.find, site.id)
    assert found is not None
    return found.version


async def test_a_new_widget_is_published_at_once_and_open_pages_are_told(database: Database) -> None:
    site = await make_site(database)
    told = hearing(database)
    placed = await place(database, site, name="The bell")
    await settled()
    assert await database.read(widgets.find, placed.id) == placed
    assert (placed.version, placed.draft, placed.published) == (1, None, {"settings": RING, "rules": {}})
    assert await version(database, site) == 2
    assert [(each.site, each.kind) for each in told] == [(site.id, "site")]


async def test_programs_read_a_widget_as_they_sent_it(database: Database) -> None:
    placed = await place(database, await make_site(database), name="The bell", enabled=False, rules=LATE)
    view = widget_view(placed)
    assert view == {
        "id": placed.id,
        "site": placed.site,
        "kind": "bell",
        "name": "The bell",
        "enabled": False,
        "settings": RING,
        "rules": LATE,
        "draft": False,
        "published": None,
        "version": 1,
        "revision": 2,
        "published_at": view["created_at"],
        "created_at": view["created_at"],
    }


async def test_a_new_draft_is_shown_to_nobody_until_it_is_published(database: Database) -> None:
    site = await make_site(database)
    told = hearing(database)
    draft = await place(database, site, draft=True)
    await settled()
    assert (draft.version, draft.name, draft.working, told) == (0, "Bell", {"settings": RING, "rules": {}}, [])
    published = await database.write(widgets.publish, KINDS, draft.id)
    assert (published.version, published.draft, published.settings) == (1, None, RING)
    assert await database.read(widgets.find, draft.id) == published


async def test_an_unknown_kind_is_refused(database: Database) -> None:
    site = await make_site(database)
    with pytest.raises(UnknownKind):
        await place(database, site, kind="gong")
    assert (await database.read(widgets.of_site, site.id)).items == []


async def test_a_mistake_in_settings_or_rules_stores_nothing(database: Database) -> None:
    site = await make_site(database)
    placed = await place(database, site)
    with pytest.raises(InvalidSettings) as refused:
        await change(database, placed, name="New", settings={"rings": "x"}, rules={"priority": 5000})
    assert refused.value.problems == {
        "settings.rings": "must be a whole number",
        "rules.priority": "at most 1000",
    }
    assert await database.read(widgets.find, placed.id) == placed
    assert await version(database, site) == 2


async def test_a_change_replaces_the_named_fields_and_leaves_the_others(database: Database) -> None:
    site = await make_site(database)
    placed = await place(database, site, rules=LATE)
    changed = await change(database, placed, settings=TOLL)
    assert (changed.settings, changed.rules, changed.version, changed.name) == (TOLL, LATE, 2, placed.name)
    assert await version(database, site) == 3
    assert await database.read(widgets.find, placed.id) == changed


async def test_a_name_is_no_matter_for_visitors_and_enabled_is(database: Database) -> None:
    site = await make_site(database)
    placed = await place(database, site)
    renamed = await change(database, placed, name="Another name")
    assert (renamed.name, renamed.version, await version(database, site)) == ("Another name", 1, 2)
    off = await change(database, placed, enabled=False)
    assert (off.enabled, off.version, await version(database, site)) == (False, 1, 3)
    again = await change(database, placed, enabled=False)
    assert (again, await version(database, site)) == (off, 3)


async def test_a_draft_waits_beside_what_visitors_see(database: Database) -> None:
    site = await make_site(database)
    placed = await place(database, site)
    drafted = await change(database, placed, settings=TOLL, draft=True)
    assert (drafted.settings, drafted.draft, drafted.version) == (RING, {"settings": TOLL, "rules": {}}, 1)
    assert await version(database, site) == 2
    view = widget_view(drafted)
    assert (view["settings"], view["draft"], view["published"]) == (TOLL, True, {"settings": RING, "rules": {}})
    published = await database.write(widgets.publish, KINDS, placed.id)
    assert (published.settings, published.draft, published.version) == (TOLL, None, 2)
    assert await version(database, site) == 3


async def test_a_draft_is_published_by_saying_that_it_is_none(database: Database) -> None:
    site = await make_site(database)
    placed = await place(database, site)
    await change(database, placed, settings=TOLL, draft=True)
    left_alone = await change(database, placed, enabled=True)
    published = await change(database, placed, draft=False)
    again = await change(database, placed, draft=False)
    assert (left_alone.draft, left_alone.version) == ({"settings": TOLL, "rules": {}}, 1)
    assert (published.settings, published.draft, published.version) == (TOLL, None, 2)
    assert (again, await version(database, site)) == (published, 3)


async def test_a_draft_grows_with_each_further_change(database: Database) -> None:
    placed = await place(database, await make_site(database))
    await change(database, placed, settings=TOLL, draft=True)
    drafted = await change(database, placed, rules=LATE, draft=True)
    assert drafted.draft == {"settings": TOLL, "rules": LATE}


async def test_a_draft_that_says_what_is_published_is_none(database: Database) -> None:
    placed = await place(database, await make_site(database))
    await change(database, placed, settings=TOLL, draft=True)
    assert (await change(database, placed, settings=RING, draft=True)).draft is None


async def test_a_direct_change_beside_a_draft_is_not_taken_back_by_it(database: Database) -> None:
    placed = await place(database, await make_site(database))
    await change(database, placed, settings=TOLL, rules=LATE, draft=True)
    new = {"title": {"en": "New"}}
    direct = await change(database, placed, settings=new)
    assert (direct.settings, direct.rules, direct.draft) == (new, {}, {"settings": new, "rules": LATE})
    published = await database.write(widgets.publish, KINDS, placed.id)
    assert (published.settings, published.rules, published.draft, published.version) == (new, LATE, None, 3)


async def test_a_first_draft_that_is_changed_directly_is_published_whole(database: Database) -> None:
    placed = await place(database, await make_site(database), rules=LATE, draft=True)
    assert (await change(database, placed, settings=RING, draft=True)).version == 0
    published = await change(database, placed, settings=TOLL)
    assert (published.settings, published.rules, published.draft, published.version) == (TOLL, LATE, None, 1)


async def test_publishing_what_visitors_have_makes_no_new_version(database: Database) -> None:
    site = await make_site(database)
    placed = await place(database, site)
    assert await database.write(widgets.publish, KINDS, placed.id) == placed
    assert await change(database, placed, settings=RING, rules={}) == placed
    assert await version(database, site) == 2


async def test_a_change_made_from_an_older_version_is_refused(database: Database) -> None:
    placed = await place(database, await make_site(database))
    newer = await change(database, placed, settings=TOLL, version=1)
    with pytest.raises(Conflict) as refused:
        await change(database, placed, settings=RING, version=1)
    assert refused.value.details == {"version": 2, "revision": newer.revision}
    assert await database.read(widgets.find, placed.id) == newer


async def test_a_change_made_from_an_older_revision_is_refused_also_where_only_a_draft_has_moved(
    database: Database,
) -> None:
    placed = await place(database, await make_site(database))
    newer = await change(database, placed, settings=TOLL, draft=True, revision=placed.revision)
    with pytest.raises(Conflict) as refused:
        await change(database, placed, settings=RING, draft=True, revision=placed.revision)
    assert refused.value.details == {"version": 1, "revision": placed.revision + 1}
    with pytest.raises(Conflict):
        await database.write(widgets.publish, KINDS, placed.id, None, placed.revision)
    assert await database.read(widgets.find, placed.id) == newer


async def test_changes_at_the_same_moment_follow_one_another(database: Database) -> None:
    site = await make_site(database)
    placed = await place(database, site)
    titles = [{"title": {"en": f"Title {number}"}} for number in range(8)]
    changed = await asyncio.gather(*(change(database, placed, settings=title) for title in titles))
    assert sorted(each.version for each in changed) == list(range(2, 10))
    last = max(changed, key=lambda each: each.version)
    assert await database.read(widgets.find, placed.id) == last
    assert await version(database, site) == 10


async def test_a_widget_whose_kind_is_gone_can_still_be_switched_off(database: Database) -> None:
    placed = await place(database, await make_site(database))
    none = type(KINDS)({})
    off = await database.write(widgets.change, none, placed.id, WidgetChange.read({"enabled": False}))
    assert off.enabled is False


async def test_a_missing_widget_is_not_found(database: Database) -> None:
    with pytest.raises(NotFound):
        await database.write(widgets.change, KINDS, "0" * 26, WidgetChange.read({"name": "New"}))
    with pytest.raises(NotFound):
        await database.write(widgets.publish, KINDS, "0" * 26)
    assert await database.read(widgets.find, "0" * 26) is None


async def test_a_sites_widgets_come_newest_first_a_page_at_a_time(database: Database) -> None:
    site = await make_site(database)
    placed = sorted([(await place(database, site)).id for _ in range(3)], reverse=True)
    first = await database.read(widgets.of_site, site.id, 2)
    second = await database.read(widgets.of_site, site.id, 2, first.next)
    assert ([each.id for each in first.items], first.next) == (placed[:2], placed[1])
    assert ([each.id for each in second.items], second.next) == (placed[2:], None)
    assert (await database.read(widgets.of_site, "0" * 26)).items == []


async def test_conditions_that_no_page_meets_are_refused_by_their_path_and_those_kept_before_stay(
    database: Database,
) -> None:
    site = await make_site(database)
    never = {"where": {"any": [{"field": "address", "op": "is", "value": "/en.html"}]}}
    with pytest.raises(InvalidSettings) as refused:
        await database.write(widgets.create, KINDS, site.id, NewWidget.read({"kind": "bell", "rules": never}))
    assert list(refused.value.problems) == ["rules.where.any.0.value"]
    placed = await database.write(widgets.create, KINDS, site.id, NewWidget.read({"kind": "bell"}))
    with pytest.raises(InvalidSettings):
        await change(database, placed, rules=never)
    await database.write(saving.save, placed, None, rules=never)
    kept = await change(database, placed, settings={"title": {"en": "Ring"}}, rules=never | {"priority": 1})
    assert (kept.rules["where"], kept.version) == (never["where"], 2)
    assert (await database.write(removal.duplicate, KINDS, placed.id, "Copy")).working["rules"] == kept.rules
