"""The live line: who may listen, what is told, what is caught up, and when it ends."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from server.console import live
from server.console.watch import LOCKED, NO_SITE
from server.database import News, Transaction
from server.database.feed import news_since
from server.hub.connection import Connection
from server.sites import members, sessions

SECONDS = 8


@asynccontextmanager
async def line(console, token="", origin=None):
    """A socket as the page opens it."""
    address = console.address.replace("http", "ws") + "/console/socket"
    cookie = {"Cookie": f"frontdesk={token}"} if token else {}
    async with connect(address, origin=origin or console.address, additional_headers=cookie) as socket:
        yield socket


async def hear(socket, kind):
    """The next frame of this type."""
    async with asyncio.timeout(SECONDS):
        while (frame := json.loads(await socket.recv()))["type"] != kind:
            pass
    return frame


async def ended(socket):
    """The code with which the server ends the line."""
    async with asyncio.timeout(SECONDS):
        try:
            while True:
                await socket.recv()
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else None


@asynccontextmanager
async def listening(console, email, **hello):
    """A socket of somebody who is logged in, after its hello; gives the socket, the welcome and the HTTP session."""
    async with console.program(email) as program:
        token = program.client.cookies["frontdesk"]
        async with line(console, token) as socket:
            said = {"type": "hello", "site": console.site.id, "csrf": program.csrf} | hello
            await socket.send(json.dumps(said))
            yield socket, program


async def number_now(console):
    return (await console.database.read(news_since, console.site.id, -1)).number


async def test_a_page_hears_what_is_committed_under_the_feeds_numbers(console):
    number = await number_now(console)
    async with listening(console, console.owner) as (socket, _):
        welcome = await hear(socket, "welcome")
        lead = await console.write_letter(name="Tom")
        news = await hear(socket, "news")
    owner = (await console.database.read(members.by_email, console.owner)).id
    assert welcome == {"type": "welcome", "number": number, "member": {"id": owner, "name": "Anna Petrova"}}
    item = {"number": number + 1, "kind": "lead", "thing": lead["lead"]}
    assert news == {"type": "news", "items": [item], "number": number + 1}


async def test_who_comes_back_hears_what_was_missed_before_anything_else(console):
    number = await number_now(console)
    lead = await console.write_letter(name="Tom")
    async with listening(console, console.owner, have=number) as (socket, _):
        missed = json.loads(await socket.recv())
        welcome = await hear(socket, "welcome")
    item = {"number": number + 1, "kind": "lead", "thing": lead["lead"]}
    assert missed == {"type": "news", "items": [item], "number": number + 1}
    assert welcome["number"] == number + 1


async def test_who_was_away_too_long_is_told_to_read_everything_afresh(console):
    async with listening(console, console.owner, have=999_999) as (socket, _):
        assert await hear(socket, "stale") == {"type": "stale", "number": await number_now(console)}


async def test_colleagues_hear_who_comes_and_who_goes(console):
    email = await console.hire("Dmitri Orlov")
    async with listening(console, console.owner) as (anna, _):
        first = await hear(anna, "presence")
        async with listening(console, email) as (dmitri, _):
            await hear(dmitri, "welcome")
            both = await hear(anna, "presence")
            while len(both["online"]) < 2:
                both = await hear(anna, "presence")
        again = await hear(anna, "presence")
    names = [[person["name"] for person in frame["online"]] for frame in (first, both, again)]
    assert names == [["Anna Petrova"], ["Anna Petrova", "Dmitri Orlov"], ["Anna Petrova"]]


async def test_a_foreign_page_gets_no_socket_even_with_the_cookie(console):
    async with console.program(console.owner) as program:
        for origin in ("https://evil.example", "null", console.address + "0"):
            with pytest.raises(InvalidStatus) as refused:
                async with line(console, program.client.cookies["frontdesk"], origin):
                    pass
            assert refused.value.response.status_code == 403


async def test_somebody_not_logged_in_is_told_so(console):
    async with line(console) as socket:
        assert await ended(socket) == live.LOGGED_OUT


@pytest.mark.parametrize("hello", [{"csrf": "another"}, {"site": "0" * 26}])
async def test_without_the_sessions_token_or_at_another_site_nothing_is_heard(console, hello):
    async with listening(console, console.owner, **hello) as (socket, _):
        assert await ended(socket) == live.LOGGED_OUT


async def test_before_the_hello_nothing_is_heard(console):
    async with console.program(console.owner) as program, line(console, program.client.cookies["frontdesk"]) as socket:
        await console.write_letter(name="Tom")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await socket.recv()


async def test_a_log_out_ends_the_open_lines_of_that_session_within_five_seconds(console):
    async with (
        listening(console, console.owner) as (here, program),
        listening(console, console.owner) as (elsewhere, _),
    ):
        await hear(here, "welcome")
        await hear(elsewhere, "welcome")
        await program.client.post("/console/logout", data={"csrf": program.csrf})
        async with asyncio.timeout(5):
            assert await ended(here) == live.LOGGED_OUT
        await console.write_letter(name="Tom")
        assert (await hear(elsewhere, "news"))["items"][0]["kind"] == "lead"


async def test_who_is_disabled_hears_nothing_more_after_five_seconds(console):
    email = await console.hire("Vesna Ilić")
    async with listening(console, email) as (socket, _):
        await hear(socket, "welcome")
        await console.database.write(members.disable, (await console.database.read(members.by_email, email)).id)
        async with asyncio.timeout(5):
            assert await ended(socket) == LOCKED


async def test_who_was_locked_or_removed_while_the_line_was_gone_hears_why_when_it_comes_back(console):
    for name, shut, code in (("Vesna Ilić", "locked", LOCKED), ("Petar Savić", "removed", NO_SITE)):
        email = await console.hire(name)
        async with console.program(email) as program:
            member = (await console.database.read(members.by_email, email)).id
            await console.database.write(sessions.shut, member, shut)
            async with line(console, program.client.cookies["frontdesk"]) as socket:
                assert await ended(socket) == code


async def test_a_second_hello_changes_nothing(console):
    async with listening(console, console.owner) as (socket, program):
        await hear(socket, "welcome")
        await socket.send(json.dumps({"type": "hello", "site": "0" * 26, "csrf": program.csrf}))
        await console.write_letter(name="Tom")
        assert (await hear(socket, "news"))["items"][0]["kind"] == "lead"


async def test_news_of_one_site_are_not_heard_at_another(console):
    def elsewhere(tx: Transaction) -> None:
        tx.after_commit(News("0" * 26, "lead", "x"))

    async with listening(console, console.owner) as (socket, _):
        await hear(socket, "welcome")
        await console.database.write(elsewhere)
        await console.write_letter(name="Tom")
        assert (await hear(socket, "news"))["items"][0]["thing"] != "x"


async def test_l1_that_a_manager_is_writing_reaches_the_visitor_by_first_name_and_colleagues(console):
    begun = await console.say("Is the Guji back?")
    email = await console.hire("Dmitri Orlov")
    visitor = Connection()
    hub = console.door.live._hub
    async with listening(console, console.owner) as (anna, _), listening(console, email) as (dmitri, _):
        await hear(anna, "welcome")
        await hear(dmitri, "welcome")
        with hub.joined(visitor):
            hub.subscribe(visitor, f"talk:{begun.conversation}")
            for conversation in ("0" * 26, begun.conversation, begun.conversation):
                await anna.send(json.dumps({"type": "typing", "conversation": conversation}))
                await asyncio.sleep(0)
            told = await hear(dmitri, "typing")
            heard = [json.loads(frame) for frame in visitor.take()]
    assert (told["conversation"], told["by"]["name"]) == (begun.conversation, "Anna Petrova")
    assert heard == [{"type": "typing", "name": "Anna"}]


async def here(socket, *names):
    """Wait until the page hears that these are here, and nobody else."""
    while [each["name"] for each in (await hear(socket, "presence"))["online"]] != [*names]:
        pass


async def test_l4_whoever_goes_away_is_not_here_for_anybody_until_they_are_back(console):
    async with listening(console, console.owner) as (anna, program):
        await here(anna, "Anna Petrova")
        await program.act("/console/duty", away="yes")
        await here(anna)
        await program.act("/console/duty", away="no")
        await here(anna, "Anna Petrova")


async def test_l4_whoever_is_away_stays_away_in_a_page_that_is_opened_later(console):
    async with listening(console, console.owner) as (anna, program):
        await here(anna, "Anna Petrova")
        await program.act("/console/duty", away="yes")
        await here(anna)
        async with listening(console, console.owner) as (second, _):
            assert (await hear(second, "presence"))["online"] == []


async def test_l4_an_idle_page_counts_for_nobody_while_another_page_of_theirs_does(console):
    async with listening(console, console.owner) as (first, _), listening(console, console.owner) as (second, _):
        for page in (first, second):
            await here(page, "Anna Petrova")
        await first.send(json.dumps({"type": "idle", "idle": True}))
        await second.send(json.dumps({"type": "idle", "idle": True}))
        await here(first)
        await first.send(json.dumps({"type": "idle", "idle": False}))
        await here(first, "Anna Petrova")
        assert len(await console.presence.online(console.site.id)) == 1


async def test_who_has_a_conversation_open_is_told_to_colleagues_until_they_have_left(console):
    begun = await console.say()
    email = await console.hire("Dmitri Orlov")
    looking = json.dumps({"type": "looking", "conversation": begun.conversation})
    async with listening(console, console.owner) as (anna, _):
        await anna.send(looking)
        alone = await hear(anna, "looking")
        async with listening(console, email) as (dmitri, _):
            await dmitri.send(json.dumps({"type": "looking", "conversation": "0" * 26}))
            await dmitri.send(looking)
            both = await hear(dmitri, "looking")
            while len((told := await hear(anna, "looking"))["people"]) == 1:
                pass
        left = await hear(anna, "looking")
    names = [[person["name"] for person in each["people"]] for each in (alone, both, told, left)]
    assert names == [["Anna Petrova"], *[["Anna Petrova", "Dmitri Orlov"]] * 2, ["Anna Petrova"]]
