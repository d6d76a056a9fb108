"""Sends the letters to visitors, which wait in their rooms' tables: at least once each, and again for three days."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from server.answers import sending as answers
from server.database import Database, Reader, Row, Told, Transaction, now_ms
from server.database.failpoints import passing
from server.deliveries.channels import Failed
from server.deliveries.letters import Letter
from server.deliveries.mailer import Mailer
from server.deliveries.retries import wait_ms
from server.errors import Refusal
from server.optin import sending as optin
from server.problems import our_fault

LOOK_SECONDS = 1.0  # between looks when nobody woke us: another process may have asked
SENDING_SECONDS = 45.0  # the mail server has 30 s; this is well within the lease
OURS = "something went wrong on our side; it is in our log"


class Queue(NamedTuple):
    """Where letters of one kind wait: units of work that claim those that are due and keep how each went.

    `name` and what `same` says of a row make the Message-ID: the same letter however often it is sent. News of the
    kind `wakes` say that one may be due; "": time alone makes them due.
    """

    name: str
    wakes: str
    is_due: Callable[[Reader, int], bool]
    claim: Callable[[Transaction], list[Row]]
    accepted: Callable[[Transaction, str], None]
    failed: Callable[[Transaction, str, str, int | None], None]
    give_back: Callable[[Transaction], int]
    same: Callable[[Row], list[str]]


CONFIRMATIONS = Queue(
    "optin",
    "lead",
    optin.is_due,
    optin.claim,
    optin.accepted,
    optin.failed,
    optin.give_back,
    lambda row: [row["id"]],
)
ANSWERS = Queue(
    "answers",
    "",
    answers.is_due,
    answers.claim,
    answers.accepted,
    answers.failed,
    answers.give_back,
    lambda row: [row["id"], str(row["until"])],  # tried again, it may hold more
)


class VisitorLetters:
    """Eight letters of one kind are in hand at most; what waits beyond them waits in the table.

    While no mail server is set up nothing is claimed: letters wait until it is too late for them.
    """

    def __init__(
        self, queue: Queue, database: Database, mailer: Mailer, draw: Callable[[Mapping[str, Any]], Letter]
    ) -> None:
        self._queue = queue
        self._database = database
        self._mailer = mailer
        self._draw = draw
        self._woken = asyncio.Event()

    def hear(self, told: Iterable[Told]) -> None:
        """Something happened, perhaps with a letter to send; for `Database.on_news`."""
        if any(each.kind == self._queue.wakes for each in told):
            self._woken.set()

    async def run(self) -> None:
        """Send what is due until cancelled; what was in hand comes back with its lease, on SQLite at the next start."""
        if self._database.dialect == "sqlite":  # no other process can have anything in hand
            await self._database.write(self._queue.give_back)
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._woken.wait()
            self._woken.clear()
            if self._mailer.is_set:
                with suppress(Refusal):  # the storage is away: the letters wait, and so do we
                    await self._send_due()

    async def _send_due(self) -> None:
        while await self._database.read(self._queue.is_due, now_ms()):
            passing("before_claim")
            rows = await self._database.write(self._queue.claim)
            async with asyncio.TaskGroup() as group:
                for row in rows:
                    group.create_task(self._send(row))

    async def _send(self, row: Row) -> None:
        """One letter from its words to its mark; a storage that is away leaves it to the lease."""
        with suppress(Refusal):
            try:
                await self._hand_in(row)
            except Failed as failure:
                wait = wait_ms(row["attempts"], failure.after) if failure.again else None
                await self._database.write(self._queue.failed, row["id"], failure.reason, wait)
                return
            passing("after_sent")
            await self._database.write(self._queue.accepted, row["id"])

    async def _hand_in(self, row: Row) -> None:
        try:
            async with asyncio.timeout(SENDING_SECONDS):
                await self._mailer.hand_in(self._draw(row), row["email"], self._queue.name, self._queue.same(row))
        except TimeoutError as error:
            raise Failed(f"took longer than {SENDING_SECONDS:g} seconds") from error
        except (Failed, Refusal):
            raise
        except Exception as error:  # one letter must not break the work for the others
            our_fault(error, work=self._queue.name, letter=row["id"])
            raise Failed(OURS) from error
