"""A site with two managers and one widget that takes numbers, for the tests of leads, calls and clients."""

import itertools
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from server.database import Database, Transaction
from server.database.tables import news
from server.leads.once import Kept
from server.leads.reception import Reception
from server.leads.submissions import Submission
from server.registry import Kind
from server.sites import members, sites
from server.sites.document import Published, PublishedWidget
from server.sites.policy import Role
from server.sites.rules import Rules
from server.sites.settings import NewSite
from widgets.callback import WIDGET

WORDS = {"contact": {"en": "Use my number for this call.", "ru": "Согласен на звонок."}}
NEWS = {"en": "Send me news."}
PAGE = {
    "url": "https://shop.example/beans?utm_source=letter#top",
    "title": "Beans",
    "referrer": "https://find.example/",
}
ANNA, BORIS = "a" * 22, "b" * 22  # visitors' tokens
NUMBER = "+381641234567"
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Desk:
    """Everything a test of the road needs; `leave` is what a visitor's browser does."""

    database: Database
    published: Published
    reception: Reception
    vera: str
    petar: str

    @property
    def site(self) -> str:
        """The site's id."""
        return self.published.site.id

    def submission(self, **said: Any) -> Submission:
        """What a browser sends: a fresh key, the usual number, the usual page, the consent that is needed."""
        values = {"phone": said.pop("phone", NUMBER)}
        values |= {name: said.pop(name) for name in ("name", "question", "corrects") if name in said}
        sent = {"key": f"key-{next(_numbers)}", "widget": "w1", "values": values, "consent": ["contact"], "page": PAGE}
        return Submission.model_validate(sent | said)

    async def leave(self, *, visitor: str | None = ANNA, address: str = "198.51.100.7", **said: Any) -> Kept:
        """Send something and give back the answer."""
        return await self.reception.receive(self.published, "w1", self.submission(**said), visitor, address)

    async def all(self, table: Any, *columns: str) -> list[dict[str, Any]]:
        """Every row of a table in the order of its key, with these columns or all."""
        query = table.select().order_by(*table.primary_key.columns)
        rows = await self.database.read(lambda reader: reader.all(query))
        return [{name: row[name] for name in columns or row} for row in rows]

    async def news(self) -> list[tuple[str, str]]:
        """What the team was told of, as (kind, thing) in order; the site's own beginning is left out."""
        return [(each["kind"], each["thing"]) for each in await self.all(news) if each["kind"] != "site"]

    def with_widget(self, **changes: Any) -> "Desk":
        """The same desk with another state of its widget."""
        widget = replace(self.published.widgets["w1"], **changes)
        return replace(self, published=replace(self.published, widgets={"w1": widget}))


async def open_desk(database: Database, **settings: Any) -> Desk:
    """Make the site and its people."""
    site, vera, petar = await database.write(_people)
    kind = Kind("callback", Path(), WIDGET, {"en": {"consent_contact": WORDS["contact"]["en"]}}, ())
    widget = PublishedWidget(
        id="w1",
        kind=kind,
        name="Call me",
        enabled=True,
        settings=WIDGET.settings.read({"countries": ["RS", "RU"]} | settings),
        rules=Rules(),
        version=1,
        consent_texts=WORDS,
        consent_versions={1: WORDS},
    )
    return Desk(database, Published(site, {}, b"", "", {"w1": widget}), Reception(database), vera, petar)


def _people(tx: Transaction) -> tuple[sites.Site, str, str]:
    vera = members.create(tx, email="vera@shop.example", name="Vera Ilić", password_hash="-").id
    petar = members.create(tx, email="petar@shop.example", name="Petar Kos", password_hash="-").id
    site = sites.create(tx, NewSite(name="Shop", origins=("https://shop.example",), country="RS"), vera)
    members.join(tx, site.id, petar, Role.MANAGER)
    return site, vera, petar
