"""Widgets are read as they stand; who changed them last, and how often, stands beside."""

import pytest

from server.database import Database
from server.errors import NotFound
from server.sites import placed, removal, widgets
from server.sites.widget_input import NewWidget
from tests.support.desk import KINDS, make_site

pytestmark = pytest.mark.storage


async def test_a_removed_widget_is_listed_only_where_removed_ones_are_asked_for(database: Database) -> None:
    site = await make_site(database)
    made = await database.write(widgets.create, KINDS, site.id, NewWidget.read({"kind": "bell"}), "m" * 26)
    gone = await database.write(removal.remove, made.id, "n" * 26)
    assert (await database.read(placed.of_site, site.id)).items == []
    assert (await database.read(placed.of_site, site.id, removed=True)).items == [gone]
    assert (gone.revision, gone.changed_by, gone.changed_at) == (made.revision + 1, "n" * 26, gone.removed_at)


async def test_every_widget_is_named_with_whether_visitors_see_it(database: Database) -> None:
    site = await make_site(database)
    seen, draft, gone = [
        await database.write(widgets.create, KINDS, site.id, NewWidget.read({"kind": "bell", "name": name, **more}))
        for name, more in (("Seen", {}), ("Draft", {"draft": True}), ("Gone", {}))
    ]
    await database.write(removal.remove, gone.id)
    assert await database.read(placed.named, site.id) == [
        placed.Named(draft.id, "bell", "Draft", is_shown=False),
        placed.Named(seen.id, "bell", "Seen", is_shown=True),
    ]


async def test_a_widget_is_held_only_in_the_state_that_is_asked_for(database: Database) -> None:
    site = await make_site(database)
    made = await database.write(widgets.create, KINDS, site.id, NewWidget.read({"kind": "bell"}))
    assert await database.write(placed.alone, made.id) == made
    with pytest.raises(NotFound):
        await database.write(lambda tx: placed.alone(tx, made.id, removed=True))
