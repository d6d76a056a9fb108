"""The work behind it all: events are fanned out, due deliveries are claimed and sent, and what came of it is kept."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress

from server.database import Database, Row, Told, now_ms
from server.database.failpoints import passing
from server.deliveries import claiming, fanout, settling
from server.deliveries.channels import Channel, Failed, Message, PutOff, Sent
from server.deliveries.claiming import Claimed, Due
from server.deliveries.messages import Things, read_messages
from server.deliveries.settling import Sending
from server.deliveries.targets import secrets_of, target_of
from server.errors import Refusal
from server.problems import our_fault
from server.sealing import Sealer, Unsealable

LOOK_SECONDS = 1.0  # between looks when nobody woke us: another process may have written
PAUSE_SECONDS = 0.05  # between two units of fanning out: leads go first
MOST_AT_ONCE, MOST_FAILING = 32, 24  # sendings of this process; the difference is kept for targets that work
MOST_OF_ONE = 4
SENDING_SECONDS = 45.0  # a channel ends by itself; this is well within the lease
IN_ONE_UNIT = 90  # deliveries: each is a row of its own and one of its attempt
LEASES_SECONDS = 5.0  # between looks for leases that ended
BY_HAND = "delivery"  # the kind of news of a ping, a replay, a target switched on
ERASED = "erased"
UNREADABLE = "its secret cannot be read: FRONTDESK_SECRET_KEY is another one than when it was saved"
NO_CHANNEL = "this installation has no such channel"


class Runner:
    """Sends what is due, at least once: the same event carries the same id in every repeat.

    A target that fails gets one sending at a time, and all that fail never get all places: they delay nobody else.
    `run` works until it is cancelled; what it had in hand then comes back with its lease, on SQLite at the next start.
    """

    def __init__(
        self,
        database: Database,
        sealer: Sealer,
        channels: Mapping[str, Channel],
        things: Things,
        sent: Callable[[], None],
    ) -> None:
        self._database = database
        self._sealer = sealer
        self._channels = channels
        self._things = things
        self._count = sent
        self._events, self._due = asyncio.Event(), asyncio.Event()
        self._busy: Counter[str] = Counter()  # sendings by target
        self._failing = 0

    def hear(self, told: Iterable[Told]) -> None:
        """Something was committed, perhaps with an event to tell; for `Database.on_news`."""
        self._events.set()
        if any(each.kind == BY_HAND for each in told):
            self.wake()

    def wake(self) -> None:
        """Something may be due: look now."""
        self._due.set()

    async def run(self) -> None:
        """Fan out and send until cancelled."""
        if self._database.dialect == "sqlite":  # no other process can have anything in hand
            await self._database.write(claiming.give_back, now_ms() + claiming.LEASE_MS + 1)
        async with asyncio.TaskGroup() as group:
            group.create_task(self._fan_out())
            group.create_task(self._send(group))

    async def _fan_out(self) -> None:
        while True:
            await _woken(self._events)
            with suppress(Refusal):  # the storage is away: the rows wait, and so do we
                while await self._database.read(fanout.is_waiting):
                    _, told = await self._database.write(fanout.fan_out)
                    if told:
                        self.wake()
                    await asyncio.sleep(PAUSE_SECONDS)
            await asyncio.sleep(PAUSE_SECONDS)  # news may come in any number, with nothing to tell

    async def _send(self, group: asyncio.TaskGroup) -> None:
        looked = time.monotonic()
        while True:
            await _woken(self._due)
            with suppress(Refusal):
                if time.monotonic() - looked > LEASES_SECONDS:
                    looked = time.monotonic()
                    await self._database.write(claiming.give_back)
                for each in await self._database.read(claiming.due, now_ms()):
                    await self._claim(group, each)

    async def _claim(self, group: asyncio.TaskGroup, due: Due) -> None:
        channel = self._channels.get(due.channel)
        most = channel.most if channel else 1
        places = self._places(due, 1 if most > 1 else MOST_OF_ONE)
        if places <= 0:
            return
        passing("before_claim")
        claimed = await self._database.write(claiming.claim, due.target, places * most)
        if claimed is None:
            return
        for start in range(0, len(claimed.deliveries), most):
            self._busy[due.target] += 1
            self._failing += due.is_failing
            part = Claimed(claimed.target, claimed.deliveries[start : start + most])
            group.create_task(self._carry(part, channel, due))

    def _places(self, due: Due, most: int) -> int:
        """How many sendings to this target may begin now."""
        free = MOST_AT_ONCE - self._busy.total()
        if due.is_failing:
            return min(1 - self._busy[due.target], MOST_FAILING - self._failing, free)
        return min(most - self._busy[due.target], free)

    async def _carry(self, claimed: Claimed, channel: Channel | None, due: Due) -> None:
        """One sending from its things to its mark; a storage that is away leaves it to the lease."""
        try:
            with suppress(Refusal):
                await self._sending(claimed, channel)
        except Exception as error:
            our_fault(error, work="delivery", target=due.target)
        finally:
            self._busy[due.target] -= 1
            self._failing -= due.is_failing
            self.wake()

    async def _sending(self, claimed: Claimed, channel: Channel | None) -> None:
        found = await self._database.read(read_messages, self._things, claimed.deliveries)
        gone = [row for row, message in zip(claimed.deliveries, found, strict=True) if message is None]
        if gone:
            await self._database.write(settling.cancel, gone, ERASED)
        rows = [row for row, message in zip(claimed.deliveries, found, strict=True) if message is not None]
        if rows:
            await self._exchange(claimed.target, rows, [each for each in found if each is not None], channel)

    async def _exchange(
        self, target: Row, rows: Sequence[Row], messages: Sequence[Message], channel: Channel | None
    ) -> None:
        at, began = now_ms(), time.monotonic()
        try:
            sent = await self._hand_over(target, messages, channel)
        except PutOff as off:
            await self._put_back(rows, off.until)
            return
        except Failed as failure:
            took = int(1000 * (time.monotonic() - began))
            for part in _parts(rows[: failure.carried]):
                sending = Sending(target, part, at, took)
                await self._database.write(settling.failed, sending, failure)
            if failure.carried is not None:
                await self._put_back(rows[failure.carried :], None)
            return
        took = int(1000 * (time.monotonic() - began))
        passing("after_sent")
        for part in _parts(rows[: sent.carried]):
            sending = Sending(target, part, at, took, sent.answer, sent.status)
            await self._database.write(settling.accepted, sending)
        self._count()
        if sent.carried is not None:
            await self._put_back(rows[sent.carried :], None)

    async def _hand_over(self, target: Row, messages: Sequence[Message], channel: Channel | None) -> Sent:
        if channel is None:
            raise Failed(NO_CHANNEL)
        try:
            secrets = secrets_of(target, self._sealer, now_ms())
        except Unsealable as error:
            raise Failed(UNREADABLE) from error
        try:
            async with asyncio.timeout(SENDING_SECONDS):
                return await channel.send(target_of(target, secrets), messages)
        except TimeoutError as error:
            raise Failed(f"took longer than {SENDING_SECONDS:g} seconds") from error
        except (Failed, PutOff, Refusal):
            raise
        except Exception as error:  # a receiver must not be able to break the work for the others
            our_fault(error, work=target["channel"], target=target["id"])
            raise Failed("something went wrong on our side; it is in our log") from error

    async def _put_back(self, rows: Sequence[Row], until: int | None) -> None:
        for part in _parts(rows):
            await self._database.write(settling.put_back, part, until)


def _parts(rows: Sequence[Row]) -> list[Sequence[Row]]:
    return [rows[start : start + IN_ONE_UNIT] for start in range(0, len(rows), IN_ONE_UNIT)]


async def _woken(event: asyncio.Event) -> None:
    """Wait until somebody says that there is something to do, but no longer than until the next look."""
    with suppress(TimeoutError):
        async with asyncio.timeout(LOOK_SECONDS):
            await event.wait()
    event.clear()
