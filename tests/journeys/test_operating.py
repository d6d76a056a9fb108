"""X2 from outside: health, readiness and metrics, a stop that drains, copies that can be put back, by command."""

import asyncio
import json
import signal
import time
from pathlib import Path

import pytest
import websockets

from tests.support.running import Running
from tests.support.submitting import Sending

pytestmark = pytest.mark.storage


async def test_x2_health_readiness_and_metrics_answer(running: Running) -> None:
    up, ready, metrics = [await running.ask("GET", path) for path in ("/healthz", "/readyz", "/metrics")]

    assert (up.status_code, up.json()) == (200, {"status": "up"})
    assert (ready.status_code, set(ready.json().values())) == (200, {True})
    assert "frontdesk_sockets 0.0" in metrics.text


async def test_x2_a_stop_drains_sockets_and_tells_them_to_come_back(running: Running) -> None:
    address = f"ws://127.0.0.1:{running.port}/v1/sites/{running.key}/socket"
    async with websockets.connect(address, additional_headers={"Origin": running.pages.origin}) as line:
        await line.send(json.dumps({"type": "hello", "page": {"url": "", "title": "", "referrer": ""}}))
        await line.recv()
        begun = time.monotonic()
        code = await running.stop(signal.SIGTERM)
        with pytest.raises(websockets.ConnectionClosed) as closed:
            await asyncio.wait_for(line.recv(), 10)

    assert closed.value.rcvd is not None
    assert (closed.value.rcvd.code, code) == (1012, -signal.SIGTERM)
    assert time.monotonic() - begun < 10


async def test_x2_a_copy_made_while_leads_arrive_can_be_put_back(running: Running, tmp_path: Path) -> None:
    widget, copy = await running.place(), tmp_path / "copy"
    kept = await leave(running, widget, range(5))

    await asyncio.to_thread(running.command, "backup", str(copy))
    await leave(running, widget, range(5, 8))
    await running.stop()
    await asyncio.to_thread(running.command, "restore", str(copy), "--replace")
    await running.start()

    there = await running.api("GET", f"/sites/{running.site}/leads")
    assert [lead["id"] for lead in there["items"]] == kept[::-1]


async def leave(running: Running, widget: str, numbers: range) -> list[str]:
    """Leave a number for each of these people and return the leads' ids."""
    made = []
    for number in numbers:
        sending = Sending(widget, number)
        headers = {"Origin": running.pages.origin}
        said = await running.ask("POST", f"/v1/sites/{running.key}/submissions", sending.body(), headers)
        assert said.status_code == 201, said.text
        made.append(said.json()["lead"])
    return made
