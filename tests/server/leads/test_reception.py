"""Where everything that visitors leave is received."""

import asyncio

import pytest

from server.clients.tables import clients
from server.database import Database
from server.deliveries.erase import erase_client
from server.errors import Gone, Invalid, KeyReused, NotFound, StorageUnavailable
from server.leads import once, reception
from server.leads.once import Once
from server.leads.tables import leads, submissions
from tests.server.leads.desk import ANNA, BORIS, open_desk

NEVER = {"name": "<script>alert(1)</script>", "question": "'; DROP TABLE leads; --\u0000 =SUM(1) Ж😀 مرحبا"}


async def test_a_kept_send_is_answered_again_even_when_it_would_be_refused_today(database: Database):
    desk = await open_desk(database)
    first = await desk.leave(key="old")
    stricter = desk.with_widget(settings=type(desk.published.widgets["w1"].settings).read({"countries": ["DE"]}))

    again = await stricter.leave(key="old")

    assert (again.first, again.answer) == (False, first.answer)
    with pytest.raises(Invalid):
        await stricter.leave(key="new")
    with pytest.raises(KeyReused):
        await stricter.leave(key="old", visitor=BORIS)


async def test_a_kept_send_is_answered_again_when_its_widget_is_gone(database: Database):
    desk = await open_desk(database)
    first = await desk.leave(key="old")

    desk.published.widgets.clear()  # type: ignore[attr-defined]

    assert (await desk.leave(key="old")).answer == first.answer
    with pytest.raises(NotFound):
        await desk.leave(key="new")


async def test_a_refused_send_keeps_nothing_and_leaves_its_key_free(database: Database):
    desk = await open_desk(database)

    with pytest.raises(Invalid) as refused:
        await desk.leave(key="typo", phone="+381 64 12 34")

    assert refused.value.errors == {"phone": "This number is two digits short for Serbia."}
    assert await desk.all(submissions) == []
    assert (await desk.leave(key="typo", phone="+381 64 123 45 67")).first


async def test_a_kept_send_is_answered_though_old_keys_cannot_be_tidied_away(database: Database, monkeypatch):
    desk = await open_desk(database)

    def failing(tx):
        raise StorageUnavailable

    monkeypatch.setattr(reception, "PRUNE_EVERY", 1)
    monkeypatch.setattr(once, "prune", failing)

    assert (await desk.leave(key="kept")).first


async def test_a_late_repeat_after_erasure_is_gone_and_makes_nobody(database: Database):
    desk = await open_desk(database)
    await desk.leave(key="erased")
    [person] = await desk.all(clients)
    await erase_client(database, desk.site, person["id"])

    for visitor in (ANNA, BORIS, None):
        with pytest.raises(Gone):
            await desk.leave(key="erased", visitor=visitor)

    assert [await desk.all(table) for table in (clients, leads)] == [[], []]


@pytest.mark.storage
async def test_hostile_words_are_kept_as_inert_text(database: Database):
    desk = await open_desk(database)

    await desk.leave(**NEVER)

    [lead] = await desk.all(leads)
    assert lead["name"] == "<script>alert(1)</script>"
    assert '"question":"\'; DROP TABLE leads; -- =SUM(1) Ж😀 مرحبا"' in lead["values"]


async def test_old_keys_are_forgotten_along_the_way(database: Database, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reception, "PRUNE_EVERY", 3)
    desk = await open_desk(database)

    def age(tx):  # type: ignore[no-untyped-def]
        tx.now -= 31 * 24 * 60 * 60 * 1000
        once.remember(tx, Once(desk.site, "ancient", None, "print"), "lead", "client", {})

    await database.write(age)
    for _ in range(3):
        await desk.leave()

    assert len(await desk.all(submissions)) == 3


async def test_c1_thirty_honest_visitors_behind_one_address_are_all_kept(database: Database):
    desk = await open_desk(database)

    await asyncio.gather(
        *(desk.leave(phone=f"+3816412345{n:02}", visitor=f"{n:022}", address="192.0.2.1") for n in range(30))
    )

    assert len(await desk.all(leads)) == 30
