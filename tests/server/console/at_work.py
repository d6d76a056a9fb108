"""A console at work for its tests: the real door on a real port, people at the desk, visitors who leave things."""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from argon2 import PasswordHasher
from playwright.async_api import Browser, Page
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from server.assets import Assets
from server.clients.visitors import token_hash
from server.console.door import ConsoleDoor
from server.console.files import Files
from server.console.letters import Letters
from server.conversations import posting
from server.conversations.once import Posted
from server.conversations.said import Place, Said
from server.database import Database, Transaction
from server.deliveries.mailer import Mailer
from server.files.incoming import Incoming
from server.files.pictures import Pictures
from server.hub import visitor_frames
from server.hub.approaches import Approaches
from server.hub.hub import Hub
from server.hub.presence import MemoryPresence
from server.leads.reception import Reception
from server.leads.submissions import Submission
from server.outgoing.addresses import Allowed
from server.outgoing.fetcher import Fetcher
from server.registry import Kind, Registry, find_kinds
from server.sealing import Sealer
from server.sites import members, sites, widgets
from server.sites.account import Account
from server.sites.beginning import Beginning
from server.sites.entrance import Entrance
from server.sites.page_check import PageCheck
from server.sites.passwords import Passwords
from server.sites.policy import Role
from server.sites.publishing import Publishing
from server.sites.second_step import SecondStep
from server.sites.settings import NewSite
from server.sites.sites import Site
from server.sites.tries import Tries
from server.sites.widget_input import NewWidget
from server.visitors.loader import Loader
from server.widget import Lead, Model, Settings, Visit, Widget
from tests.server.hub.serving import served

PASSWORD = "a long enough password"
OUTPUT = Path(__file__).parents[2] / "output"
SHOP = {
    "name": "Harbour Row",
    "origins": ["https://harbourrow.example"],
    "country": "RS",
    "time_zone": "Europe/Belgrade",
    "languages": ["en", "ru"],
}
FORM = "application/x-www-form-urlencoded"


class LetterSettings(Settings):
    """A letter has nothing to set."""


class Letter(Model):
    """What a visitor writes in a letter, a kind that exists in tests only."""

    name: str = ""
    email: str = ""
    message: str = ""


def take_letter(letter: Letter, visit: Visit) -> Lead:
    """A lead that asks for no call."""
    email = visit.email(letter.email) if letter.email else ""
    facts = {"writes": letter.message} if letter.message else {}
    return Lead(letter.name, "", email, letter.model_dump(), facts)


LETTER = Kind("letter", Path(), Widget(LetterSettings, Letter, take_letter), {"en": {}}, ())
KINDS = Registry({kind.name: kind for kind in (*find_kinds(), LETTER)})
CALLING = next(kind.name for kind in KINDS if "calls" in kind.widget.needs)


@dataclass
class AtWork:
    """One console with one site; `address` is where it answers."""

    address: str
    database: Database
    door: ConsoleDoor
    hub: Hub
    presence: MemoryPresence
    site: Site
    owner: str
    asks: str
    letters: str
    reception: Reception
    publishing: Publishing
    troubles: list[str] = field(default_factory=list)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    async def hire(self, name: str, role: Role = Role.MANAGER, language: str = "") -> str:
        """Let somebody work at the site; gives back the e-mail, the password is everybody's."""
        email = f"{name.split()[0].lower()}@harbourrow.example"
        await self.database.write(employ, self.site.id, name, email, role, language)
        return email

    async def ask_for_call(self, phone: str = "+381601234567", **more: str) -> Mapping[str, Any]:
        """Somebody asks to be called; the answer is the one their browser gets."""
        page = {name: more.pop(name) for name in ("url", "title", "referrer") if name in more}
        return await self.leave(self.asks, {"phone": phone} | more, page, consent=("contact",))

    async def write_letter(self, **values: str) -> Mapping[str, Any]:
        """Somebody leaves a letter."""
        page = {name: values.pop(name) for name in ("url", "title", "referrer") if name in values}
        return await self.leave(self.letters, values, page)

    async def leave(
        self, widget: str, values: Mapping[str, str], page: Mapping[str, str], consent: tuple[str, ...] = ()
    ) -> Mapping[str, Any]:
        """Anything left on the site, through the room that receives it all."""
        key = f"key-{next(self.numbers)}"
        said = {"key": key, "widget": widget, "values": dict(values), "consent": consent, "page": dict(page)}
        published = await self.publishing.by_key(self.site.key)
        assert published is not None
        token = f"{key:x<22}"
        kept = await self.reception.receive(published, widget, Submission.read(said), token, "203.0.113.9")
        return kept.answer

    async def say(self, text: str = "Is the Guji back?", visitor: str = "mila", **page: str) -> Posted:
        """A visitor writes in their conversation."""
        said = Said(f"said-{next(self.numbers)}", text)
        place = Place(
            self.asks, visitor_frames.Page(**{"url": "https://harbourrow.example/guji", "title": "Guji"} | page), "en"
        )
        return await self.database.write(posting.say, self.site.id, token_hash(f"{visitor:x<22}"), said, place)

    async def client_of(self, lead: Mapping[str, Any]) -> str:
        """The person whom a lead landed on."""
        from server.leads.inbox import one

        return str((await self.database.read(one, self.site.id, str(lead["lead"])))["client"])

    @contextmanager
    def out_of_reach(self) -> Iterator[None]:
        """End every open line, and take no new one meanwhile."""
        most, self.hub._most = self.hub._most, 0
        self.hub.close_all()
        yield
        self.hub._most = most

    @asynccontextmanager
    async def program(self, email: str = "") -> AsyncIterator["Program"]:
        """An HTTP client that behaves like a browser on our own page; logged in when an e-mail is given."""
        headers = {"origin": self.address, "sec-fetch-site": "same-origin"}
        async with httpx2.AsyncClient(base_url=self.address, headers=headers, timeout=20) as client:
            program = Program(client)
            if email:
                await program.log_in(email)
            yield program

    async def at_desk(self, browser: Browser, email: str, path: str = "/console/", **context: Any) -> Page:
        """A browser of its own with somebody logged in; whatever the page complains of is gathered in `troubles`."""
        made = await browser.new_context(**({"locale": "en-GB"} | context))
        made.set_default_timeout(15_000)
        page = await made.new_page()
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        await page.goto(f"{self.address}/console/login")
        await page.fill("#email", email)
        await page.fill("#password", PASSWORD)
        await page.click("main form button")
        await page.wait_for_url(f"{self.address}/console/")
        if path != "/console/":
            await page.goto(f"{self.address}{path}")
        await page.wait_for_selector("body[data-line=well]")
        return page


@dataclass
class Program:
    """An HTTP client with a session."""

    client: httpx2.AsyncClient
    csrf: str = ""

    async def log_in(self, email: str, password: str = PASSWORD) -> httpx2.Response:
        """Send the log-in form, and remember the token that the pages carry."""
        answer = await self.client.post("/console/login", data={"email": email, "password": password})
        if answer.status_code == 303:
            page = (await self.client.get("/console/site")).text
            self.csrf = page.partition('data-csrf="')[2].partition('"')[0]
        return answer

    async def act(self, path: str, **fields: str) -> httpx2.Response:
        """Do something as a part of a page does it."""
        headers = {"hx-request": "true", "x-csrf-token": self.csrf, "content-type": FORM}
        return await self.client.post(path, data=fields, headers=headers)

    async def part(self, path: str) -> httpx2.Response:
        """Fetch a part of a page."""
        return await self.client.get(path, headers={"hx-request": "true"})


def employ(tx: Transaction, site: str, name: str, email: str, role: Role, language: str) -> str:
    """A member with the tests' password, who works at the site."""
    member = members.create(tx, email=email, name=name, password_hash=HASH, language=language)
    members.join(tx, site, member.id, role)
    return member.id


def quick_passwords() -> Passwords:
    """The real thing with parameters that cost a test nothing."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


SEALER = Sealer("a secret key of the tests")


def a_door(
    database: Database, passwords: Passwords, hub: Hub, presence: MemoryPresence, assets: Assets, public_url: str
) -> ConsoleDoor:
    """The door, built as the application builds it."""
    tries = Tries()
    return ConsoleDoor(
        database=database,
        entrance=Entrance(database, passwords, tries),
        second_step=SecondStep(database, tries, SEALER),
        own_account=Account(database, passwords, tries, SEALER),
        passwords=passwords,
        beginning=Beginning(database, KINDS, passwords),
        page_check=PageCheck(Fetcher(Allowed())),
        hub=hub,
        presence=presence,
        approaches=Approaches(),
        incoming=Incoming(Pictures()),
        registry=KINDS,
        sealer=SEALER,
        mailer=Mailer(None, Letters(KINDS, public_url)),
        allowed=Allowed(),
        assets=assets,
        public_url=public_url,
    )


@asynccontextmanager
async def console_at_work(database: Database, assets: Assets) -> AsyncIterator[AtWork]:
    """Build the door as the application does, open the shop, and serve it on a free port."""
    hub, presence, passwords = Hub(100), MemoryPresence(linger_seconds=0.2), quick_passwords()
    publishing = Publishing(database, KINDS)
    owner = await database.write(
        members.create, email="anna@harbourrow.example", name="Anna Petrova", password_hash=HASH
    )
    site = await database.write(sites.create, NewSite.read(SHOP), owner.id)
    asks = await database.write(widgets.create, KINDS, site.id, NewWidget(kind=CALLING, name="Call me back"))
    letters = await database.write(widgets.create, KINDS, site.id, NewWidget(kind="letter", name="Write to us"))
    app = Starlette()
    async with served(app) as where:
        address = f"http://{where}"
        door = a_door(database, passwords, hub, presence, assets, address)
        app.router.routes.extend(routes(door, assets))
        database.on_news(door.on_news)
        database.on_news(publishing.hear)
        watching = asyncio.create_task(door.live.run())
        yield AtWork(
            address,
            database,
            door,
            hub,
            presence,
            site,
            owner.email,
            asks.id,
            letters.id,
            Reception(database),
            publishing,
        )
        hub.close_all()
        watching.cancel()
        await presence.close()
    passwords.close()


def routes(door: ConsoleDoor, assets: Assets) -> list[Route | WebSocketRoute]:
    """The routes that the door's own list tells, read from it, so that the list is true."""
    from server.console import door as listed

    modules = Loader(assets, "")
    found: list[Route | WebSocketRoute] = [
        Route("/static/{name}", Files(assets).file),
        Route("/m/{runtime}/{name}.{digest}.js", lambda request: modules.module(request, **request.path_params)),
    ]
    for line in (listed.__doc__ or "").splitlines():
        match line.split():
            case ["WS", path, endpoint, _]:
                part, _, name = endpoint.partition(".")
                found.append(WebSocketRoute(path, getattr(getattr(door, part), name)))
            case ["GET" | "POST" as method, path, endpoint, _]:
                part, _, name = endpoint.partition(".")
                found.append(Route(path, getattr(getattr(door, part), name), methods=[method]))
    return found
