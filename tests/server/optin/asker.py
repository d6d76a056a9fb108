"""A desk whose widget takes addresses and lets them be confirmed by a letter; time passes as a test wants it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import update

from server.database import Database, Transaction
from server.leads.once import Kept
from server.optin.tables import optins
from server.registry import Kind
from server.sealing import Sealer
from server.sites import sites
from server.sites.document import Published, PublishedWidget
from server.sites.rules import Rules
from server.sites.settings import NewSite
from server.visitors.confirm_drawn import Confirmations
from server.widget import Lead, Model, Purpose, Settings, Visit, Widget
from tests.server.leads.desk import Desk, open_desk

SEALER = Sealer("a key for tests")
PUBLIC = "https://desk.example"
DRAWN = Confirmations(PUBLIC, SEALER)
HOUR_MS = 60 * 60 * 1000
DAY_MS = 24 * HOUR_MS
MILA = "mila@post.example"
WORDS = {
    "contact": {"en": "Answer me by mail.", "ru": "Ответьте мне письмом."},
    "newsletter": {"en": "Send me the letter on Fridays.", "ru": "Присылайте мне письмо по пятницам."},
}


class AskerSettings(Settings):
    """Nothing to set."""


class Left(Model):
    """What it sends."""

    email: str = ""
    name: str = ""


def on_submit(values: Left, visit: Visit) -> Lead:
    """Somebody with an address."""
    return Lead(name=values.name, email=values.email, values={"email": values.email, "name": values.name})


WIDGET = Widget(
    AskerSettings,
    Left,
    on_submit,
    purposes=(
        Purpose("contact", text="contact", setting=""),
        Purpose("newsletter", text="newsletter", setting="", confirmed=lambda settings: True),
    ),
)
KIND = Kind("asker", Path(), WIDGET, {"en": {each: words["en"] for each, words in WORDS.items()}}, ())


@dataclass(frozen=True)
class Asker:
    """The desk of a shop whose subscribers confirm."""

    desk: Desk

    @property
    def database(self) -> Database:
        """The database behind all of it."""
        return self.desk.database

    async def leave(self, email: str = MILA, **said: Any) -> Kept:
        """Leave an address, and tick the newsletter."""
        values = {"email": email, "name": said.pop("name", "")}
        sent = {"values": values, "consent": ["newsletter"], "visitor": None} | said
        visitor, address = sent.pop("visitor"), sent.pop("address", "198.51.100.7")
        sent = self.desk.submission(**sent)
        return await self.desk.reception.receive(self.desk.published, "w1", sent, visitor, address)

    async def ask(self, email: str = MILA, **said: Any) -> dict[str, Any]:
        """The same; gives back the opt-in that waits."""
        await self.leave(email, **said)
        return (await self.optins())[-1]

    async def optins(self, *columns: str) -> list[dict[str, Any]]:
        """Every opt-in, the oldest first."""
        return await self.desk.all(optins, *columns)

    async def pass_time(self, ms: int) -> None:
        """Let everything have happened so much earlier."""
        moved = {name: optins.c[name] - ms for name in ("at", "next_at", "ends_at", "leased_until")}
        await self.database.write(lambda tx: tx.run(update(optins).values(**moved)))

    async def make_due(self) -> None:
        """Let every letter that waits be due now."""
        due = update(optins).where(optins.c.state == "waiting").values(next_at=0)
        await self.database.write(lambda tx: tx.run(due))

    async def second_site(self) -> "Asker":
        """Another site of the same owner, with a widget of its own."""
        site = await self.database.write(_another, self.desk.vera)
        return Asker(
            Desk(self.database, _published(site), self.desk.reception, self.desk.vera, self.desk.petar),
        )


async def open_asker(database: Database) -> Asker:
    """Make the site and its people."""
    desk = await open_desk(database)
    return Asker(Desk(database, _published(desk.published.site), desk.reception, desk.vera, desk.petar))


def _published(site: sites.Site) -> Published:
    widget = PublishedWidget("w1", KIND, "Letters", True, AskerSettings(), Rules(), 1, WORDS, {1: WORDS})
    return Published(site, {}, b"", "", {"w1": widget})


def _another(tx: Transaction, owner: str) -> sites.Site:
    return sites.create(tx, NewSite(name="Tea", origins=("https://tea.example",), country="RS"), owner)
