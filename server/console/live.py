"""The live line to a manager's page: what has changed, who is here; never the thing itself."""

import asyncio
import time
from collections.abc import Coroutine, Sequence
from typing import Any
from uuid import uuid4

from starlette.websockets import WebSocket

from server.console.forgery import check_origin, check_token
from server.console.seats import Seats
from server.console.watch import CODES, LOGGED_OUT, Page, Watch
from server.conversations.reading import site_of
from server.database import Database, Told, now_ms
from server.database.feed import news_since
from server.errors import OriginRefused, Refusal
from server.hub import topics
from server.hub.connection import TOO_MANY_SOCKETS, Connection
from server.hub.console_frames import (
    ConsoleHello,
    ConsoleIdle,
    ConsoleLooking,
    ConsoleTyping,
    ConsoleWelcome,
    FeedNews,
    Item,
    Lookers,
    Online,
    Person,
    SomebodyTypes,
    Stale,
)
from server.hub.frames import Incoming, Ping
from server.hub.hub import Full, Hub
from server.hub.line import Line
from server.hub.messages import FROM_CONSOLE
from server.hub.pace import Bucket
from server.hub.presence import Presence, Somebody
from server.hub.sockets import carry
from server.hub.visitor_frames import TypingTold
from server.routing import duty
from server.routing.duty import DUTY
from server.sites.entrance import Entered
from server.sites.policy import Action, authorize

ORIGIN = 4403
MEMBER = "member"  # the kind of news when somebody's role has changed, or somebody was disabled
FROM_NOW = -1  # before every number: only where the feed stands is asked for


class Live:
    """The socket `/console/socket`, and what this process tells all of them."""

    def __init__(self, database: Database, seats: Seats, hub: Hub, presence: Presence, origin: str) -> None:
        self._database = database
        self._seats = seats
        self._hub = hub
        self._presence = presence
        self._origin = origin
        self._watch = Watch(database)
        self.run = self._watch.run  # the application's background work: see `Watch`
        self._telling: set[asyncio.Task[None]] = set()
        self._sittings: dict[tuple[str, str], dict[Sitting, None]] = {}  # by site and member
        presence.watch(self._here_changed)

    async def socket(self, websocket: WebSocket) -> None:
        """One page's line: our own page only, of somebody who is logged in, for as long as that lasts."""
        try:
            check_origin(websocket, self._origin)
        except OriginRefused:
            await websocket.close(ORIGIN)  # before it is accepted: the handshake itself is refused
            return
        entered = await self._seats.who(websocket)
        await websocket.accept()
        connection = Connection()
        try:
            with self._hub.joined(connection):
                if entered is None:
                    await websocket.close(CODES.get(await self._seats.why(websocket), LOGGED_OUT))
                    return
                await self._carry(websocket, connection, entered)
        except Full:
            await websocket.close(TOO_MANY_SOCKETS)

    def on_news(self, told: Sequence[Told]) -> None:
        """Tell every page of the sites where something has been committed; called by the database in commit order."""
        if any(each.kind == MEMBER for each in told):
            self._watch.wake()
        for each in told:
            if each.kind == DUTY and (sittings := self._sittings.get((each.site, each.thing))):
                self._later(self._count(each.site, list(sittings)))
        for site in dict.fromkeys(each.site for each in told):
            items = tuple(
                Item(number=each.number, kind=each.kind, thing=each.thing) for each in told if each.site == site
            )
            self._hub.publish(topics.desk(site), FeedNews(items=items, number=items[-1].number).encode())

    async def _carry(self, websocket: WebSocket, connection: Connection, entered: Entered) -> None:
        sitting = Sitting(self, connection, entered)
        line = Line(connection, FROM_CONSOLE, sitting.hear, member=entered.actor.member)
        try:
            with self._watch.over(sitting.page):
                await carry(websocket, connection, line.on_frame, lambda: Ping(now=now_ms()).encode())
        finally:
            await sitting.leave()

    async def sit(self, sitting: "Sitting", hello: ConsoleHello) -> None:
        """Let a page hear of its site: first what it missed, then whatever comes."""
        connection = sitting.connection
        self._hub.subscribe(connection, topics.desk(hello.site))
        number = await self._catch_up(connection, hello)
        me = Person(id=sitting.who.id, name=sitting.who.name)
        connection.send(ConsoleWelcome(number=number, member=me).encode())
        self._sittings.setdefault((hello.site, sitting.who.id), {})[sitting] = None
        await self._count(hello.site, [sitting])
        connection.send(await self._online(hello.site))

    async def stand_up(self, sitting: "Sitting") -> None:
        """The page is gone; its member stays a moment longer, in case it only reloads."""
        if (site := sitting.page.site) is None:
            return
        whose = (site, sitting.who.id)
        if (others := self._sittings.get(whose)) is not None:
            others.pop(sitting, None)
            if not others:
                del self._sittings[whose]
        await self._presence.lose(site, sitting.id)
        if sitting.looks_at:
            await self._presence.lose(topics.looking(sitting.looks_at), sitting.id)

    async def idle(self, sitting: "Sitting") -> None:
        """Whoever has not touched the page for long is as good as gone, until they touch it again."""
        if sitting.page.site is not None:
            await self._count(sitting.page.site, [sitting])

    async def _count(self, site: str, sittings: Sequence["Sitting"]) -> None:
        """Pages of one member count among those who are here, but not while they are away or the page is idle."""
        is_away = (await self._database.read(duty.of, site, sittings[0].who.id)).away
        for sitting in sittings:
            if is_away or sitting.is_idle:
                await self._presence.leave(site, sitting.id)
            elif sitting in self._sittings.get((site, sitting.who.id), ()):
                await self._presence.arrive(site, sitting.who, sitting.id)

    async def look(self, sitting: "Sitting", conversation: str) -> None:
        """Let colleagues know that this member has a conversation of the site open; a page has one, for good."""
        site = sitting.page.site
        if site is None or sitting.looks_at or await self._database.read(site_of, conversation) != site:
            return
        sitting.looks_at = conversation
        await self._presence.arrive(topics.looking(conversation), sitting.who, sitting.id)
        sitting.connection.send(await self._lookers(conversation))

    async def type(self, sitting: "Sitting", conversation: str) -> None:
        """Pass on to the visitor and to colleagues that this member is writing, at most once in two seconds."""
        site = sitting.page.site
        if site is None or await self._database.read(site_of, conversation) != site:
            return
        if not sitting.typed.take(time.monotonic()):
            name = sitting.who.name.partition(" ")[0]
            self._hub.publish(topics.talk(conversation), TypingTold(name=name).encode())
            by = Person(id=sitting.who.id, name=sitting.who.name)
            self._hub.publish(topics.desk(site), SomebodyTypes(conversation=conversation, by=by).encode())

    async def _catch_up(self, connection: Connection, hello: ConsoleHello) -> int:
        if hello.have is None:
            return (await self._database.read(news_since, hello.site, FROM_NOW)).number
        number = hello.have
        while True:
            since = await self._database.read(news_since, hello.site, number)
            if since.stale:
                connection.send(Stale(number=since.number).encode())
                return since.number
            if not since.items:
                return since.number
            items = tuple(Item(number=each.number, kind=each.kind, thing=each.thing) for each in since.items)
            connection.send(FeedNews(items=items, number=since.number).encode())
            number = since.number

    def _here_changed(self, room: str) -> None:
        talk = room.removeprefix(topics.LOOKING)
        self._later(self._tell_online(room) if talk == room else self._tell_lookers(talk))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._telling.add(task)  # the loop itself holds tasks weakly
        task.add_done_callback(self._telling.discard)

    async def _tell_online(self, site: str) -> None:
        self._hub.publish(topics.desk(site), await self._online(site))

    async def _tell_lookers(self, conversation: str) -> None:
        if site := await self._database.read(site_of, conversation):
            self._hub.publish(topics.desk(site), await self._lookers(conversation))

    async def _lookers(self, conversation: str) -> bytes:
        here = await self._presence.online(topics.looking(conversation))
        people = tuple(Person(id=each.id, name=each.name) for each in here)
        return Lookers(conversation=conversation, people=people).encode()

    async def _online(self, site: str) -> bytes:
        here = await self._presence.online(site)
        return Online(online=tuple(Person(id=each.id, name=each.name) for each in here)).encode()


class Sitting:
    """One open page of one member; it hears of one site at a time."""

    def __init__(self, live: Live, connection: Connection, entered: Entered) -> None:
        self._live = live
        self._entered = entered
        self.connection = connection
        self.id = uuid4().hex
        self.who = Somebody(entered.actor.member, entered.actor.name)
        self.page = Page(connection, entered.session.token_hash)
        self.looks_at = ""  # the conversation that the page has open
        self.typed = Bucket(1, 0.5, time.monotonic())
        self.is_idle = False

    async def hear(self, frame: Incoming) -> None:
        """The page says which site it shows, and proves that it is ours; a second hello changes nothing."""
        if isinstance(frame, ConsoleTyping):
            await self._live.type(self, frame.conversation)
        if isinstance(frame, ConsoleIdle) and frame.idle is not self.is_idle:
            self.is_idle = frame.idle
            await self._live.idle(self)
        if isinstance(frame, ConsoleLooking):
            await self._live.look(self, frame.conversation)
        if not isinstance(frame, ConsoleHello) or self.page.site is not None:
            return
        try:
            check_token(frame.csrf, self._entered.session.csrf)
            authorize(self._entered.actor, Action.READ_CALLS, frame.site)
        except Refusal:
            self.connection.close(LOGGED_OUT)
            return
        self.page.site, self.page.role = frame.site, self._entered.actor.roles[frame.site]
        await self._live.sit(self, frame)

    async def leave(self) -> None:
        """The page is gone."""
        await self._live.stand_up(self)
