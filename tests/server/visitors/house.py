"""The visitors' door with everything real behind it, for one site that stands on one shop."""

import asyncio
import itertools
import json
from contextlib import asynccontextmanager

import httpx2
from starlette.applications import Starlette
from websockets.asyncio.client import connect

from server.assets import Asset, Assets
from server.calls.listing import requests
from server.clients.tables import consents
from server.doors import of_visitors
from server.files.incoming import Incoming
from server.files.pictures import Pictures
from server.hub.approaches import Approaches
from server.hub.hub import Hub
from server.hub.presence import MemoryPresence
from server.leads.reception import Reception
from server.numbers.events import EventKeeper
from server.registry import find_kinds
from server.routing.dispatcher import Dispatcher
from server.sealing import Sealer
from server.sites import members, sites, widgets
from server.sites.publishing import Publishing
from server.sites.settings import NewSite
from server.sites.sightings import Sightings, of_site
from server.sites.widget_input import NewWidget
from server.visitors.answers_drawn import AnswerLetters
from server.visitors.confirm_drawn import Confirmations
from server.visitors.door import VisitorsDoor
from server.visitors.geography import Geography
from server.visitors.live import Live
from tests.server.hub.serving import served

SHOP = "https://shop.example"
EVIL = "https://evil.example"
TOKEN = "AbCdEfGhIjKlMnOpQrStUv"
OTHER_TOKEN = "ZyXwVuTsRqPoNmLkJiHgFe"
PHONE = "+381641234567"
BEANS = {"url": f"{SHOP}/beans", "title": "Beans", "referrer": ""}

_emails = (f"ana{n}@shop.example" for n in itertools.count())


def module(words):
    """A module of these words with its encodings."""
    return Asset(words, b"br:" + words, b"gz:" + words, "text/javascript; charset=utf-8", '"etag"')


ASSETS = Assets(
    runtime="1",
    hash="abc123",
    loader='(()=>{window.told="%CONFIG%"})()',
    modules={"live": module(b"live"), "callback.en": module(b"callback")},
    launchers=("callback",),
    pieces={},
    console={},
    files={},
)


SEALER = Sealer("a secret key of the tests")


class House:
    """The door and its neighbours; `site`, `widget` and `member` are what was set up."""

    def __init__(self, database, **given):
        self.database = database
        self.registry = find_kinds()
        self.hub = Hub(given.pop("most_sockets", 1000))
        self.publishing = Publishing(database, self.registry)
        self.presence = MemoryPresence(linger_seconds=0.05)
        self.live = Live(database, self.publishing, self.hub, self.presence)
        self.dispatcher = Dispatcher(database, self.presence)
        self.keeper = EventKeeper(database, flush_seconds=0.05)
        self.sightings = Sightings(database)
        database.on_news(self.live.tell)
        database.on_news(self.dispatcher.hear)
        self.approaches = Approaches()
        given.setdefault("geography", Geography())
        self.door = VisitorsDoor(
            public_url="https://desk.example",
            trusted=given.pop("trusted", ()),
            assets=ASSETS,
            database=database,
            publishing=self.publishing,
            reception=Reception(database),
            keeper=self.keeper,
            hub=self.hub,
            live=self.live,
            dispatcher=self.dispatcher,
            approaches=self.approaches,
            sightings=self.sightings,
            registry=self.registry,
            sealer=SEALER,
            confirmations=Confirmations("https://desk.example", SEALER),
            answers=AnswerLetters("https://desk.example", SEALER),
            incoming=Incoming(Pictures()),
            **given,
        )
        self.app = Starlette(routes=routes(self.door))

    async def set_up(self, **settings):
        """A site on the shop with one published widget, and a manager who works there."""
        self.member, self.site = await self.database.write(_site, settings)
        self.widget = await self.place()
        return self

    async def place(self, **given):
        """One more published widget."""
        new = NewWidget.read({"kind": "callback"} | given)
        return (await self.database.write(widgets.create, self.registry, self.site.id, new)).id

    @property
    def base(self):
        """The site's own addresses."""
        return f"/v1/sites/{self.site.key}"

    @asynccontextmanager
    async def client(self, address="203.0.113.7"):
        """A client that speaks HTTP to the door, from this address."""
        transport = httpx2.ASGITransport(app=self.app, client=(address, 50000))
        async with httpx2.AsyncClient(transport=transport, base_url="https://desk.example") as client:
            yield client

    @asynccontextmanager
    async def open_lines(self):
        """The door on a real server; gives the address of its socket."""
        workers = [asyncio.create_task(each.run()) for each in (self.live, self.dispatcher)]
        try:
            async with served(self.app) as address:
                yield f"ws://{address}{self.base}/socket"
        finally:
            for worker in workers:
                worker.cancel()

    def said(self, **given):
        """What a page sends when somebody leaves a number."""
        return {
            "key": "k1",
            "widget": self.widget,
            "values": {"phone": PHONE, "name": "Jovana"},
            "consent": ["contact"],
            "page": BEANS,
        } | given

    async def seen(self):
        """What was seen of the site, as pairs of kind and origin."""
        await self.sightings.flush()
        return {(each.kind, each.origin) for each in await self.database.read(of_site, self.site.id)}

    async def calls(self):
        """Every request to be called back."""
        return (await self.database.read(requests, self.site.id)).items

    async def agreed(self):
        """The words that the consent journal keeps, in the order they came."""
        query = consents.select().where(consents.c.site == self.site.id).order_by(consents.c.id)
        return [row["text"] for row in await self.database.read(lambda reader: reader.all(query))]


def _site(tx, settings):
    member = members.create(tx, email=next(_emails), name="Ana Petrović", password_hash="-")
    new = NewSite.read({"name": "Shop", "origins": [SHOP], "country": "RS"} | settings)
    return member, sites.create(tx, new, member.id)


def routes(door):
    """The door's addresses, as the application has them."""
    return [each.route for each in of_visitors(door)]


def page_of(address, origin=SHOP, **given):
    """A socket as a browser opens it on a page of this origin."""
    return connect(address, origin=origin, compression=None, **given)


async def say(socket, /, **frame):
    """Send one frame."""
    await socket.send(json.dumps(frame))


async def hear(socket, kind):
    """The next frame, which is of this type."""
    frame = json.loads(await asyncio.wait_for(socket.recv(), 5))
    assert frame["type"] == kind, frame
    return frame
