"""Every room of one process, built and joined; opened with the application, closed with nothing half done."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette

from server.api.asking import Rooms
from server.api.door import ApiDoor
from server.api.things import thing
from server.assets import Assets
from server.clients.indexing import Indexer
from server.config import Installation
from server.console.door import ConsoleDoor
from server.console.files import Files
from server.console.letters import Letters
from server.database import Database, failpoints, open_database
from server.database.checks import answers
from server.database.migrate import newest_version, stands_at
from server.deliveries.channels import MAIL, TELEGRAM, WEBHOOK, Channel
from server.deliveries.mail import MailChannel
from server.deliveries.mail_server import read_mail_server
from server.deliveries.mailer import Mailer
from server.deliveries.runner import Runner
from server.deliveries.tallies import Tallies
from server.deliveries.telegram import TelegramChannel
from server.deliveries.tidying import tidy_for_ever
from server.deliveries.visitor_letters import ANSWERS, CONFIRMATIONS, VisitorLetters
from server.deliveries.webhook import WebhookChannel
from server.files.incoming import Incoming
from server.files.pictures import Pictures
from server.health import Health, Numbers, Writable
from server.hub.approaches import Approaches
from server.hub.hub import Hub
from server.hub.presence import MemoryPresence
from server.leads.reception import Reception
from server.numbers.events import EventKeeper
from server.outgoing.addresses import Allowed
from server.outgoing.fetcher import Fetcher
from server.problems import our_fault
from server.registry import Registry, find_kinds
from server.routing.dispatcher import Dispatcher
from server.sealing import Sealer, secret_key
from server.sites.account import Account
from server.sites.beginning import Beginning
from server.sites.entrance import Entrance
from server.sites.page_check import PageCheck
from server.sites.passwords import Passwords
from server.sites.publishing import Publishing
from server.sites.second_step import SecondStep
from server.sites.sightings import Sightings
from server.sites.tries import Tries
from server.visitors.answers_drawn import AnswerLetters
from server.visitors.confirm_drawn import Confirmations
from server.visitors.door import VisitorsDoor
from server.visitors.geography import Geography
from server.visitors.live import Live

RESTART_SECONDS = 1.0
# The event loop and the writer take turns in one interpreter. At Python's 5 ms each waits for the other's turn to end
# while the core idles: 64 submitters got half as much done.
SWITCH_SECONDS = 0.0005
COLLECTED_AFTER = (10_000, 10, 10)  # objects, then rounds


class House:
    """Every room of one process, joined; the application puts the doors in front of it."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.sealer = Sealer(partial(secret_key, installation))
        self.registry: Registry = find_kinds()
        self.assets = Assets.load()
        self.letters = Letters(self.registry, installation.public_url)
        self.mailer = Mailer(read_mail_server(installation.smtp_url, installation.public_url), self.letters)
        self.database: Database = open_database(installation.database)
        self.confirmations = Confirmations(installation.public_url, self.sealer)
        self.answers = AnswerLetters(installation.public_url, self.sealer)
        self.visitor_letters: Sequence[VisitorLetters] = (
            VisitorLetters(CONFIRMATIONS, self.database, self.mailer, self.confirmations.letter),
            VisitorLetters(ANSWERS, self.database, self.mailer, self.answers.letter),
        )
        self._needed = newest_version()
        self.hub = Hub(installation.max_sockets)
        self.presence = MemoryPresence()
        self.publishing = Publishing(self.database, self.registry)
        self.live = Live(self.database, self.publishing, self.hub, self.presence)
        self.dispatcher = Dispatcher(self.database, self.presence)
        self.keeper = EventKeeper(self.database)
        self.sightings = Sightings(self.database)
        self.indexer = Indexer(self.database)
        self.passwords = Passwords()
        tries = Tries()
        self.entrance = Entrance(self.database, self.passwords, tries)
        self.second_step = SecondStep(self.database, tries, self.sealer)
        self.account = Account(self.database, self.passwords, tries, self.sealer)
        numbers = Numbers(lambda: len(self.hub), lambda: self.keeper.dropped)
        self.writable = Writable(self.database)
        checks = {"database": self._answers, "migrations": self._is_current, "writable": self.writable.holds}
        self.health = Health(checks, numbers)
        self.files = Files(self.assets)
        self.fetcher = Fetcher(Allowed.read(installation.outgoing_allow))
        channels: dict[str, Channel] = {
            WEBHOOK: WebhookChannel(self.fetcher),
            MAIL: MailChannel(self.database, self.mailer),
            TELEGRAM: TelegramChannel(self.database, self.fetcher, self.letters, installation.telegram_url),
        }
        sent = numbers.count("frontdesk_deliveries_sent", "Sendings that were accepted outside.")
        self.runner = Runner(self.database, self.sealer, channels, thing, sent)
        self.tallies = tallies = Tallies(self.database)
        numbers.show("frontdesk_deliveries_waiting", "Deliveries that wait to be sent.", lambda: tallies.waiting)
        numbers.show("frontdesk_deliveries_failed", "Deliveries that failed for good.", lambda: tallies.failed)
        self.beginning = Beginning(self.database, self.registry, self.passwords)
        self.invite: Callable[[str], None] | None = None  # whom to tell, at the start of an empty house, how to begin
        approaches = Approaches()
        incoming = Incoming(Pictures())
        self.visitors = VisitorsDoor(
            public_url=installation.public_url,
            trusted=installation.trusted_proxies,
            assets=self.assets,
            database=self.database,
            publishing=self.publishing,
            reception=Reception(self.database),
            keeper=self.keeper,
            hub=self.hub,
            live=self.live,
            dispatcher=self.dispatcher,
            approaches=approaches,
            sightings=self.sightings,
            registry=self.registry,
            sealer=self.sealer,
            geography=Geography(
                installation.country_database, installation.country_header, installation.trusted_proxies
            ),
            confirmations=self.confirmations,
            answers=self.answers,
            incoming=incoming,
        )
        self.api = ApiDoor(
            Rooms(
                self.database,
                self.registry,
                installation.public_url,
                self.sealer,
                self.fetcher.allowed,
                self.presence,
            ),
            self.entrance,
            trusted=installation.trusted_proxies,
        )
        self.console = ConsoleDoor(
            database=self.database,
            entrance=self.entrance,
            second_step=self.second_step,
            own_account=self.account,
            passwords=self.passwords,
            beginning=self.beginning,
            page_check=PageCheck(self.fetcher),
            hub=self.hub,
            presence=self.presence,
            approaches=approaches,
            incoming=incoming,
            registry=self.registry,
            sealer=self.sealer,
            mailer=self.mailer,
            allowed=self.fetcher.allowed,
            assets=self.assets,
            public_url=installation.public_url,
            trusted_proxies=installation.trusted_proxies,
        )
        for listener in (
            self.live.tell,
            self.console.on_news,
            self.dispatcher.hear,
            numbers.hear,
            self.writable.hear,
            self.runner.hear,
            *(each.hear for each in self.visitor_letters),
            self.indexer.hear,
        ):
            self.database.on_news(listener)

    @asynccontextmanager
    async def open(self, _app: Starlette) -> AsyncIterator[None]:
        """Open the database, let the background work live as long as the application, leave nothing half done."""
        sys.setswitchinterval(SWITCH_SECONDS)
        # What was built by now stays, and what a request makes goes by itself: Python's collector, left alone, looks at
        # all of it again and again, which takes a tenth of a lead's time.
        gc.collect()
        gc.freeze()
        gc.set_threshold(*COLLECTED_AFTER)
        if self.installation.testing and self.installation.failpoint:
            failpoints.arm(*self.installation.failpoint)
        await self.database.open()
        if self.invite and await self.beginning.is_open():
            self.invite(self.beginning.code)
        try:
            async with asyncio.TaskGroup() as group:
                everything: list[Callable[[], Awaitable[None]]] = [
                    self.publishing.watch,
                    self.live.run,
                    self.dispatcher.run,
                    self.console.live.run,
                    self.keeper.run,
                    self.sightings.run,
                    self.indexer.run,
                    self.runner.run,
                    *(each.run for each in self.visitor_letters),
                    self.tallies.run,
                    partial(tidy_for_ever, self.database),
                ]
                workers = [group.create_task(_forever(work)) for work in everything]
                yield
                self.hub.close_all()
                for worker in workers:
                    worker.cancel()
            await self.keeper.flush()
            await self.sightings.flush()
        finally:
            await self.presence.close()
            await self.database.close()
            self.passwords.close()
            self.fetcher.close()
            gc.unfreeze()

    async def _answers(self) -> bool:
        async with asyncio.timeout(2):
            return await self.database.read(answers)

    async def _is_current(self) -> bool:
        async with asyncio.timeout(2):
            return await self.database.read(stands_at) == self._needed


async def _forever(work: Callable[[], Awaitable[None]]) -> None:
    """Background work that trips is logged and begun again: nobody would notice its absence otherwise."""
    while True:
        try:
            await work()
        except Exception as error:
            our_fault(error, work=getattr(work, "__qualname__", ""))
            await asyncio.sleep(RESTART_SECONDS)
