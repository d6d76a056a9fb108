"""One look tells of every open page whether it may still listen."""

import asyncio
import time
from contextlib import ExitStack

import pytest

from server.console import watch
from server.console.watch import LOCKED, LOGGED_OUT, NO_SITE, ROLE_CHANGED, Page, Watch, standing, verdict
from server.database import Database, now_ms
from server.errors import StorageUnavailable
from server.hub.connection import Connection
from server.sites import members, sessions
from server.sites.policy import Role
from tests.support.desk import make_owner, make_site


async def open_page(database: Database, member: str, site: str | None = None, role: Role | None = None) -> Page:
    _, session = await database.write(sessions.open_session, member)
    return Page(Connection(), session.token_hash, site, role)


def test_what_has_changed_decides_how_a_line_ends() -> None:
    page = Page(Connection(), "hash", "here", Role.ADMIN)
    found = {
        "as before": {"here": Role.ADMIN},
        "lowered": {"here": Role.MANAGER},
        "raised": {"here": Role.OWNER},
        "elsewhere only": {"there": Role.ADMIN},
        "nowhere": {},
    }
    assert {name: verdict(page, roles) for name, roles in found.items()} == {
        "as before": None,
        "lowered": ROLE_CHANGED,
        "raised": ROLE_CHANGED,
        "elsewhere only": LOGGED_OUT,
        "nowhere": LOGGED_OUT,
    }
    assert verdict(page, None) == LOGGED_OUT
    assert [verdict(Page(Connection(), "hash"), roles) for roles in ({}, None)] == [None, LOGGED_OUT]


@pytest.mark.storage
async def test_of_each_living_session_the_roles_of_this_moment_are_read(database: Database) -> None:
    anna, boris = await make_owner(database), await make_owner(database, "boris@shop.example")
    vera = await make_owner(database, "vera@shop.example")
    site = await make_site(database, anna)
    pages = [await open_page(database, member) for member in (anna, anna, boris, vera)]
    await database.write(members.disable, vera)
    hashes = [page.session for page in pages]
    found = await database.read(standing, [*hashes, "unknown"], now_ms())
    assert found == {hashes[0]: {site.id: Role.OWNER}, hashes[1]: {site.id: Role.OWNER}, hashes[2]: {}}
    assert await database.read(standing, hashes, now_ms() + sessions.OLDEST) == {}


async def test_two_hundred_pages_are_one_read_and_cost_next_to_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna = await make_owner(database)
    site = await make_site(database, anna)
    pages = [await open_page(database, anna, site.id, Role.OWNER) for _ in range(200)]
    looking, reads = Watch(database), []
    read = database.read
    monkeypatch.setattr(database, "read", lambda *asked: reads.append(asked[0]) or read(*asked))
    with ExitStack() as opened:
        for page in pages:
            opened.enter_context(looking.over(page))
        await looking.look()
        begun = time.process_time()
        for _ in range(5):
            await looking.look()
        spent = (time.process_time() - begun) / 5
    assert reads == [standing] * 6
    assert all(page.connection.is_open for page in pages)
    assert spent < 0.05 * watch.RECHECK_SECONDS  # of one core, on whatever machine; measured: about 4 ms


async def test_many_pages_are_read_in_parts(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "AT_ONCE", 2)
    anna = await make_owner(database)
    pages = [await open_page(database, anna) for _ in range(5)]
    looking = Watch(database)
    with ExitStack() as opened:
        for page in pages:
            opened.enter_context(looking.over(page))
        await database.write(sessions.end_all, anna, keep=pages[4].session)
        await looking.look()
    assert [page.connection.code for page in pages] == [LOGGED_OUT] * 4 + [None]


async def test_who_was_removed_or_locked_is_told_apart_from_who_logged_out(database: Database) -> None:
    anna = await make_owner(database)
    site = await make_site(database, anna)
    pages, looking = [], Watch(database)
    with ExitStack() as opened:
        for name in ("removed", "locked", "out"):
            member = await make_owner(database, f"{name}@shop.example")
            if name == "out":
                await database.write(members.join, site.id, member, Role.MANAGER)
            _, session = await database.write(sessions.open_session, member)
            pages.append(Page(Connection(), session.token_hash, site.id, Role.MANAGER))
            if name == "out":
                await database.write(sessions.end_all, member)
            else:
                await database.write(sessions.shut, member, name)
            opened.enter_context(looking.over(pages[-1]))
        await looking.look()
    assert [page.connection.code for page in pages] == [NO_SITE, LOCKED, LOGGED_OUT]


async def test_who_is_woken_looks_at_once_and_a_database_that_is_away_ends_nobodys_line(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "RECHECK_SECONDS", 60)
    monkeypatch.setattr(watch, "REST_SECONDS", 0.01)
    page = await open_page(database, await make_owner(database))
    looking, read = Watch(database), database.read
    away = True

    async def trouble(*asked):
        if away:
            raise StorageUnavailable
        return await read(*asked)

    monkeypatch.setattr(database, "read", trouble)
    running = asyncio.create_task(looking.run())
    with looking.over(page):
        await database.write(sessions.end_all, (await read(members.by_email, "anna@shop.example")).id)
        looking.wake()
        await asyncio.sleep(0.1)
        assert page.connection.is_open
        away = False
        looking.wake()
        async with asyncio.timeout(2):
            await page.connection.wait()
    running.cancel()
    assert page.connection.code == LOGGED_OUT
