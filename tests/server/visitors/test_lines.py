"""Which sockets are taken in, and how the others are told."""

import asyncio
import json
from contextlib import AsyncExitStack

import pytest

from tests.server.hub.serving import all_of, until
from tests.server.visitors.house import EVIL, SHOP, House, page_of


async def refusal(address, origin=SHOP, **given):
    """The code of the refusal and the code that the socket is closed with."""
    async with page_of(address, origin, **given) as page:
        [said] = [json.loads(frame) for frame in await asyncio.wait_for(all_of(page), 5)]
        return said["type"], said["code"], page.close_code


@pytest.mark.parametrize("origin", [EVIL, "null", "http://shop.example", None])
async def test_e6_a_page_that_is_not_on_the_list_gets_no_socket(house, origin):
    async with house.open_lines() as address:
        assert await refusal(address, origin) == ("refused", "origin_refused", 4403)
        assert len(house.hub) == 0


async def test_a_key_of_no_site_is_told_so(house):
    async with house.open_lines() as address:
        assert await refusal(address.replace(house.site.key, "a" * 16)) == ("refused", "not_found", 4404)


async def test_one_socket_too_many_is_sent_away_and_comes_later(database):
    house = await House(database, most_sockets=2).set_up()
    async with house.open_lines() as address, page_of(address):
        async with page_of(address):
            await until(lambda: len(house.hub) == 2)
            assert await refusal(address) == ("refused", "overloaded", 1013)
        await until(lambda: len(house.hub) == 1)
        async with page_of(address) as page:
            await page.send('{"type":"hello"}')
            assert json.loads(await page.recv())["type"] == "welcome"


async def test_thirty_honest_people_behind_one_address_get_their_sockets(house):
    async with house.open_lines() as address, AsyncExitStack() as stack:
        pages = [await stack.enter_async_context(page_of(address)) for _ in range(30)]
        for page in pages:
            await page.send('{"type":"hello"}')

        assert {json.loads(await page.recv())["type"] for page in pages} == {"welcome"}


async def test_a_flood_of_sockets_from_one_address_is_sent_away(standing):
    async with standing.open_lines() as address:
        for _ in range(1199):
            standing.door._lines._limits.sockets("127.0.0.1")
        async with page_of(address):
            pass
        assert await refusal(address) == ("refused", "too_many", 1013)


async def test_sockets_that_have_ended_leave_nothing_behind(house):
    async with house.open_lines() as address:
        for n in range(20):
            async with page_of(address) as page:
                await page.send('{"type":"hello"}')
                await page.recv()
                if n % 2:
                    page.transport.abort()
        await until(lambda: len(house.hub) == 0)

        assert house.hub.topics() == ()


async def test_a_restart_closes_every_socket_with_1012(house):
    async with house.open_lines() as address, page_of(address) as page:
        await page.send('{"type":"hello"}')
        await page.recv()
        house.hub.close_all()
        await all_of(page)

        assert page.close_code == 1012


async def test_who_opens_the_line_and_who_is_refused_is_noted_for_the_owner(house):
    async with house.open_lines() as address:
        await refusal(address, EVIL)
        async with page_of(address):
            pass

    assert await house.seen() == {("hello", SHOP), ("refused", EVIL)}
