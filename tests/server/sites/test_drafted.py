"""Widgets are read as they would be published, drafts where they are asked for."""

from server.database import Database, Transaction
from server.registry import find_kinds
from server.sites import drafted, members, sites, widgets
from server.sites.settings import NewSite
from server.sites.tables import widgets as table
from server.sites.widget_input import NewWidget, WidgetChange

KINDS = find_kinds()


def _shop(tx: Transaction) -> tuple[str, str, str]:
    member = members.create(tx, email="anna@shop.example", name="Anna", password_hash="")
    site = sites.create(tx, NewSite.read({"name": "Shop", "origins": ["https://shop.example"]}), member.id).id
    kept, gone = (widgets.create(tx, KINDS, site, NewWidget.read({"kind": "callback"})).id for _ in range(2))
    widgets.change(tx, KINDS, kept, WidgetChange(settings={"promise_seconds": 50}, draft=True))
    tx.run(table.update().where(table.c.id == gone).values(settings='{"of_another_release": 1}'))
    return site, kept, gone


async def test_a_draft_takes_the_place_of_what_is_published_only_where_it_is_asked_for(database: Database) -> None:
    site, kept, gone = await database.write(_shop)
    placed = await database.read(drafted.of_site, site)

    said = [
        {each.id: each.settings.model_dump(exclude_unset=True) for each in drafted.as_published(KINDS, placed, drafts)}
        for drafts in (frozenset(), frozenset({kept, gone}))
    ]

    assert said == [{kept: {}}, {kept: {"promise_seconds": 50}}]
    assert {each.id for each in placed} == {kept, gone}
