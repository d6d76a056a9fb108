"""A desk whose events are told to receivers, with the real fetcher behind the real runner."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import update

from server.api.things import thing
from server.database import Database, Transaction
from server.deliveries import targets
from server.deliveries.channels import WEBHOOK, Channel, Target
from server.deliveries.runner import Runner
from server.deliveries.tables import attempts, deliveries
from server.deliveries.targets import NewTarget
from server.deliveries.webhook import WebhookChannel, new_secret
from server.outgoing.addresses import Allowed
from server.outgoing.fetcher import Fetcher
from server.sealing import Sealer
from tests.server.leads.desk import Desk, open_desk

SEALER = Sealer("a key for tests")


@dataclass
class Post:
    """The desk and its runner; `hook` makes a webhook, `sent` counts accepted sendings."""

    desk: Desk
    runner: Runner
    sent: list[None]

    @property
    def database(self) -> Database:
        """The database behind all of it."""
        return self.desk.database

    async def hook(self, url: str, secret: str = "", **given: Any) -> Target:
        """Make a webhook of the desk's site."""
        new = NewTarget(WEBHOOK, url, secret=secret or new_secret(), **given)
        return await self.database.write(targets.create, SEALER, self.desk.site, new, self.desk.vera)

    async def leave(self, **said: Any) -> str:
        """Leave a lead; gives back its id."""
        return str((await self.desk.leave(**said)).answer["lead"])

    async def deliveries(self, *columns: str) -> list[dict[str, Any]]:
        """Every delivery, oldest first."""
        return await self.desk.all(deliveries, *columns)

    async def attempts(self, *columns: str) -> list[dict[str, Any]]:
        """Every attempt."""
        return await self.desk.all(attempts, *columns)

    async def state(self, target: Target) -> tuple[str, str]:
        """The target's state and reason."""
        found = await self.database.read(targets.find, target.id)
        assert found is not None
        return found.state, found.reason

    async def make_due(self) -> None:
        """Let time pass: whatever waits is due now."""
        await self.database.write(_make_due)
        self.runner.wake()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Let the runner work while the block lasts."""
        task = asyncio.create_task(self.runner.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def _make_due(tx: Transaction) -> None:
    tx.run(update(deliveries).where(deliveries.c.state == "waiting").values(next_at=0))


async def open_post(database: Database, channels: Mapping[str, Channel] | None = None) -> Post:
    """A desk with a runner that may reach this machine."""
    desk = await open_desk(database)
    fetcher = Fetcher(Allowed.read(["127.0.0.1"]))
    sent: list[None] = []
    runner = Runner(database, SEALER, channels or {WEBHOOK: WebhookChannel(fetcher)}, thing, lambda: sent.append(None))
    database.on_news(runner.hear)
    return Post(desk, runner, sent)


async def until(condition: Any, seconds: float = 10.0) -> None:
    """Wait for what comes in its own time; the condition may be asynchronous."""
    async with asyncio.timeout(seconds):
        while True:
            said = condition()
            if await said if asyncio.iscoroutine(said) else said:
                return
            await asyncio.sleep(0.01)
