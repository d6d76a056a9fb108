"""The published document stays in memory, and is never stale for longer than it takes to be told."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import update

from server.database import Database, Transaction
from server.errors import StorageUnavailable
from server.registry import Registry
from server.sites import publishing as module
from server.sites import sites, widgets
from server.sites.document import Published
from server.sites.publishing import Publishing
from server.sites.settings import SiteChange
from server.sites.sites import Site
from server.sites.tables import widgets as table
from server.sites.widget_input import NewWidget, WidgetChange
from tests.support.desk import KINDS, make_owner, make_site, settled

pytestmark = pytest.mark.storage


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


async def read(publishing: Publishing, site: Site) -> Published:
    found = await publishing.by_key(site.key)
    assert found is not None
    return found


async def place(database: Database, site: Site, **raw: Any) -> str:
    made = await database.write(widgets.create, KINDS, site.id, NewWidget.read({"kind": "bell"} | raw))
    await settled()
    return made.id


async def test_a_document_is_read_once_and_served_from_memory(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = await make_site(database)
    widget = await place(database, site)
    publishing = Publishing(database, KINDS)
    first = await read(publishing, site)
    assert (first.site.id, first.site.version, list(first.widgets)) == (site.id, 2, [widget])
    monkeypatch.setattr(database, "read", None)
    assert await publishing.by_key(site.key) is first


async def test_many_who_ask_at_once_cost_one_reading(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    site = await make_site(database)
    publishing, readings, real = Publishing(database, KINDS), [], database.read

    async def counted(query: Any, /, *args: Any) -> Any:
        readings.append(query)
        return await real(query, *args)

    monkeypatch.setattr(database, "read", counted)
    found = await asyncio.gather(*(publishing.by_key(site.key) for _ in range(50)))
    assert len({id(each) for each in found}) == 1
    assert readings == [module.load]


async def test_only_what_was_published_is_given_and_a_disabled_widget_still_takes_leads(database: Database) -> None:
    site = await make_site(database)
    shown, off = await place(database, site), await place(database, site, enabled=False)
    await place(database, site, draft=True)
    published = await read(Publishing(database, KINDS), site)
    listed: Any = published.config["widgets"]
    assert [each["id"] for each in listed] == [shown]
    assert set(published.widgets) == {shown, off}


async def test_a_change_is_given_as_soon_as_its_news_is_heard(database: Database) -> None:
    site = await make_site(database)
    publishing, heard = Publishing(database, KINDS), list[str]()
    database.on_news(publishing.hear)
    publishing.on_change(heard.append)
    before = await read(publishing, site)
    await database.write(sites.change, site.id, SiteChange.read({"memory": "always"}))
    await settled()
    after = await read(publishing, site)
    assert (before.config["memory"], after.config["memory"]) == ("after_interaction", "always")
    assert after.etag != before.etag
    assert heard == [site.id]


async def test_a_change_that_no_nudge_told_of_is_found_by_comparing_versions(database: Database) -> None:
    anna = await make_owner(database)
    site, still = await make_site(database, anna), await make_site(database, anna)
    publishing, heard = Publishing(database, KINDS), list[str]()
    publishing.on_change(heard.append)
    await read(publishing, site)
    kept = await read(publishing, still)
    assert await publishing.check() == []
    await database.write(sites.change, site.id, SiteChange.read({"memory": "always"}))
    assert (await read(publishing, site)).config["memory"] == "after_interaction"
    assert await publishing.check() == [site.id]
    assert (await read(publishing, site)).config["memory"] == "always"
    assert await read(publishing, still) is kept
    assert heard == [site.id]


async def test_with_nothing_in_memory_there_is_nothing_to_compare(database: Database) -> None:
    await make_site(database)
    assert await Publishing(database, KINDS).check() == []


async def test_watching_goes_on_while_the_database_is_away(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    site = await make_site(database)
    publishing = Publishing(database, KINDS)
    await read(publishing, site)
    monkeypatch.setattr(module, "EVERY_SECONDS", 0.01)
    real, away = database.read, True

    async def sometimes(query: Any, /, *args: Any) -> Any:
        if away:
            raise StorageUnavailable
        return await real(query, *args)

    monkeypatch.setattr(database, "read", sometimes)
    watching = asyncio.create_task(publishing.watch())
    await database.write(sites.change, site.id, SiteChange.read({"memory": "always"}))
    await asyncio.sleep(0.05)
    assert (await read(publishing, site)).config["memory"] == "after_interaction"
    away = False
    await asyncio.sleep(0.3)
    assert (await read(publishing, site)).config["memory"] == "always"
    watching.cancel()


async def test_a_key_of_no_site_is_asked_for_again_after_two_seconds(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    publishing, readings, real = Publishing(database, KINDS, clock), [], database.read

    async def counted(query: Any, /, *args: Any) -> Any:
        readings.append(args[-1])
        return await real(query, *args)

    monkeypatch.setattr(database, "read", counted)
    monkeypatch.setattr(module, "MOST_UNKNOWN", 2)
    nobody = "nobodynobodynobo"
    assert [await publishing.by_key(nobody), await publishing.by_key(nobody)] == [None, None]
    clock.now += 2.0
    assert await publishing.by_key(nobody) is None
    assert readings == [nobody, nobody]
    for other in ("a" * 16, "b" * 16):
        await publishing.by_key(other)
    assert list(publishing._unknown) == ["a" * 16, "b" * 16]


@pytest.mark.parametrize("key", ["", "short", "A" * 16, "a" * 17, "'; DROP TABLE--x", "é" * 16])
async def test_what_cannot_be_a_key_never_reaches_the_database(
    database: Database, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    monkeypatch.setattr(database, "read", None)
    assert await Publishing(database, KINDS).by_key(key) is None


async def test_a_change_during_the_reading_is_not_lost(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    site = await make_site(database)
    publishing, real = Publishing(database, KINDS), database.read

    async def overtaken(query: Any, /, *args: Any) -> Any:
        found = await real(query, *args)
        monkeypatch.undo()
        await database.write(sites.change, site.id, SiteChange.read({"memory": "always"}))
        publishing.forget(site.id)
        return found

    monkeypatch.setattr(database, "read", overtaken)
    assert (await read(publishing, site)).config["memory"] == "always"


async def test_a_widget_of_another_release_is_left_out_and_the_others_stay(database: Database) -> None:
    site = await make_site(database)
    whole, broken = await place(database, site), await place(database, site)

    def spoil(tx: Transaction) -> None:
        tx.run(update(table).where(table.c.id == broken).values(settings='{"gone": 1}'))

    await database.write(spoil)
    assert list((await read(Publishing(database, KINDS), site)).widgets) == [whole]
    assert dict((await read(Publishing(database, Registry({})), site)).widgets) == {}


async def test_a_published_widget_knows_the_words_of_all_its_versions(database: Database) -> None:
    site = await make_site(database)
    widget = await place(database, site)
    change = WidgetChange.read({"settings": {"contact": {"en": "Ring me."}}})
    await database.write(widgets.change, KINDS, widget, change)
    published = (await read(Publishing(database, KINDS), site)).widgets[widget]
    assert published.consent_text("contact", "en") == "Ring me."
    assert published.consent_versions[1]["contact"]["en"] == "Call me."
    assert published.consent_changed_since(1, ["contact"]) == ["contact"]
    assert published.consent_changed_since(2, ["contact"]) == []
