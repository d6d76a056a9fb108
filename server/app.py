"""Builds everything and joins it; all routes on one screen."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute

from server.api.asking import Rooms
from server.api.door import ApiDoor
from server.assets import Assets
from server.config import Installation
from server.console.door import ConsoleDoor
from server.console.files import Files
from server.database import Database, failpoints, open_database
from server.database.checks import answers
from server.database.migrate import newest_version, stands_at
from server.errors import MethodRefused, NotFound
from server.health import Health, Numbers
from server.hub.hub import Hub
from server.hub.presence import MemoryPresence
from server.leads.reception import Reception
from server.numbers.events import EventKeeper
from server.problems import Calm, our_fault, problem
from server.registry import Registry, find_kinds
from server.sites.entrance import Entrance
from server.sites.passwords import Passwords
from server.sites.policy import Action, AnyMember, Anyone, Policy
from server.sites.publishing import Publishing
from server.sites.tries import Tries
from server.visitors.door import VisitorsDoor
from server.visitors.live import Live

RESTART_SECONDS = 1.0
# The event loop and the writer take turns in one interpreter. At Python's 5 ms each waits for the other's turn to end
# while the core idles: 64 submitters got half as much done.
SWITCH_SECONDS = 0.0005


@dataclass(frozen=True, slots=True)
class Door:
    """One address: what it takes, where it leads, who may pass. The method `WS` is a socket."""

    method: str
    path: str
    endpoint: Callable[..., Awaitable[Response | None]]
    policy: Policy

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
        self.registry: Registry = find_kinds()
        self.assets = Assets.load()
        self.database: Database = open_database(installation.database)
        self._needed = newest_version()
        self.hub = Hub(installation.max_sockets)
        self.presence = MemoryPresence()
        self.publishing = Publishing(self.database, self.registry)
        self.live = Live(self.database, self.publishing, self.hub)
        self.keeper = EventKeeper(self.database)
        self.passwords = Passwords()
        self.entrance = Entrance(self.database, self.passwords, Tries())
        numbers = Numbers(lambda: len(self.hub), lambda: self.keeper.dropped)
        self.health = Health({"database": self._answers, "migrations": self._is_current}, numbers)
        self.files = Files(self.assets)
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
        )
        self.api = ApiDoor(Rooms(self.database, self.registry, installation.public_url), self.entrance)
        self.console = ConsoleDoor(
            database=self.database,
            entrance=self.entrance,
            hub=self.hub,
            presence=self.presence,
            registry=self.registry,
            assets=self.assets.console,
            public_url=installation.public_url,
            trusted_proxies=installation.trusted_proxies,
        )
        for listener in (self.live.tell, self.console.on_news, numbers.hear):
            self.database.on_news(listener)

    def doors(self) -> list[Door]:
        """Every address with its policy, in the order in which they are tried."""
        visitors, console, site = self.visitors, self.console, "/v1/sites/{key}"
        entry, inbox, people, place = console.entry, console.inbox, console.people, console.place
        return [
            Door("GET", "/s/{key}.js", visitors.loader, Anyone),
            Door("GET", "/m/{runtime}/{name}.{digest}.js", visitors.module, Anyone),
            Door("GET", f"{site}/config", visitors.config, Anyone),
            Door("POST", f"{site}/submissions", visitors.submit, Anyone),
            Door("POST", f"{site}/events", visitors.events, Anyone),
            Door("OPTIONS", f"{site}/{{rest:path}}", visitors.preflight, Anyone),
            Door("WS", f"{site}/socket", visitors.socket, Anyone),
            Door("GET", "/healthz", self.health.up, Anyone),
            Door("GET", "/readyz", self.health.ready, Anyone),
            Door("GET", "/metrics", self.health.metrics, Anyone),
            Door("GET", "/static/{name}", self.files.file, Anyone),
            Door("GET", "/", entry.at_the_gate, Anyone),
            Door("GET", "/console", entry.at_the_gate, Anyone),
            Door("GET", "/console/login", entry.show, Anyone),
            Door("POST", "/console/login", entry.log_in, Anyone),
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
            Door("GET", "/console/people/{id}/timeline", people.timeline, Action.READ_CLIENTS),
            Door("POST", "/console/people/{id}/notes", people.add_note, Action.CHANGE_CLIENTS),
            Door("POST", "/console/people/{id}/erase", people.erase, Action.ERASE_CLIENTS),
            Door("GET", "/console/site", place.show, Action.READ_SITE),
            Door("POST", "/console/widgets", place.place_first, Action.PUBLISH_WIDGETS),
            Door("WS", "/console/socket", console.live.socket, Action.READ_CALLS),
            Door("GET", "/console/{rest:path}", entry.nowhere, Anyone),
            Door("GET", "/api/v1/openapi.json", self.api.openapi, Anyone),
            *(Door(each.method, each.path, self.api.endpoint(each), each.policy) for each in self.api.operations),
        ]

    @asynccontextmanager
    async def open(self, _app: Starlette) -> AsyncIterator[None]:
        """Open the database, let the background work live as long as the application, leave nothing half done."""
        sys.setswitchinterval(SWITCH_SECONDS)
        if self.installation.testing and self.installation.failpoint:
            failpoints.arm(*self.installation.failpoint)
        await self.database.open()
        try:
            async with asyncio.TaskGroup() as group:
                workers = [
                    group.create_task(_forever(work))
                    for work in (self.publishing.watch, self.live.run, self.keeper.run)
                ]
                yield
                self.hub.close_all()
                for worker in workers:
                    worker.cancel()
            await self.keeper.flush()
        finally:
            await self.presence.close()
            await self.database.close()
            self.passwords.close()

    async def _answers(self) -> bool:
        async with asyncio.timeout(2):
            return await self.database.read(answers)

    async def _is_current(self) -> bool:
        async with asyncio.timeout(2):
            return await self.database.read(stands_at) == self._needed


def build(installation: Installation) -> Starlette:
    """The whole application for one installation; nothing is opened before its lifespan begins."""
    house = House(installation)
    app = Starlette(
        routes=[*(door.route for door in house.doors()), Route("/api/{rest:path}", house.api.unknown, methods=METHODS)],
        lifespan=house.open,
        middleware=[Middleware(Calm)],
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
    return problem(MethodRefused(), error.headers if isinstance(error, HTTPException) else None)
