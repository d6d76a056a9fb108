"""What a widget's settings name stands on the same site; which pool it is no browser hears, which widget it does."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from server.codes import pools
from server.codes.pool_input import NewPool
from server.database import Database
from server.registry import Kind, Registry, find_kinds
from server.routing import departments
from server.routing.departments import DepartmentInput
from server.sites import references, removal, sites, widgets
from server.sites.document import public_settings
from server.sites.publishing import Publishing
from server.sites.widget_input import NewWidget, WidgetChange
from server.widget import CodeWanted, Field, InvalidSettings, Lead, Model, Settings, Visit, Widget
from tests.support.desk import SHOP, make_site

pytestmark = pytest.mark.storage
POOL = {"control": "pool"}


class Prize(Settings):
    """One of several things that are given."""

    label: str = ""
    pool: str = Field("", json_schema_extra=POOL)


class GiverSettings(Settings):
    """Names a pool itself, and in each thing of a list."""

    title: str = ""
    pool: str = Field("", json_schema_extra=POOL)
    prizes: tuple[Prize, ...] = ()


class Opener(Settings):
    """Names another widget."""

    opens: str = Field("", json_schema_extra={"control": "widget"})


class Nothing(Model):
    """What it sends."""


def on_submit(values: Nothing, visit: Visit) -> Lead:
    return Lead(listed=False, effects=(CodeWanted(visit.settings.pool),))


KIND = Kind("giver", Path(), Widget(GiverSettings, Nothing, on_submit), {"en": {}}, ())
OPENER = Kind("opener", Path(), Widget(Opener, Nothing, on_submit), {"en": {}}, ())
KINDS = Registry({"giver": KIND, "opener": OPENER})


async def two_pools(database: Database) -> tuple[str, str, str]:
    """A site, its pool, and the pool of another site."""
    here = await make_site(database)
    there = await database.write(sites.create, SHOP, "o" * 26)
    ours = await database.write(pools.create, here.id, NewPool(name="Ours"), None)
    theirs = await database.write(pools.create, there.id, NewPool(name="Theirs"), None)
    return here.id, ours.id, theirs.id


async def refused(database: Database, unit: object, *args: object) -> Mapping[str, str]:
    with pytest.raises(InvalidSettings) as error:
        await database.write(unit, *args)  # type: ignore[arg-type]
    return error.value.errors


async def test_o2_another_sites_pool_and_nobodys_are_refused_by_their_paths(database: Database):
    site, ours, theirs = await two_pools(database)
    settings = {"pool": ours, "prizes": [{"pool": ""}, {"pool": theirs}, {"pool": "0" * 26}]}
    new = NewWidget.read({"kind": "giver", "settings": settings})

    assert await refused(database, widgets.create, KINDS, site, new) == {
        "settings.prizes.1.pool": "is no pool of this site",
        "settings.prizes.2.pool": "is no pool of this site",
    }
    settings = {"pool": ours, "prizes": [{"pool": ours}]}
    placed = await database.write(
        widgets.create, KINDS, site, NewWidget.read({"kind": "giver", "settings": settings, "draft": True})
    )
    change = WidgetChange.read({"settings": {"pool": theirs}, "draft": True})
    assert await refused(database, widgets.change, KINDS, placed.id, change) == {
        "settings.pool": "is no pool of this site"
    }


async def test_o2_a_pool_that_was_deleted_is_refused_when_it_would_be_published_again(database: Database):
    site, ours, _ = await two_pools(database)
    new = NewWidget.read({"kind": "giver", "settings": {"pool": ours}})
    placed = await database.write(widgets.create, KINDS, site, new)
    await database.write(widgets.change, KINDS, placed.id, WidgetChange.read({"settings": {"pool": ""}}))
    drafted = WidgetChange.read({"settings": {"pool": ours, "title": "Draft"}, "draft": True})
    draft = await database.write(widgets.change, KINDS, placed.id, drafted)
    await database.write(pools.remove, site, ours, None)

    wrong = {"settings.pool": "is no pool of this site"}
    assert await refused(database, widgets.publish, KINDS, placed.id) == wrong
    assert await refused(database, removal.restore, KINDS, placed.id, 1) == wrong
    assert await refused(database, removal.duplicate, KINDS, placed.id, "Copy") == wrong
    again = (KINDS, placed.id, draft.draft, draft.revision)
    assert await refused(database, removal.bring_back, *again) == wrong


async def test_l10_another_sites_widget_and_a_removed_one_are_refused_by_their_paths(database: Database):
    here = await make_site(database)
    there = await database.write(sites.create, SHOP, "o" * 26)
    ours, removed, theirs = [
        (await database.write(widgets.create, KINDS, site, NewWidget.read({"kind": "giver"}))).id
        for site in (here.id, here.id, there.id)
    ]
    await database.write(removal.remove, removed)

    for other in (theirs, removed, "0" * 26):
        new = NewWidget.read({"kind": "opener", "settings": {"opens": other}})
        with pytest.raises(InvalidSettings) as error:
            await database.write(widgets.create, KINDS, here.id, new)
        assert (error.value.errors, error.value.reasons) == (
            {"settings.opens": "is no widget of this site"},
            {"settings.opens": "unknown_widget"},
        )
    new = NewWidget.read({"kind": "opener", "settings": {"opens": ours}})
    placed = await database.write(widgets.create, KINDS, here.id, new)
    assert placed.settings == {"opens": ours}


def test_l10_the_browser_is_told_which_widget_a_press_opens():
    assert public_settings(Opener.read({"opens": "w"}), ["en"]) == {"opens": "w"}


def test_o2_no_browser_is_told_which_pool_it_is():
    settings = GiverSettings.read({"title": "Tea", "pool": "p", "prizes": [{"label": "Cup", "pool": "p"}]})

    assert public_settings(settings, ["en"]) == {"title": "Tea", "prizes": [{"label": "Cup"}]}


def test_every_id_is_found_with_its_path():
    settings = GiverSettings.read({"pool": "a", "prizes": [{}, {"pool": "b"}]})
    assert list(references.references(settings, "settings")) == [
        ("settings.pool", "pool", "a"),
        ("settings.prizes.1.pool", "pool", "b"),
    ]


async def test_l3_a_department_is_one_of_the_sites_own_and_no_browser_is_told_of_it(database: Database):
    here = await make_site(database)
    there = await database.write(sites.create, SHOP, "o" * 26)
    ours = await database.write(departments.create, here.id, DepartmentInput(name="Sales"))
    theirs = await database.write(departments.create, there.id, DepartmentInput(name="Sales"))
    kinds = find_kinds()

    def chat(department: str) -> NewWidget:
        topics = [{"text": {"en": "Orders"}, "department": department}]
        return NewWidget.read({"kind": "chat", "settings": {"topics": topics}})

    await database.write(widgets.create, kinds, here.id, chat(ours.id))
    assert await refused(database, widgets.create, kinds, here.id, chat(theirs.id)) == {
        "settings.topics.0.department": "is no department of this site"
    }
    published = await Publishing(database, kinds).by_key(here.key)
    assert published is not None
    assert ours.id not in json.dumps(published.config)
