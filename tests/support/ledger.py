"""Load that writes down, outside the server, what was sent and what was acknowledged, to compare after a crash."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.support.http_line import HttpLine
from tests.support.running import Running
from tests.support.submitting import Sending

SUBMITTERS = 16
CRASH_SECONDS = 60


@dataclass
class Ledger:
    """What was sent, and the lead's id for what was acknowledged; the verdict is drawn from nothing else."""

    sent: dict[str, Sending] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)

    def open(self) -> list[Sending]:
        """What was sent and never acknowledged."""
        return [sending for key, sending in self.sent.items() if key not in self.kept]


@dataclass(frozen=True)
class Verdict:
    """What the server has after a crash, held against the ledger; all but `ok` and `recovered` are faults."""

    ok: int
    recovered: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    unexpected: tuple[str, ...]


class Crowd:
    """Submitters that go on until the server dies; afterwards they send again what was not acknowledged."""

    def __init__(self, running: Running, widget: str) -> None:
        self.running = running
        self.widget = widget
        self.ledger = Ledger()
        self._numbers: Iterator[int] = iter(range(10_000_000))

    async def send_until_the_end(self) -> None:
        """Send from all submitters until the server has ended."""
        async with asyncio.timeout(CRASH_SECONDS):
            await asyncio.gather(*(self._submitter() for _ in range(SUBMITTERS)))

    async def kill_while_sending(self, seconds: float) -> None:
        """Send from all submitters, and end the server as a power cut does after so many seconds."""
        sending = asyncio.create_task(self.send_until_the_end())
        await asyncio.sleep(seconds)
        await self.running.stop(signal.SIGKILL)
        await sending

    async def _submitter(self) -> None:
        try:
            line = await HttpLine.open(self.running.port)
            while True:
                sending = Sending(self.widget, next(self._numbers))
                self.ledger.sent[sending.key] = sending
                await self._send(line, sending)
        except ConnectionError:
            return  # the server died: as in a browser, what is not acknowledged waits in the outbox

    async def send_again(self, sendings: Iterable[Sending]) -> None:
        """Send submissions again under their keys, as browsers do that never heard an answer."""
        left = list(sendings)

        async def submitter() -> None:
            line = await HttpLine.open(self.running.port)
            while left:
                await self._send(line, left.pop())
            line.close()

        await asyncio.gather(*(submitter() for _ in range(SUBMITTERS)))

    async def _send(self, line: HttpLine, sending: Sending) -> None:
        headers = sending.headers(self.running.pages.origin)
        status, answer = await line.post_json(f"/v1/sites/{self.running.key}/submissions", headers, sending.body())
        assert status in (200, 201), f"{status}: {answer}"
        first = self.ledger.kept.setdefault(sending.key, answer["lead"])
        assert answer["lead"] == first, "the same key was answered with another lead"


async def judge(running: Running, ledger: Ledger, before: Ledger) -> Verdict:
    """Read every lead through the programs' door and hold it against what was acknowledged `before` the crash."""
    there = {lead["id"]: lead["phone"] async for lead in every_lead(running)}
    phones = Counter(there.values())
    sent = {sending.phone: key for key, sending in ledger.sent.items()}
    return Verdict(
        ok=sum(1 for key, lead in before.kept.items() if there.get(lead) == ledger.sent[key].phone),
        recovered=sum(1 for phone in phones if phone in sent and sent[phone] not in before.kept),
        lost=tuple(key for key, lead in before.kept.items() if there.get(lead) != ledger.sent[key].phone),
        doubled=tuple(phone for phone, times in phones.items() if times > 1),
        unexpected=tuple(phone for phone in phones if phone not in sent),
    )


async def every_lead(running: Running) -> AsyncIterator[dict[str, Any]]:
    """Each lead of the site, page by page."""
    cursor: str | None = ""
    while cursor is not None:
        after = f"&cursor={cursor}" if cursor else ""
        page = await _patiently(running, f"/api/v1/sites/{running.site}/leads?limit=100{after}")
        for lead in page["items"]:
            yield lead
        cursor = page["next"]


async def _patiently(running: Running, path: str) -> dict[str, Any]:
    """One page of a list; a program that asks too often waits as long as it is told to."""
    for _ in range(100):
        answer = await running.ask("GET", path, headers=running.as_owner)
        if answer.status_code != 429:
            break
        await asyncio.sleep(float(answer.headers["retry-after"]))
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page
