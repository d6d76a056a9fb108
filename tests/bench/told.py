"""How soon a lead is told of: to the page that is open at the console, and outside, with a dead receiver beside it.

`LEADS` in the environment changes how many are left. What is told before its sender has the answer counts as 0 ms.
"""

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx2
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.figures import Figure
from tests.bench.leads import bare_server, real_server
from tests.server.deliveries.posting import until
from tests.support.http_line import HttpLine
from tests.support.receiver import receiving, silent
from tests.support.running import EMAIL, PASSWORD, Running
from tests.support.submitting import Sending

LEADS = int(os.environ.get("LEADS", "100"))
EVERY = 0.05  # seconds from one lead to the next: 20 in a second
PATIENCE = 20  # seconds until what was not told counts as lost
CONSOLE_MS, OUTSIDE_MS = 300.0, 1000.0
PARTS = {"p50": 0.5, "p95": 0.95}
Times = dict[str, float]  # of each lead, on the clock of `time.monotonic`


async def measure(folder: Path) -> list[Figure]:
    """p50 and p95 of both ways, each beside a bare round trip that was taken between the same leads."""
    here = folder / "told"
    await asyncio.to_thread(here.mkdir)
    opened = real_server(here, FRONTDESK_OUTGOING_ALLOW="127.0.0.1")
    async with opened as (running, widget), bare_server() as bare, receiving(silent) as dead, receiving() as healthy:
        for receiver in (dead, healthy):
            body = {"url": receiver.url, "events": ["lead.created"]}
            await running.api("POST", f"/sites/{running.site}/webhooks", body)
        async with at_the_console(running) as shown:
            answered, trips = await leave(running, widget, bare)
            await until(lambda: answered.keys() <= shown.keys() and len(set(healthy.ids)) >= LEADS, PATIENCE)
        assert dead.heard, "the dead receiver was never tried"
        outside = {str(each.said["data"]["id"]): each.at for each in healthy.heard}
    return [
        *_figures("lead answered, until the console's page hears", _since(answered, shown), trips, CONSOLE_MS),
        *_figures("lead answered, until a webhook is told", _since(answered, outside), trips, OUTSIDE_MS),
    ]


async def leave(running: Running, widget: str, bare: int) -> tuple[Times, list[float]]:
    """Leave leads at an even rate: when each was answered, and how many ms a bare round trip took in between."""
    line, reference = await HttpLine.open(running.port), await HttpLine.open(bare)
    answered, trips = Times(), list[float]()
    begun = time.monotonic()
    for number in range(LEADS):
        await asyncio.sleep(max(0.0, begun + number * EVERY - time.monotonic()))
        sending = Sending(widget, number)
        headers, body = sending.headers(running.pages.origin), sending.encoded()
        status, said = await line.post(f"/v1/sites/{running.key}/submissions", headers, body)
        at = time.monotonic()
        assert status == 201, said
        answered[json.loads(said)["lead"]] = at
        since = time.monotonic()
        await reference.post("/nothing", headers, body)
        trips.append((time.monotonic() - since) * 1000)
    line.close()
    reference.close()
    return answered, trips


@asynccontextmanager
async def at_the_console(running: Running) -> AsyncIterator[Times]:
    """The owner's page with its live line open; gives when it heard of which lead."""
    headers = {"origin": running.address, "sec-fetch-site": "same-origin"}
    async with httpx2.AsyncClient(base_url=running.address, headers=headers) as client:
        await client.post("/console/login", data={"email": EMAIL, "password": PASSWORD})
        page = (await client.get("/console/site")).text
        cookie = {"Cookie": f"frontdesk={client.cookies['frontdesk']}"}
    csrf = page.partition('data-csrf="')[2].partition('"')[0]
    address = f"ws://127.0.0.1:{running.port}/console/socket"
    async with connect(address, origin=running.address, additional_headers=cookie) as socket:  # type: ignore[arg-type]
        await socket.send(json.dumps({"type": "hello", "site": running.site, "csrf": csrf}))
        while json.loads(await socket.recv())["type"] != "welcome":
            pass
        heard = Times()
        listening = asyncio.create_task(_listen(socket, heard))
        yield heard
        listening.cancel()
        with suppress(asyncio.CancelledError):
            await listening


async def _listen(socket: ClientConnection, heard: Times) -> None:
    async for frame in socket:
        at, said = time.monotonic(), json.loads(frame)
        for item in said["items"] if said["type"] == "news" else ():
            heard.setdefault(item["thing"], at)


def _since(answered: Mapping[str, float], told: Mapping[str, float]) -> list[float]:
    return [max(0.0, told[lead] - at) * 1000 for lead, at in answered.items()]


def _figures(what: str, ours: Sequence[float], trips: Sequence[float], most: float) -> list[Figure]:
    return [_figure(f"{what}, {name}", _of(ours, part), _of(trips, part), name, most) for name, part in PARTS.items()]


def _figure(what: str, ours: float, theirs: float, part: str, most: float) -> Figure:
    reference = f"round trip to a bare handler, {part}"
    return Figure(what, ours, "ms", reference, theirs, ours / theirs, f"≤ {most:g}", ours <= most)


def _of(times: Sequence[float], part: float) -> float:
    return sorted(times)[int(len(times) * part) - 1]
