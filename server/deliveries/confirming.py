"""Sends the letters that ask visitors to confirm what they ticked: at least once each, and again for three days."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from server.database import Database, Row, Told, now_ms
from server.database.failpoints import passing
from server.deliveries.channels import Failed
from server.deliveries.letters import Letter
from server.deliveries.mailer import Mailer
from server.deliveries.retries import wait_ms
from server.errors import Refusal
from server.optin import sending
from server.problems import our_fault

LOOK_SECONDS = 1.0  # between looks when nobody woke us: another process may have asked
SENDING_SECONDS = 45.0  # the mail server has 30 s; this is well within the lease
WAKES = "lead"  # the kind of news that something was left
TARGET = "optin"  # what makes the Message-ID, with the opt-in's id: the same letter however often it is sent
OURS = "something went wrong on our side; it is in our log"


class Confirming:
    """Eight letters are in hand at most; what waits beyond them waits in the table, 100 a site and day at most.

    While no mail server is set up nothing is claimed: letters wait until their opt-in ends.
    """

    def __init__(self, database: Database, mailer: Mailer, draw: Callable[[Mapping[str, Any]], Letter]) -> None:
        self._database = database
        self._mailer = mailer
        self._draw = draw
        self._woken = asyncio.Event()

    def hear(self, told: Iterable[Told]) -> None:
        """Something was left, perhaps with a letter to send; for `Database.on_news`."""
        if any(each.kind == WAKES for each in told):
            self._woken.set()

    async def run(self) -> None:
        """Send what is due until cancelled; what was in hand comes back with its lease, on SQLite at the next start."""
        if self._database.dialect == "sqlite":  # no other process can have anything in hand
            await self._database.write(sending.give_back)
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._woken.wait()
            self._woken.clear()
            if self._mailer.is_set:
                with suppress(Refusal):  # the storage is away: the letters wait, and so do we
                    await self._send_due()

    async def _send_due(self) -> None:
        while await self._database.read(sending.is_due, now_ms()):
            passing("before_claim")
            rows = await self._database.write(sending.claim)
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
                await self._database.write(sending.failed, row["id"], failure.reason, wait)
                return
            passing("after_sent")
            await self._database.write(sending.accepted, row["id"])

    async def _hand_in(self, row: Row) -> None:
        try:
            async with asyncio.timeout(SENDING_SECONDS):
                await self._mailer.hand_in(self._draw(row), row["email"], TARGET, [row["id"]])
        except TimeoutError as error:
            raise Failed(f"took longer than {SENDING_SECONDS:g} seconds") from error
        except (Failed, Refusal):
            raise
        except Exception as error:  # one letter must not break the work for the others
            our_fault(error, work=TARGET, optin=row["id"])
            raise Failed(OURS) from error
