"""Two shops with their people, behind a real door on a real database."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from server.api.asking import Rooms
from server.api.door import ApiDoor
from server.clients.visitors import token_hash
from server.conversations import posting
from server.conversations.said import Place, Said
from server.database import Database, Transaction
from server.hub.visitor_frames import Page
from server.leads.reception import Reception
from server.leads.submissions import Submission
from server.outgoing.addresses import Allowed
from server.registry import find_kinds
from server.sealing import Sealer
from server.sites import members, sites, tokens
from server.sites.entrance import Entrance
from server.sites.passwords import Passwords
from server.sites.policy import Role
from server.sites.publishing import Publishing
from server.sites.settings import NewSite
from server.sites.tries import Tries

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
KINDS = find_kinds()
ALLOWED = Allowed.read(["hooks.lan"])


@dataclass
class Office:
    """Harbour Row (owner Anna, admin Vera, manager Pavle) and another shop (owner Zoran), all reachable over HTTP."""

    door: ApiDoor
    client: httpx2.AsyncClient
    database: Database
    site: str
    key: str
    tokens: dict[str, str]
    members: dict[str, str]
    things: dict[str, str] = field(default_factory=dict)

    async def ask(self, method: str, path: str, body: Any = None, *, by: str = "anna", **more: Any) -> httpx2.Response:
        """One request under `/api/v1` as this person."""
        headers = {"authorization": f"Bearer {self.tokens[by]}"} | more.pop("headers", {})
        if body is not None:
            more["json"] = body
        return await self.client.request(method, f"/api/v1{path}", headers=headers, **more)

    async def said(self, method: str, path: str, body: Any = None, status: int = 200, **more: Any) -> Any:
        """The same, read as JSON, once the status is the expected one."""
        answer = await self.ask(method, path, body, **more)
        assert (answer.status_code, answer.text if answer.status_code != status else "") == (status, "")
        return answer.json() if answer.content else None

    async def widget(self, **fields: Any) -> str:
        """Place a widget that takes telephone numbers."""
        body = {"kind": "callback", "settings": {"countries": ["RS", "RU"]}} | fields
        return str((await self.said("POST", f"/sites/{self.site}/widgets", body, 201))["id"])

    async def lead(self, widget: str, phone: str = "+381641234567", visitor: str | None = None, **fields: Any) -> str:
        """Leave a number through the reception; gives back the lead's id."""
        published = await Publishing(self.database, KINDS).by_key(self.key)
        assert published is not None
        page = {"url": "https://shop.example/tea?utm_source=letter", "title": "Tea", "referrer": ""}
        sent = {"key": secrets.token_urlsafe(16), "widget": widget, "consent": ["contact"], "page": page}
        submission = Submission.read(sent | {"values": {"phone": phone, "name": "Мила", **fields}})
        kept = await Reception(self.database).receive(published, widget, submission, visitor, "203.0.113.9")
        return str(kept.answer["lead"])


def _people(tx: Transaction) -> dict[str, Any]:
    made: dict[str, Any] = {"members": {}, "tokens": {}}
    for name in ("anna", "vera", "pavle", "zoran"):
        member = members.create(tx, email=f"{name}@shop.example", name=f"{name.capitalize()} P", password_hash="")
        made["members"][name] = member.id
        made["tokens"][name] = tokens.create(tx, member.id, "Test")[0]
    new = {"name": "Harbour Row", "origins": ["https://shop.example"], "country": "RS", "languages": ["en", "sr"]}
    ours = sites.create(tx, NewSite.read(new), made["members"]["anna"])
    sites.create(tx, NewSite.read({"name": "Other", "origins": ["https://other.example"]}), made["members"]["zoran"])
    members.join(tx, ours.id, made["members"]["vera"], Role.ADMIN)
    members.join(tx, ours.id, made["members"]["pavle"], Role.MANAGER)
    return made | {"site": ours.id, "key": ours.key}


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Office]:
    """Both shops, empty."""
    passwords = Passwords()
    door = ApiDoor(
        Rooms(database, KINDS, "https://desk.example", Sealer("key"), ALLOWED), Entrance(database, passwords, Tries())
    )
    routes = [Route(each.path, door.endpoint(each), methods=[each.method]) for each in door.operations]
    routes.append(Route("/api/v1/openapi.json", door.openapi))
    routes.append(Route("/api/{rest:path}", door.unknown, methods=METHODS))
    transport = httpx2.ASGITransport(Starlette(routes=routes))
    async with httpx2.AsyncClient(transport=transport, base_url="https://desk.example") as client:
        yield Office(door, client, database, **await database.write(_people))
    passwords.close()


@pytest.fixture
async def busy(office: Office) -> Office:
    """Harbour Row with one of each thing; `things` holds their ids by the names that paths use."""
    widget = await office.widget()
    lead = await office.lead(widget, visitor="v" * 22)
    call = (await office.said("GET", f"/sites/{office.site}/callbacks"))["items"][0]
    office.things = {"site": office.site, "widget": widget, "client": call["client"], "call": call["id"], "lead": lead}
    body = {"name": "Warehouse", "scopes": ["leads:read"]}
    agreed = (await office.said("GET", f"/clients/{call['client']}/consents"))["items"]
    office.things["consent"] = agreed[0]["id"]
    office.things["token"] = (await office.said("POST", "/tokens", body, 201))["id"]
    hook = await office.said("POST", f"/sites/{office.site}/webhooks", {"url": "https://hooks.example/in"}, 201)
    ping = await office.said("POST", f"/webhooks/{hook['id']}/test", None, 201)
    office.things |= {"webhook": hook["id"], "delivery": ping["id"]}
    base = f"/sites/{office.site}"
    guest = await office.said("POST", f"{base}/invitations", {"email": "guest@shop.example", "role": "manager"}, 201)
    size = await office.said("POST", f"{base}/fields", {"label": {"en": "Size"}}, 201)
    tagged = await office.said(
        "POST", f"{base}/clients/bulk", {"ids": [call["client"]], "add_tags": ["regular", "passing"]}
    )
    office.things |= {"invitation": guest["id"], "field": size["id"], "change": tagged["id"]}
    tags = (await office.said("GET", f"{base}/tags"))["items"]
    office.things["tag"] = next(each["id"] for each in tags if each["name"] == "regular")
    pool = await office.said("POST", f"{base}/code-pools", {"name": "Welcome", "reward": "10 % off"}, 201)
    await office.said("POST", f"/code-pools/{pool['id']}/codes", {"codes": ["WELCOME-1"]}, 201)
    office.things |= {"pool": pool["id"], "code": "WELCOME-1"}
    reply = await office.said("POST", f"{base}/replies", {"shortcut": "tea", "text": "From {site}, {first_name}."}, 201)
    office.things["reply"] = reply["id"]
    article = await office.said("POST", f"{base}/articles", {"title": "Do you ship?", "text": "Yes."}, 201)
    office.things["article"] = article["id"]
    box = {"channel": "mail", "address": "desk@shop.example"}
    office.things["target"] = (await office.said("POST", f"{base}/targets", box, 201))["id"]
    said, place = Said("hello", "Is the Guji back?"), Place(widget, Page(url="https://shop.example/tea"), "en")
    begun = await office.database.write(posting.say, office.site, token_hash("v" * 22), said, place)
    office.things |= {"member": office.members["vera"], "version": "1", "conversation": begun.conversation}
    office.things["department"] = (await office.said("POST", f"{base}/departments", {"name": "Shop"}, 201))["id"]
    await asyncio.sleep(0)
    return office
