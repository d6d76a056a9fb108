"""Sessions, tokens and open lines on a running server: what is taken away is gone at once; named after capabilities."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
import websockets
from sqlalchemy import update

from server.database import Transaction, open_database
from server.sites.policy import Role
from server.sites.tables import memberships
from tests.support.running import EMAIL, PASSWORD, Running
from tests.support.team import Colleague, hire


@asynccontextmanager
async def desk(running: Running, email: str) -> AsyncIterator[tuple[httpx2.AsyncClient, Any]]:
    """Somebody at the desk with a page open: the HTTP session, and the page's live line after its welcome."""
    ours = {"origin": running.address, "sec-fetch-site": "same-origin"}
    async with httpx2.AsyncClient(base_url=running.address, headers=ours, timeout=20) as client:
        await client.post("/console/login", data={"email": email, "password": PASSWORD})
        page = (await client.get("/console/")).text
        csrf = page.partition('data-csrf="')[2].partition('"')[0]
        client.headers["x-csrf-token"] = csrf
        cookie = {"Cookie": f"frontdesk={client.cookies['frontdesk']}"}
        where = running.address.replace("http", "ws") + "/console/socket"
        async with websockets.connect(where, origin=running.address, additional_headers=cookie) as line:
            await line.send(json.dumps({"type": "hello", "site": running.site, "csrf": csrf}))
            while json.loads(await line.recv())["type"] != "welcome":
                pass
            yield client, line


async def ended(line: Any, since: float) -> tuple[int | None, bool]:
    """The code with which a line ends, and whether that was within five seconds."""
    async with asyncio.timeout(10):
        try:
            while True:
                await line.recv()
        except websockets.ConnectionClosed:
            return line.close_code, time.monotonic() - since <= 5


def lower(tx: Transaction, site: str, member: str) -> None:
    """Another process gives a member a lower role, and tells nobody."""
    here = (memberships.c.site == site) & (memberships.c.member == member)
    tx.run(update(memberships).where(here).values(role=Role.MANAGER))


async def by_another_process(running: Running, colleague: Colleague) -> None:
    database = open_database(running.database_url)
    await database.open()
    await database.write(lower, running.site, colleague.id)
    await database.close()


@pytest.mark.storage
async def test_r4_open_lines_end_within_five_seconds_whoever_changes_what(running: Running) -> None:
    vera, boris = await hire(running, "Vera Ilić", Role.ADMIN), await hire(running, "Boris Lukić")
    async with desk(running, vera.email) as (v, veras), desk(running, boris.email) as (b, boriss):
        assert (await v.get("/console/site/settings")).status_code == 200
        await by_another_process(running, vera)
        since = time.monotonic()
        lowered = await v.get("/console/site/settings")  # the role is read anew, whatever the page still shows
        first = await ended(veras, since)
        new = f"{PASSWORD} and more\n"
        await asyncio.to_thread(running.command, "password", "--email", boris.email, "--password-stdin", given=new)
        since = time.monotonic()  # from the change on: a process that starts meanwhile has its own time
        second = await ended(boriss, since)
        after = [await v.get("/console/"), await b.get("/console/")]
    assert lowered.status_code == 403
    assert (first, second) == ((4409, True), (4401, True))
    assert [answer.status_code for answer in after] == [200, 303]


async def test_r4_who_ends_a_session_elsewhere_ends_its_open_pages(running: Running) -> None:
    form = {"content-type": "application/x-www-form-urlencoded", "hx-request": "true"}
    async with desk(running, EMAIL) as (here, line), desk(running, EMAIL) as (_, other):
        since = time.monotonic()
        await here.post("/console/account/sessions/others", headers=form)
        assert await ended(other, since) == (4401, True)
        await line.send('{"type": "pong"}')
        assert (await here.get("/console/")).status_code == 200
        since = time.monotonic()
        await here.post("/console/logout", data={"csrf": here.headers["x-csrf-token"]})
        assert await ended(line, since) == (4401, True)


async def test_i1_a_token_with_scopes_opens_what_it_was_given_and_nothing_after_it_was_revoked(
    running: Running,
) -> None:
    site = f"/sites/{running.site}"
    made = await running.api("POST", "/tokens", {"name": "Reader", "scopes": ["leads:read", "tokens:write"]})
    stolen = made["token"]
    child = await running.api("POST", "/tokens", {"name": "Own", "scopes": ["leads:read"]}, stolen)
    asked = {
        "leads": ("GET", f"{site}/leads", None),
        "people": ("GET", f"{site}/clients", None),
        "sites": ("GET", "/sites", None),
        "site": ("PATCH", site, {"name": "Taken over"}),
        "more": ("POST", "/tokens", {"name": "More", "scopes": ["all"]}),
    }

    async def ask(token: str) -> dict[str, tuple[int, str]]:
        bearer = {"Authorization": f"Bearer {token}"}
        said = {
            name: await running.ask(method, f"/api/v1{path}", body, bearer)
            for name, (method, path, body) in asked.items()
        }
        return {name: (answer.status_code, answer.json().get("scope", "")) for name, answer in said.items()}

    before = await ask(stolen)
    await running.api("DELETE", f"/tokens/{made['id']}")
    after = [await ask(stolen), await ask(child["token"])]

    assert before == {
        "leads": (200, ""),
        "people": (403, "clients:read"),
        "sites": (403, "sites:read"),
        "site": (403, "sites:write"),
        "more": (422, ""),
    }
    assert after == [dict.fromkeys(asked, (401, ""))] * 2
    assert (await running.api("GET", site))["name"] == "Shop"
