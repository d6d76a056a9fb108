"""A page hears of its own conversation, each message once, whatever nudges come."""

import asyncio
import json

from server.database import Told
from server.errors import StorageUnavailable
from tests.server.hub.serving import until
from tests.server.visitors.chat import answer, arrive, write
from tests.server.visitors.house import page_of


async def test_many_nudges_at_once_tell_each_message_once_and_in_order(house):
    chat = await house.place(kind="chat")
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await write(page, chat)
        conversation = (await told(page, "conversation"))["id"]
        for number in range(2, 30):
            await answer(house, conversation, f"Line {number}")
            house.live.tell([Told(house.site.id, 1, "message", conversation, 0)] * 3)
        numbers = [1]
        while numbers[-1] < 29:
            numbers += [each["number"] for each in (await told(page, "messages"))["items"] if each["number"] > 1]
    assert numbers == list(range(1, 30))


async def test_what_could_not_be_read_for_a_moment_is_told_with_the_next_nudge(house, monkeypatch):
    chat = await house.place(kind="chat")
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await write(page, chat)
        conversation = (await told(page, "conversation"))["id"]
        real, failed = house.database.read, asyncio.Event()

        async def read(query, *given):
            if query.__module__ == "server.visitors.following" and not failed.is_set():
                failed.set()
                raise StorageUnavailable
            return await real(query, *given)

        monkeypatch.setattr(house.database, "read", read)
        await answer(house, conversation, "One")
        await until(failed.is_set)
        await answer(house, conversation, "Two")
        items = []
        while not items or items[-1]["text"] != "Two":
            items += (await told(page, "messages"))["items"]
    assert [each["text"] for each in items if each["author"] == "manager"] == ["One", "Two"]


async def told(page, kind):
    """The next frame of this type."""
    while True:
        frame = json.loads(await asyncio.wait_for(page.recv(), 5))
        if frame["type"] == kind:
            return frame
