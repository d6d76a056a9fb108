"""Builds everything and joins it; all routes on one screen."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

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
from server.deliveries.webhook import WebhookChannel
from server.errors import MethodRefused, NotFound
from server.health import Health, Numbers, Writable
from server.hub.hub import Hub
from server.hub.presence import MemoryPresence
from server.leads.reception import Reception
from server.numbers.events import EventKeeper
from server.outgoing.addresses import Allowed
from server.outgoing.fetcher import Fetcher
from server.problems import Calm, our_fault, problem
from server.registry import Registry, find_kinds
from server.sealing import Sealer, secret_key
from server.sites.account import Account
from server.sites.beginning import Beginning
from server.sites.entrance import Entrance
from server.sites.page_check import PageCheck
from server.sites.passwords import Passwords
from server.sites.policy import Action, AnyMember, Anyone, Policy
from server.sites.publishing import Publishing
from server.sites.second_step import SecondStep
from server.sites.sightings import Sightings
from server.sites.tries import Tries
from server.visitors.door import VisitorsDoor
from server.visitors.live import Live
from server.visitors.roads import HotRoads

RESTART_SECONDS = 1.0
# The event loop and the writer take turns in one interpreter. At Python's 5 ms each waits for the other's turn to end
# while the core idles: 64 submitters got half as much done.
SWITCH_SECONDS = 0.0005
COLLECTED_AFTER = (10_000, 10, 10)  # objects, then rounds


@dataclass(frozen=True, slots=True)
class Door:
    """One address: what it takes, where it leads, who may pass. The method `WS` is a socket.

    What is `hot`, pages ask all day long: it is found before all others and answered without Starlette's layers.
    """

    method: str
    path: str
    endpoint: Callable[..., Awaitable[Response | None]]
    policy: Policy
    hot: bool = False

    @property
    def route(self) -> BaseRoute:
        """The address as Starlette knows it."""
        if self.method == "WS":
            return WebSocketRoute(self.path, self.endpoint)
        return Route(self.path, self.endpoint, methods=[self.method])


class House:
    """Every room of one process, joined; `build` puts the doors in front of it."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation
        self.sealer = Sealer(partial(secret_key, installation))
        self.registry: Registry = find_kinds()
        self.assets = Assets.load()
        self.letters = Letters(self.registry, installation.public_url)
        self.mailer = Mailer(read_mail_server(installation.smtp_url, installation.public_url), self.letters)
        self.database: Database = open_database(installation.database)
        self._needed = newest_version()
        self.hub = Hub(installation.max_sockets)
        self.presence = MemoryPresence()
        self.publishing = Publishing(self.database, self.registry)
        self.live = Live(self.database, self.publishing, self.hub)
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
            sightings=self.sightings,
        )
        self.api = ApiDoor(
            Rooms(self.database, self.registry, installation.public_url, self.sealer, self.fetcher.allowed),
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
            numbers.hear,
            self.writable.hear,
            self.runner.hear,
            self.indexer.hear,
        ):
            self.database.on_news(listener)

    def doors(self) -> list[Door]:
        """Every address with its policy, in the order in which they are tried."""
        visitors, console, site = self.visitors, self.console, "/v1/sites/{key}"
        placed = "/console/widgets"
        entry, inbox, people, place = console.entry, console.inbox, console.people, console.place
        account, two_factor, access = console.account, console.two_factor, console.access
        return [
            Door("GET", "/s/{key}.js", visitors.loader, Anyone, hot=True),
            Door("GET", "/m/{runtime}/{name}.{digest}.js", visitors.module, Anyone),
            Door("GET", f"{site}/config", visitors.config, Anyone),
            Door("POST", f"{site}/submissions", visitors.submit, Anyone, hot=True),
            Door("POST", f"{site}/events", visitors.events, Anyone, hot=True),
            Door("OPTIONS", f"{site}/{{rest:path}}", visitors.preflight, Anyone),
            Door("WS", f"{site}/socket", visitors.socket, Anyone),
            Door("GET", "/healthz", self.health.up, Anyone),
            Door("GET", "/readyz", self.health.ready, Anyone),
            Door("GET", "/metrics", self.health.metrics, Anyone),
            Door("GET", "/static/{name}", self.files.file, Anyone),
            Door("GET", "/", entry.at_the_gate, Anyone),
            Door("GET", "/console", entry.at_the_gate, Anyone),
            Door("GET", "/console/start", console.start.show, Anyone),
            Door("POST", "/console/start", console.start.begin, Anyone),
            Door("GET", "/console/login", entry.show, Anyone),
            Door("POST", "/console/login", entry.log_in, Anyone),
            Door("GET", "/console/login/code", console.code.show, Anyone),
            Door("POST", "/console/login/code", console.code.take, Anyone),
            Door("POST", "/console/logout", entry.log_out, AnyMember),
            Door("POST", "/console/language", entry.choose_language, Anyone),
            Door("POST", "/console/choose-site", entry.choose_site, AnyMember),
            Door("GET", "/console/", inbox.show, Action.READ_CALLS),
            Door("GET", "/console/calls", inbox.calls, Action.READ_CALLS),
            Door("POST", "/console/calls/{id}/take", inbox.take_call, Action.TAKE_CALLS),
            Door("POST", "/console/calls/{id}/outcome", inbox.end_call, Action.TAKE_CALLS),
            Door("GET", "/console/today", inbox.today, Action.READ_CALLS),
            Door("GET", "/console/leads", inbox.leads, Action.READ_LEADS),
            Door("POST", "/console/leads/{id}/take", inbox.take_lead, Action.TAKE_LEADS),
            Door("GET", "/console/waiting", inbox.waiting, Action.READ_CALLS),
            Door("GET", "/console/team", inbox.team, Action.READ_CALLS),
            Door("GET", "/console/people", people.show, Action.READ_CLIENTS),
            Door("GET", "/console/people/{id}", people.card, Action.READ_CLIENTS),
            Door("GET", "/console/people/{id}/calls", inbox.person_calls, Action.READ_CALLS),
            Door("GET", "/console/people/{id}/timeline", people.timeline, Action.READ_CLIENTS),
            Door("POST", "/console/people/{id}/notes", people.add_note, Action.CHANGE_CLIENTS),
            Door("POST", "/console/people/{id}/erase", people.erase, Action.ERASE_CLIENTS),
            Door("POST", "/console/people/{id}/change", console.people_change.change, Action.CHANGE_CLIENTS),
            Door("POST", "/console/people/{id}/tags", console.people_change.tag, Action.CHANGE_CLIENTS),
            Door("POST", "/console/people/bulk", console.people_bulk.start, Action.CHANGE_CLIENTS),
            Door("GET", "/console/people/bulk/{id}", console.people_bulk.progress, Action.CHANGE_CLIENTS),
            Door("POST", "/console/people/bulk/{id}/undo", console.people_bulk.undo, Action.CHANGE_CLIENTS),
            Door("POST", "/console/people/export", console.people_export.make_link, Action.EXPORT_CLIENTS),
            Door("GET", "/console/people/export/{token}", console.people_export.table, Action.EXPORT_CLIENTS),
            Door("GET", "/console/fields", console.fields.show, Action.CHANGE_SITE),
            Door("POST", "/console/fields/add", console.fields.add_field, Action.CHANGE_SITE),
            Door("POST", "/console/fields/{id}/change", console.fields.change_field, Action.CHANGE_SITE),
            Door("POST", "/console/fields/{id}/delete", console.fields.delete_field, Action.CHANGE_SITE),
            Door("POST", "/console/fields/{id}/restore", console.fields.restore_field, Action.CHANGE_SITE),
            Door("POST", "/console/tags/{id}/rename", console.fields.rename_tag, Action.CHANGE_SITE),
            Door("POST", "/console/tags/{id}/merge", console.fields.merge_tag, Action.CHANGE_SITE),
            Door("POST", "/console/tags/{id}/delete", console.fields.delete_tag, Action.CHANGE_SITE),
            Door("POST", "/console/tags/{id}/restore", console.fields.restore_tag, Action.CHANGE_SITE),
            Door("GET", "/console/site", place.show, Action.READ_SITE),
            Door("GET", "/console/site/status", place.status, Action.READ_SITE),
            Door("GET", "/console/site/first", place.first, Action.READ_LEADS),
            Door("POST", "/console/site/first", place.tell_first, Action.READ_LEADS),
            Door("POST", "/console/site/check", place.check, Action.CHANGE_SITE),
            Door("POST", "/console/site/origins", place.allow, Action.CHANGE_SITE),
            Door("GET", "/console/site/settings", console.site.show, Action.CHANGE_SITE),
            Door("POST", "/console/site/settings", console.site.save, Action.CHANGE_SITE),
            Door("GET", "/console/site/contrast", console.site.look, Action.CHANGE_SITE),
            Door("POST", "/console/site/secret", console.site.show_secret, Action.READ_SECRET),
            Door("POST", "/console/site/secret/new", console.site.renew_secret, Action.READ_SECRET),
            Door("GET", "/console/sites/new", console.site.new, Action.CHANGE_SITE),
            Door("POST", "/console/sites", console.site.create, Action.CHANGE_SITE),
            Door("GET", "/console/widgets", console.widgets.show, Action.READ_WIDGETS),
            Door("GET", f"{placed}/new", console.widgets.gallery, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/new", console.widgets.create, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/{{id}}/switch", console.widgets.switch, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/{{id}}/name", console.widgets.rename, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/{{id}}/copy", console.widgets.copy, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/{{id}}/delete", console.widgets.delete, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/{{id}}/put-back", console.widgets.put_back, Action.PUBLISH_WIDGETS),
            Door("GET", f"{placed}/{{id}}", console.editor.show, Action.PUBLISH_WIDGETS),
            Door("GET", f"{placed}/{{id}}/preview", console.editor.preview, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/{{id}}/preview", console.editor.look, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/{{id}}/draft", console.editor.save, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/{{id}}/publish", console.editor.publish, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/{{id}}/merge", console.editor.merge, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/{{id}}/discard", console.editor.discard, Action.PUBLISH_WIDGETS),
            Door("POST", f"{placed}/{{id}}/draft/back", console.editor.bring_back, Action.PUBLISH_WIDGETS),
            Door("GET", f"{placed}/{{id}}/versions", console.history.show, Action.PUBLISH_WIDGETS),
            Door(
                "POST", f"{placed}/{{id}}/versions/{{number}}/restore", console.history.restore, Action.PUBLISH_WIDGETS
            ),
            Door("GET", "/console/account", account.show, AnyMember),
            Door("POST", "/console/account/profile", account.change_profile, AnyMember),
            Door("POST", "/console/account/password", account.change_password, AnyMember),
            Door("GET", "/console/account/two-factor", two_factor.show, AnyMember),
            Door("GET", "/console/account/two-factor/picture", two_factor.picture, AnyMember),
            Door("POST", "/console/account/two-factor/begin", two_factor.begin, AnyMember),
            Door("POST", "/console/account/two-factor/confirm", two_factor.confirm, AnyMember),
            Door("POST", "/console/account/two-factor/codes", two_factor.renew, AnyMember),
            Door("POST", "/console/account/two-factor/off", two_factor.switch_off, AnyMember),
            Door("GET", "/console/account/sessions", access.sessions, AnyMember),
            Door("POST", "/console/account/sessions/end", access.end_session, AnyMember),
            Door("POST", "/console/account/sessions/others", access.end_others, AnyMember),
            Door("POST", "/console/account/tokens", access.create_token, AnyMember),
            Door("POST", "/console/account/tokens/{id}/revoke", access.revoke_token, AnyMember),
            Door("POST", "/console/account/tokens/{id}/restore", access.restore_token, AnyMember),
            Door("GET", "/console/deliveries", console.deliveries.show, Action.READ_DELIVERIES),
            Door("GET", "/console/deliveries/rows", console.deliveries.rows, Action.READ_DELIVERIES),
            Door("GET", "/console/deliveries/{id}/attempts", console.deliveries.attempts, Action.READ_DELIVERIES),
            Door("GET", "/console/deliveries/{id}/tested", console.targets.tested, Action.READ_DELIVERIES),
            Door("POST", "/console/deliveries/{id}/replay", console.deliveries.replay, Action.CHANGE_DELIVERIES),
            Door("GET", "/console/targets", console.targets.show, Action.READ_DELIVERIES),
            Door("POST", "/console/targets", console.targets.create, Action.CHANGE_DELIVERIES),
            Door("GET", "/console/targets/new", console.targets.new, Action.CHANGE_DELIVERIES),
            Door("GET", "/console/targets/{id}/edit", console.targets.edit, Action.CHANGE_DELIVERIES),
            Door("POST", "/console/targets/{id}", console.targets.change, Action.CHANGE_DELIVERIES),
            Door("POST", "/console/targets/{id}/switch", console.targets.switch, Action.CHANGE_DELIVERIES),
            Door("POST", "/console/targets/{id}/secret", console.targets.rotate, Action.CHANGE_DELIVERIES),
            Door("POST", "/console/targets/{id}/aside", console.targets.set_aside, Action.CHANGE_DELIVERIES),
            Door("POST", "/console/targets/{id}/back", console.targets.put_back, Action.CHANGE_DELIVERIES),
            Door("POST", "/console/targets/{id}/delete", console.targets.delete, Action.CHANGE_DELIVERIES),
            Door("POST", "/console/targets/{id}/test", console.targets.test, Action.CHANGE_DELIVERIES),
            Door("POST", "/console/targets/{id}/replay", console.deliveries.replay_failed, Action.CHANGE_DELIVERIES),
            Door("GET", "/console/invitation", console.joining.show, Anyone),
            Door("POST", "/console/invitation", console.joining.take_link, Anyone),
            Door("POST", "/console/invitation/accept", console.joining.join, Anyone),
            Door("GET", "/console/members", console.members.show, Action.READ_MEMBERS),
            Door("POST", "/console/members/{id}/role", console.members.change_role, Action.CHANGE_MEMBERS),
            Door("POST", "/console/members/{id}/remove", console.members.remove, Action.CHANGE_MEMBERS),
            Door("POST", "/console/members/{id}/take-back", console.members.take_back, Action.CHANGE_MEMBERS),
            Door("POST", "/console/members/{id}/lock", console.members.lock, Action.CHANGE_MEMBERS),
            Door("POST", "/console/members/{id}/unlock", console.members.unlock, Action.CHANGE_MEMBERS),
            Door("POST", "/console/invitations", console.invitations.invite, Action.CHANGE_MEMBERS),
            Door("POST", "/console/invitations/{id}/renew", console.invitations.renew, Action.CHANGE_MEMBERS),
            Door("POST", "/console/invitations/{id}/revoke", console.invitations.revoke, Action.CHANGE_MEMBERS),
            Door("GET", "/console/journal", console.journal.show, Action.READ_AUDIT),
            Door("GET", "/console/programs", console.programs.show, Action.READ_SITE),
            Door("WS", "/console/socket", console.live.socket, Action.READ_CALLS),
            Door("GET", "/console/{rest:path}", entry.nowhere, Anyone),
            Door("GET", "/api/v1/openapi.json", self.api.openapi, Anyone),
            *(Door(each.method, each.path, self.api.endpoint(each), each.policy) for each in self.api.operations),
        ]

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
                workers = [
                    group.create_task(_forever(work))
                    for work in (
                        self.publishing.watch,
                        self.live.run,
                        self.console.live.run,
                        self.keeper.run,
                        self.sightings.run,
                        self.indexer.run,
                        self.runner.run,
                        self.tallies.run,
                        partial(tidy_for_ever, self.database),
                    )
                ]
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


def build(installation: Installation) -> Starlette:
    """The whole application for one installation; nothing is opened before its lifespan begins."""
    house = House(installation)
    hot = [door.route for door in house.doors() if door.hot]
    app = Starlette(
        routes=[*(door.route for door in house.doors()), Route("/api/{rest:path}", house.api.unknown, methods=METHODS)],
        lifespan=house.open,
        middleware=[Middleware(Calm), Middleware(HotRoads, routes=hot)],
        exception_handlers={404: _unknown, 405: _other_method},
    )
    app.router.redirect_slashes = False  # it would lead to whatever host the request names
    app.state.house = house
    return app


METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


async def _forever(work: Callable[[], Awaitable[None]]) -> None:
    """Background work that trips is logged and begun again: nobody would notice its absence otherwise."""
    while True:
        try:
            await work()
        except Exception as error:
            our_fault(error, work=getattr(work, "__qualname__", ""))
            await asyncio.sleep(RESTART_SECONDS)


async def _unknown(_request: Request, _error: Exception) -> Response:
    return problem(NotFound())


async def _other_method(_request: Request, error: Exception) -> Response:
    allowed = dict((error.headers if isinstance(error, HTTPException) else None) or {})
    if allowed.get("Allow") == "OPTIONS":  # a preflight is answered for any address below a site, also for none at all
        return problem(NotFound())
    return problem(MethodRefused(), allowed)
