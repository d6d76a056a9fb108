"""Health tells the truth check by check, and never falls over itself."""

import json

from server.database import Told
from server.health import Health, Numbers


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
