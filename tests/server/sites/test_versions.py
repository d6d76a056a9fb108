"""Each published version is kept with the words that visitors agreed to while it was shown."""

import json

import pytest
from sqlalchemy import select

from server.database import Database, Reader, Row
from server.sites import versions, widgets
from server.sites.tables import widget_versions
from server.sites.widget_input import NewWidget, WidgetChange
from tests.support.desk import KINDS, make_owner, make_site

pytestmark = pytest.mark.storage

OWN = {"en": "Call me.", "ru": "Позвоните мне."}


def rows(reader: Reader) -> list[Row]:
    return reader.all(select(widget_versions).order_by(widget_versions.c.version))


async def test_a_version_is_kept_with_who_published_it_and_every_word(database: Database) -> None:
    site = await make_site(database)
    placed = await database.write(widgets.create, KINDS, site.id, NewWidget.read({"kind": "bell"}), "m" * 26)
    change = WidgetChange.read({"settings": {"contact": {"sr": "Позовите ме."}}, "rules": {"priority": 1}})
    await database.write(widgets.change, KINDS, placed.id, change)
    kept = await database.read(rows)
    assert [(row["widget"], row["version"], row["member"]) for row in kept] == [
        (placed.id, 1, "m" * 26),
        (placed.id, 2, None),
    ]
    assert [json.loads(kept[1][name]) for name in ("settings", "rules", "consent_texts")] == [
        {"contact": {"sr": "Позовите ме."}},
        {"priority": 1},
        {"contact": OWN | {"sr": "Позовите ме."}},
    ]


async def test_the_words_of_every_version_are_found_and_equal_ones_are_kept_once(database: Database) -> None:
    site = await make_site(database)
    placed = await database.write(widgets.create, KINDS, site.id, NewWidget.read({"kind": "bell"}))
    for title in ("One", "Two"):
        change = WidgetChange.read({"settings": {"title": {"en": title}}})
        await database.write(widgets.change, KINDS, placed.id, change)
    elsewhere = await make_site(database, await make_owner(database, "boris@shop.example"))
    await database.write(widgets.create, KINDS, elsewhere.id, NewWidget.read({"kind": "bell"}))
    found = await database.read(versions.consents, site.id)
    assert found == {placed.id: {number: {"contact": OWN} for number in (1, 2, 3)}}
    assert len({id(texts) for texts in found[placed.id].values()}) == 1
