"""Impressions and clicks are taken in batches."""

import json

import pytest
from sqlalchemy import func, select

from server.numbers.tables import events
from tests.server.visitors.house import EVIL, SHOP

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"


def seen(reader):
    return [(row["widget"], row["name"], row["page"]) for row in reader.all(select(events).order_by(events.c.name))]


async def post(house, said, **headers):
    async with house.client() as client:
        sent = {"origin": SHOP, "content-type": "text/plain", "user-agent": BROWSER} | headers
        answer = await client.post(f"{house.base}/events", content=json.dumps(said), headers=sent)
    await house.keeper.flush()
    return answer


def shown(widget, name="shown"):
    return {"widget": widget, "name": name, "page": {"url": f"{SHOP}/beans?email=ana@shop.example", "referrer": ""}}


async def test_a_batch_is_taken_and_on_disk_a_moment_later(house):
    answer = await post(house, {"events": [shown(house.widget), shown(house.widget, "chat:message")]})

    assert (answer.status_code, answer.content, answer.headers["access-control-allow-origin"]) == (202, b"", SHOP)
    assert await house.database.read(seen) == [
        (house.widget, "chat:message", f"{SHOP}/beans"),
        (house.widget, "shown", f"{SHOP}/beans"),
    ]


async def test_presses_are_counted_by_what_was_pressed(house):
    pressed = [shown(house.widget, "pressed") | {"action": action} for action in ("telegram", "call", "telegram")]

    await post(house, {"events": pressed})

    counted = select(events.c.action, func.count().label("presses")).group_by(events.c.action).order_by(events.c.action)
    rows = await house.database.read(lambda reader: reader.all(counted))
    assert [(row["action"], row["presses"]) for row in rows] == [("call", 1), ("telegram", 2)]


async def test_widgets_of_others_and_bots_count_for_nothing(house):
    other = await post(house, {"events": [shown("0" * 26)]})
    bot = await post(house, {"events": [shown(house.widget)]}, **{"user-agent": "Googlebot/2.1"})

    assert (other.status_code, bot.status_code) == (202, 202)
    assert await house.database.read(seen) == []


@pytest.mark.parametrize(
    "said", [{"events": [shown("w")] * 51}, {"events": [shown("w", "Shown!")]}, {"events": [{"name": "shown"}]}, {}]
)
async def test_what_does_not_fit_is_refused_and_nothing_is_kept(house, said):
    answer = await post(house, said)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
    assert await house.database.read(seen) == []


async def test_a_flood_of_batches_is_refused(standing):
    statuses = [(await post(standing, {"events": []})).status_code for _ in range(122)]

    assert statuses == [202] * 120 + [429] * 2


async def test_a_page_that_is_not_on_the_list_counts_for_nothing(house):
    answer = await post(house, {"events": [shown(house.widget)]}, origin=EVIL)

    assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
