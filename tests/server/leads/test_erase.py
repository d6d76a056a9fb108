"""Erasing a person from everything that any room keeps."""

import importlib
from pathlib import Path

import pytest

import server
from server.calls import taking
from server.calls.tables import calls
from server.clients import notes, timeline
from server.clients import visitors as browsers
from server.clients.tables import clients
from server.database import Database, Reader, Transaction
from server.database.schema import metadata
from server.deliveries.erase import EVERYTHING, erase_client
from server.errors import NotFound
from server.hub.visitor_frames import Page
from server.leads.tables import leads, submissions
from tests.server.leads.desk import ANNA, BORIS, open_desk

pytestmark = pytest.mark.storage
TOLD = ("news", "outbox", "audit")  # that this person was erased, by the bare id


def _tables():  # type: ignore[no-untyped-def]
    for found in Path(server.__file__).parent.glob("*/tables.py"):
        importlib.import_module(f"server.{found.parent.name}.tables")
    return metadata.tables


def test_p3_every_table_with_a_clients_id_has_an_eraser():
    with_client = {name for name, table in _tables().items() if "client" in table.c}

    assert with_client - {eraser.table for eraser in EVERYTHING} == set()


async def test_p3_nothing_of_an_erased_person_is_left_but_the_bare_key(database: Database):
    desk = await open_desk(database)
    hashed = browsers.token_hash(ANNA)
    await database.write(browsers.visit, desk.site, hashed, Page(url="https://shop.example/canary"))
    await desk.leave(name="Canary", question="Canary?", key="bare")
    [person], [call] = await desk.all(clients), await desk.all(calls)
    await database.write(notes.add, desk.site, person["id"], desk.vera, "Canary sings")
    await database.write(taking.accept, desk.site, call["id"], desk.vera)
    await database.write(taking.end, desk.site, call["id"], desk.vera, "reached", "Canary answered")
    await database.write(browsers.visit, desk.site, hashed, Page(url="https://shop.example/canary2"))

    await erase_client(database, desk.site, person["id"])

    for name, table in _tables().items():
        rows = str(await desk.all(table))
        for trace in ("anary", "+38164", person["id"]):
            is_told = trace == person["id"] and name in TOLD
            assert trace not in rows or is_told, name
    [key] = await desk.all(submissions)
    del key["at"]
    assert key == {
        "site": desk.site,
        "key": "bare",
        "visitor_hash": None,
        "fingerprint": "",
        "lead": None,
        "client": None,
        "answer": "",
    }
    assert (await desk.news())[-1] == ("client", person["id"])


async def test_other_people_keep_everything(database: Database):
    desk = await open_desk(database)
    await desk.leave(visitor=ANNA, phone="+381641111111")
    kept = await desk.leave(visitor=BORIS, phone="+381642222222")
    [person] = [each for each in await desk.all(clients) if each["phone"] == "+381641111111"]

    await erase_client(database, desk.site, person["id"])

    assert await desk.all(leads, "id") == [{"id": kept.answer["lead"]}]
    assert await desk.all(clients, "phone") == [{"phone": "+381642222222"}]


async def test_a_long_history_goes_in_small_units(database: Database):
    desk = await open_desk(database)
    await desk.leave()
    [person] = await desk.all(clients)

    def fill(tx: Transaction, count: int) -> None:
        for _ in range(count):
            timeline.add(tx, desk.site, person["id"], "visit", "thing", {})

    for _ in range(5):
        await database.write(fill, 90)  # each entry moves the person's number too

    await erase_client(database, desk.site, person["id"])

    assert await database.read(_entries, person["id"]) == []


async def test_another_sites_person_looks_like_a_missing_one_and_stays(database: Database):
    desk = await open_desk(database)
    await desk.leave()
    [person] = await desk.all(clients)

    for site, client in (("another", person["id"]), (desk.site, "missing")):
        with pytest.raises(NotFound):
            await erase_client(database, site, client)

    assert len(await desk.all(leads)) == 1


def _entries(reader: Reader, client: str) -> list[dict[str, object]]:
    return timeline.page(reader, client).items
