"""The live line without a socket: at once where there is something to tell, else when there is."""

import asyncio
import time

import pytest

from server.conversations import notes
from server.conversations.said import Said
from tests.server.hub.serving import until
from tests.server.visitors.chat import answer, arrive, kept, write
from tests.server.visitors.house import EVIL, SHOP, TOKEN, House, hear, page_of, say

HELLO = {"type": "hello", "visitor": TOKEN, "have": 0}


@pytest.fixture
async def house(database):
    """The house, whose polls end after a moment."""
    made = await House(database, poll_seconds=0.4).set_up()
    worker = asyncio.create_task(made.live.run())
    yield made
    worker.cancel()


@pytest.fixture
async def chat(house):
    """The id of a published chat."""
    return await house.place(kind="chat")


async def poll(client, house, origin=SHOP, **said):
    return await client.post(f"{house.base}/poll", json=said, headers={"origin": origin})


async def frames(client, house, **said):
    response = await poll(client, house, **said)
    assert response.status_code == 200, response.text
    return response.json()["frames"]


def message(chat, text="Is the Guji back?", key="k1"):
    return {"type": "message", "key": key, "widget": chat, "text": text}


@pytest.mark.storage
async def test_l2_a_conversation_goes_on_without_a_socket(house, chat):
    async with house.client() as client:
        first = await frames(client, house, visitor=TOKEN, have=0, frames=[HELLO, message(chat)])
        told = await frames(client, house, visitor=TOKEN, have=0)
        standing = {each["type"]: each for each in told}["conversation"]
        waiting = asyncio.create_task(frames(client, house, visitor=TOKEN, have=1, mark=standing["mark"]))
        await until(lambda: house.hub.listeners(f"talk:{standing['id']}"))
        assert not waiting.done()
        await answer(house, standing["id"])
        answered = await waiting

    posted = {each["type"]: each for each in first}["posted"]
    [mine] = next(each["items"] for each in told if each["type"] == "messages")
    assert (posted["key"], posted["number"], mine["id"]) == ("k1", 1, posted["id"])
    assert "welcome" in {each["type"] for each in first}
    [theirs] = next(each["items"] for each in answered if each["type"] == "messages")
    assert (theirs["number"], theirs["name"], theirs["text"]) == (2, "Ana", "On Friday.")


async def test_l2_the_same_message_by_both_ways_is_one(house, chat):
    async with house.open_lines() as address, page_of(address) as page, house.client() as client:
        await arrive(page)
        await write(page, chat, key="k1")
        first = await hear(page, "posted")
        for _ in range(2):
            said = await frames(client, house, visitor=TOKEN, have=0, frames=[message(chat)])
            assert [each["id"] for each in said if each["type"] == "posted"] == [first["id"]]
    assert await kept(house) == [(1, "visitor", "Is the Guji back?")]


async def test_where_nothing_happens_the_asker_is_answered_with_nothing_after_a_while(house, chat):
    async with house.client() as client:
        since = time.monotonic()
        assert await frames(client, house, visitor=TOKEN, have=0) == []
        assert 0.3 < time.monotonic() - since < 3
    assert len(house.hub) == 0


async def test_what_a_socket_would_refuse_is_refused_here_each_by_its_key(house, chat):
    async with house.client() as client:
        said = await frames(
            client, house, visitor=TOKEN, have=0, frames=[message(chat, " "), {"type": "dance", "key": "k2"}]
        )
        nobody = await frames(client, house, frames=[message(chat)])
        for wrong in ({"frames": [{}] * 21}, {"more": 1}, {"have": -1}, {"frames": ["x"]}):
            assert (await poll(client, house, visitor=TOKEN, **wrong)).status_code == 422
        assert (await poll(client, house, origin=EVIL)).json()["code"] == "origin_refused"

    assert [(each["key"], each["code"]) for each in said] == [("k1", "invalid"), ("k2", "unknown_frame")]
    assert [list(each["errors"]) for each in nobody] == [["visitor"]]
    assert await kept(house) == []


async def test_more_askers_than_this_process_holds_are_told_to_come_later(database):
    house = await House(database, most_sockets=0).set_up()
    async with house.client() as client:
        refused = await poll(client, house, visitor=TOKEN, have=0)
    assert (refused.status_code, refused.json()["code"]) == (503, "overloaded")


async def test_g24_who_goes_on_without_a_socket_begins_no_conversation_with_each_message(database):
    house = await House(database, poll_seconds=0.4, clock=lambda: 1000.0).set_up()
    chat = await house.place(kind="chat")
    answered = []
    async with house.client() as client:
        for number in range(61):
            said = await frames(client, house, visitor=TOKEN, have=0, frames=[message(chat, key=f"k{number}")])
            answered += [each["type"] for each in said]
    assert answered == ["posted"] * 61


async def test_who_asks_is_answered_at_once_when_the_process_ends(database):
    house = await House(database, poll_seconds=20).set_up()
    async with house.client() as client:
        asking = asyncio.create_task(frames(client, house, visitor=TOKEN, have=0))
        await until(lambda: len(house.hub) == 1)
        house.hub.close_all()
        assert await asyncio.wait_for(asking, 3) == []
    assert len(house.hub) == 0


@pytest.mark.storage
async def test_l9_a_note_of_the_teams_is_on_no_road_to_a_visitor(house, chat):
    secret = "Ask for the invoice, @everybody."
    async with house.client() as client:
        await frames(client, house, visitor=TOKEN, have=0, frames=[HELLO, message(chat)])
        told = await frames(client, house, visitor=TOKEN, have=0)
        standing = {each["type"]: each for each in told}["conversation"]
        waiting = asyncio.create_task(frames(client, house, visitor=TOKEN, have=1, mark=standing["mark"]))
        await until(lambda: house.hub.listeners(f"talk:{standing['id']}"))
        noted = Said("note", secret)
        await house.database.write(notes.add, house.site.id, standing["id"], house.member.id, noted)
        nothing = await waiting  # the note wakes nobody: the poll ends by its own time
        roads = [
            nothing,
            await frames(client, house, visitor=TOKEN, have=0, frames=[HELLO]),
            await frames(client, house, visitor=TOKEN, have=1, frames=[{"type": "earlier", "before": 99}]),
            (await client.get(f"{house.base}/config", headers={"origin": SHOP})).text,
        ]
        async with house.open_lines() as address, page_of(address) as page:
            await arrive(page, have=0)
            roads += [await hear(page, "conversation"), await hear(page, "messages")]
            await say(page, type="earlier", before=99)
            roads.append(await hear(page, "messages"))
    assert "invoice" not in repr(roads)
    assert not [each for each in nothing if each["type"] in ("messages", "conversation")]
