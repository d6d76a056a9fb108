"""Health tells the truth check by check, and never falls over itself."""

import asyncio
import json
import time

import pytest

from server.database import Database, Told
from server.database.checks import keep_something
from server.database.sqlite_connection import path_of
from server.errors import StorageUnavailable
from server.health import FRESH_SECONDS, TRY_SECONDS, Health, Numbers, Writable
from tests.server.database.lock import locked


def numbers() -> Numbers:
    return Numbers(lambda: 3, lambda: 0)


async def test_ready_is_true_only_when_every_check_holds():
    async def yes() -> bool:
        return True

    async def broken() -> bool:
        raise RuntimeError("database is away")

    good = await Health({"database": yes}, numbers()).ready(None)
    bad = await Health({"database": yes, "migrations": broken}, numbers()).ready(None)

    assert (good.status_code, json.loads(good.body)) == (200, {"database": True})
    assert (bad.status_code, json.loads(bad.body)) == (503, {"database": True, "migrations": False})


@pytest.mark.storage
async def test_what_can_be_kept_is_tried_only_where_nothing_tells(database: Database):
    tried, moment = [], [100.0]
    writable = Writable(database, lambda: moment[0])
    write = database.write

    async def counted(unit):
        tried.append(unit)
        return await write(unit)

    database.write = counted  # type: ignore[method-assign]
    first = await asyncio.gather(*(writable.holds() for _ in range(5)))
    moment[0] += FRESH_SECONDS + 1
    writable.hear([])
    again = await writable.holds()
    moment[0] += FRESH_SECONDS + 1
    later = await writable.holds()

    assert (first, again, later, len(tried)) == ([True] * 5, True, True, 2)


async def test_a_database_that_only_answers_is_not_ready_until_it_keeps_again(database: Database, sqlite_url: str):
    moment = time.monotonic
    ahead = [0.0]
    writable = Writable(database, lambda: moment() + ahead[0])
    health = Health({"writable": writable.holds}, numbers())

    good = await health.ready(None)
    with locked(path_of(sqlite_url)):
        ahead[0] += FRESH_SECONDS
        bad = [await health.ready(None) for _ in range(3)]
    soon = await health.ready(None)
    ahead[0] += TRY_SECONDS
    back = await health.ready(None)

    assert [each.status_code for each in (good, *bad, soon, back)] == [200, 503, 503, 503, 503, 200]
    assert json.loads(bad[0].body) == {"writable": False}


async def test_a_lead_that_could_not_be_kept_is_known_at_once(database: Database, sqlite_url: str):
    writable = Writable(database)
    good = await writable.holds()
    with locked(path_of(sqlite_url)), pytest.raises(StorageUnavailable):
        await database.write(keep_something)

    assert (good, await writable.holds()) == (True, False)


async def test_up_answers_without_asking_anybody():
    assert (await Health({}, numbers()).up(None)).status_code == 200


async def test_metrics_are_in_the_text_format_of_prometheus():
    seen = numbers()
    seen.hear([Told("site", 1, "lead", "thing", 0), Told("site", 2, "call", "thing", 0)])

    body = (await Health({}, seen).metrics(None)).body.decode()

    assert 'frontdesk_news_total{kind="lead"} 1.0' in body
    assert "frontdesk_sockets 3.0" in body
    assert "frontdesk_events_dropped 0.0" in body


async def test_a_room_may_tell_a_number_and_a_count_of_its_own():
    seen = numbers()
    seen.show("frontdesk_things_waiting", "Things that wait.", lambda: 7)
    count = seen.count("frontdesk_things_sent", "Things that went.")
    count()
    count()

    body = (await Health({}, seen).metrics(None)).body.decode()

    assert "frontdesk_things_waiting 7.0" in body
    assert "frontdesk_things_sent_total 2.0" in body
