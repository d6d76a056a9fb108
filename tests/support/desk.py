"""A small desk for tests of the sites' room: an owner, a site, a kind of widget made up for the tests, and its news."""

import asyncio
from pathlib import Path

from server.database import Database, Told
from server.registry import Kind, Registry
from server.sites import members, sites
from server.sites.settings import NewSite
from server.sites.sites import Site
from server.widget import Lead, LongText, Model, Purpose, Settings, ShortText, Visit, Widget

SHOP = NewSite.read(
    {"name": "Harbour Row", "origins": ["https://shop.example"], "country": "RS", "languages": ["en", "sr"]}
)


class Inner(Settings):
    """Settings within settings."""

    words: ShortText = ShortText()
    size: int = 1


class BellSettings(Settings):
    """The settings of a bell, a kind that exists in tests only."""

    title: ShortText = ShortText()
    rings: int = 3
    inner: Inner = Inner()
    lines: tuple[Inner, ...] = ()
    contact: LongText = LongText()
    letters: LongText = LongText()


class Ring(Model):
    """What a visitor sends to a bell."""


def no_lead(values: Ring, visit: Visit) -> Lead:
    """A bell leaves nothing behind."""
    return Lead()


BELL = Kind(
    name="bell",
    folder=Path(),
    widget=Widget(
        settings=BellSettings,
        submission=Ring,
        on_submit=no_lead,
        purposes=(
            Purpose("contact", text="contact", setting="contact", required=True),
            Purpose("letters", text="letters", setting="letters", offered_by_default=False),
        ),
        trigger={"kind": "delay", "seconds": 5},
    ),
    texts={
        "en": {"contact": "Call me.", "letters": "Write to me."},
        "ru": {"contact": "Позвоните мне.", "letters": "Пишите мне."},
    },
    examples=(),
)
KINDS = Registry({"bell": BELL})


async def make_owner(database: Database, email: str = "anna@shop.example", password_hash: str = "") -> str:
    """A member to whom sites can belong; gives back the id."""
    return (await database.write(members.create, email=email, name="Anna Petrović", password_hash=password_hash)).id


async def make_site(database: Database, owner: str | None = None) -> Site:
    """The shop's site, with an owner of its own unless one is given."""
    made = await database.write(sites.create, SHOP, owner or await make_owner(database))
    await settled()
    return made


async def settled() -> None:
    """Wait until the news of what was written so far has been told."""
    await asyncio.sleep(0.01)


def hearing(database: Database) -> list[Told]:
    """Everything the database tells from now on, also what it tells later; see `settled`."""
    told: list[Told] = []
    database.on_news(told.extend)
    return told
