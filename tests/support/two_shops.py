"""One installation with two shops that must never meet: each full of things that are named after it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import select

from server.app import build
from server.clients.tables import clients, outbox
from server.clients.visitors import token_hash
from server.config import Installation
from server.conversations import posting
from server.conversations.said import Place, Said
from server.database import Database, Reader, Transaction, prepared
from server.database.migrate import migrate
from server.database.schema import metadata
from server.house import House
from server.hub.visitor_frames import Page
from server.sites import members, sessions, sites, tokens
from server.sites.policy import Role
from server.sites.sessions import Session
from server.sites.settings import NewSite
from tests.server.hub.serving import served
from tests.support.submitting import Sending

DESK = "http://desk.test"
SHOPS = ("heron", "thistle")
# What works behind the leads has not done yet: events to fan out, deliveries to send, words to find people by.
BEHIND = prepared(select(outbox.c.id).where(outbox.c.state == "waiting").limit(1))
STALE = prepared(select(clients.c.id).where(clients.c.stale).limit(1))
PEOPLE = {"owner": Role.OWNER, "admin": Role.ADMIN, "manager": Role.MANAGER, "spare": Role.MANAGER}


@dataclass
class Person:
    """Somebody with a session and a token."""

    id: str
    cookie: str
    session: Session
    token: str


@dataclass
class Shop:
    """One site: its people, and one thing of each kind by its noun."""

    name: str
    site: str
    key: str
    people: dict[str, Person]
    things: dict[str, str] = field(default_factory=dict)

    @property
    def ids(self) -> set[str]:
        """Whatever names something of this shop."""
        return {self.site, *self.things.values(), *(each.id for each in self.people.values())}


@dataclass
class TwoShops:
    """Both, behind the real application on a real port."""

    house: House
    client: httpx2.AsyncClient
    where: str
    here: Shop
    there: Shop

    async def api(self, shop: Shop, method: str, path: str, body: Any = None) -> Any:
        """What the shop's owner is answered by the programs' door; anything but a success is a mistake of the test."""
        headers = {"authorization": f"Bearer {shop.people['owner'].token}"}
        answer = await self.client.request(method, f"/api/v1{path}", headers=headers, json=body)
        assert answer.status_code < 300, (method, path, answer.text)
        return answer.json() if answer.content else None

    async def kept(self, shop: Shop) -> list[str]:
        """Every row of the database that belongs to a shop, without what the house itself moves on."""

        def read(reader: Any) -> list[str]:
            found = []
            for name, table in metadata.tables.items():
                columns = [each for each in table.c if each.name not in MOVING.get(name, ())]
                found += [f"{name} {row}" for row in reader.all(select(*columns))] if name not in PASSING else []
            return sorted(row for row in found if any(each in row for each in shop.ids))

        return await self.house.database.read(read)


# Sightings are of pages, not of people: a visitor of the shop moves them on, half a second later.
PASSING = {"sessions", "feeds", "news", "outbox", "attempts", "sightings"}
MOVING = {
    "targets": {"failing_since", "reason"},
    "deliveries": {"state", "attempts", "next_at", "leased_until", "reason", "done_at"},
    "api_tokens": {"used_at", "used_from"},
}


@asynccontextmanager
async def two_shops(folder: Path) -> AsyncIterator[TwoShops]:
    """Open both and fill them."""
    url = f"sqlite:///{folder / 'frontdesk.sqlite3'}"
    migrate(url)
    app = build(Installation(data_dir=folder, database_url=url, public_url=DESK))
    house: House = app.state.house
    async with served(app) as where, httpx2.AsyncClient(base_url=f"http://{where}", timeout=20) as client:
        shops = [await house.database.write(_open, name) for name in SHOPS]
        both = TwoShops(house, client, where, *shops)
        for number, shop in enumerate(shops):
            await _fill(both, shop, number)
        await _settle(house.database)
        yield both


def _open(tx: Transaction, name: str) -> Shop:
    people = {role: make_person(tx, name, role) for role in PEOPLE}
    new = NewSite.read({"name": f"{name} lane", "origins": [f"https://{name}.example"], "country": "RS"})
    site = sites.create(tx, new, people["owner"].id)
    for role, rank in PEOPLE.items():
        if rank is not Role.OWNER:
            members.join(tx, site.id, people[role].id, rank)
    return Shop(name, site.id, site.key, people)


def make_person(tx: Transaction, name: str, role: str) -> Person:
    """Somebody of this shop, with a session and a token; where they work is said elsewhere."""
    made = members.create(tx, email=f"{role}@{name}.example", name=f"{role} {name}", password_hash="")
    cookie, session = sessions.open_session(tx, made.id)
    return Person(made.id, cookie, session, tokens.create(tx, made.id, f"{name} till")[0])


async def _fill(both: TwoShops, shop: Shop, number: int) -> None:
    site, name = f"/sites/{shop.site}", shop.name

    async def make(method: str, path: str, body: Mapping[str, Any]) -> str:
        return str((await both.api(shop, method, path, body))["id"])

    shop.things["webhook"] = await make(
        "POST", f"{site}/webhooks", {"url": f"https://{name}.example/hook", "name": name}
    )
    kind = next(each.name for each in both.house.registry if "calls" in each.widget.needs)
    shop.things["widget"] = await make("POST", f"{site}/widgets", {"kind": kind, "name": f"{name} bell"})
    sending = Sending(shop.things["widget"], number)
    body = sending.body() | {"values": {"phone": sending.phone, "name": f"{name} caller"}}
    origin = {"origin": f"https://{name}.example"}
    left = await both.client.post(f"/v1/sites/{shop.key}/submissions", json=body, headers=origin)
    assert left.status_code == 201, left.text
    shop.things["lead"] = left.json()["lead"]
    call = (await both.api(shop, "GET", f"{site}/callbacks"))["items"][0]
    shop.things |= {"call": call["id"], "client": call["client"]}
    client = f"/clients/{call['client']}"
    await both.api(shop, "POST", f"{client}/notes", {"text": f"{name} note"})
    await both.api(shop, "PATCH", client, {"tags": [f"{name} tag"]})
    shop.things["consent"] = (await both.api(shop, "GET", f"/clients/{call['client']}/consents"))["items"][0]["id"]
    shop.things["tag"] = (await both.api(shop, "GET", f"{site}/tags"))["items"][0]["id"]
    shop.things["field"] = await make("POST", f"{site}/fields", {"label": {"en": f"{name} size"}, "kind": "text"})
    invited = {"email": f"new@{name}.example", "role": "manager"}
    shop.things["invitation"] = await make("POST", f"{site}/invitations", invited)
    shop.things["token"] = await make("POST", "/tokens", {"name": f"{name} till", "scopes": ["all"]})
    changed = {"ids": [call["client"]], "add_tags": [f"{name} many"]}
    shop.things["change"] = await make("POST", f"{site}/clients/bulk", changed)
    shop.things["member"] = shop.people["spare"].id
    said, place = Said(f"{name} key", f"{name} question"), Place(shop.things["widget"], Page(), "en")
    begun = await both.house.database.write(posting.say, shop.site, token_hash(f"{name} visitor"), said, place)
    shop.things["conversation"] = begun.conversation
    beside = {"key": f"{name}-note", "text": f"{name} note beside"}
    await both.api(shop, "POST", f"/conversations/{begun.conversation}/notes", beside)
    async with asyncio.timeout(20):
        while not (found := (await both.api(shop, "GET", f"{site}/deliveries"))["items"]):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    shop.things["delivery"] = found[0]["id"]
    shop.things["pool"] = await make("POST", f"{site}/code-pools", {"name": f"{name} offer", "reward": f"{name} tea"})
    shop.things["reply"] = await make("POST", f"{site}/replies", {"shortcut": f"{name}", "text": f"{name} answer"})
    told = {"title": f"{name} question", "text": f"{name} explains"}
    shop.things["article"] = await make("POST", f"{site}/articles", told)
    shop.things["code"] = f"{name}-offer-1"
    await both.api(shop, "POST", f"/code-pools/{shop.things['pool']}/codes", {"codes": [shop.things["code"]]})
    shop.things["department"] = await make("POST", f"{site}/departments", {"name": f"{name} orders"})
    box = {"channel": "mail", "address": f"desk@{name}.example", "name": f"{name} box", "events": ["client.erased"]}
    shop.things["target"] = await make("POST", f"{site}/targets", box)


async def _settle(database: Database) -> None:
    """Wait until what works behind the leads has done its part: nothing changes by itself from then on."""
    async with asyncio.timeout(20):
        while await database.read(_is_behind):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def _is_behind(reader: Reader) -> bool:
    return bool(reader.all(BEHIND) or reader.all(STALE))
