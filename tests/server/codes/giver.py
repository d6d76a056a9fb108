"""A kind of widget that gives codes, on a desk with a pool: with an e-mail address, or for a press alone."""

from pathlib import Path
from typing import Any

from server.codes import adding, pools
from server.codes.pool_input import NewPool
from server.codes.pools import Pool
from server.database import Database
from server.leads.once import Kept
from server.leads.submissions import Submission
from server.registry import Kind
from server.widget import CodeWanted, Field, Lead, Model, Purpose, Settings, Visit, Widget
from tests.server.leads.desk import Desk, open_desk

PAGE = {"url": "https://shop.example/beans?who=me", "title": "Beans", "referrer": "https://find.example/"}


class GiverSettings(Settings):
    """Where its codes come from."""

    pool: str = Field("", json_schema_extra={"control": "pool"})


class Take(Model):
    """What it sends: an address, or nothing."""

    email: str = ""


def on_submit(values: Take, visit: Visit) -> Lead:
    """Give a code; whoever left an address is a lead."""
    wanted = (CodeWanted(visit.settings.pool),)
    if values.email:
        return Lead(email=values.email, values={"email": values.email}, effects=wanted)
    return Lead(listed=False, effects=wanted)


WORDS = {"contact": {"en": "Write to me."}}
WIDGET = Widget(
    GiverSettings,
    Take,
    on_submit,
    purposes=(Purpose("contact", text="consent_contact", setting="", required=True),),
    needs=frozenset({"codes"}),
)
KIND = Kind("giver", Path(), WIDGET, {"en": {"consent_contact": WORDS["contact"]["en"]}}, ())


class Counter:
    """The desk of a shop that gives codes."""

    def __init__(self, desk: Desk, pool: Pool) -> None:
        self.desk = desk
        self.pool = pool

    def giving(self, pool: Pool) -> "Counter":
        """The same shop with its widget giving another pool's codes."""
        return Counter(self.desk.with_widget(settings=GiverSettings(pool=pool.id)), pool)

    @property
    def site(self) -> str:
        """The site's id."""
        return self.desk.site

    async def take(self, key: str, visitor: str | None = None, *, email: str = "", **said: Any) -> Kept:
        """What a visitor's browser does; with an address it agrees to be written to."""
        address = said.pop("address", "198.51.100.7")
        values, consent = ({"email": email}, ["contact"]) if email else ({}, [])
        sent = {"key": key, "widget": "w1", "values": values, "consent": consent, "page": PAGE}
        submission = Submission.model_validate(sent | said)
        return await self.desk.reception.receive(self.desk.published, "w1", submission, visitor, address)

    async def code(self, key: str, visitor: str | None = None, **said: Any) -> Any:
        """The code that somebody is given, or the reason why there is none."""
        answer = (await self.take(key, visitor, **said)).answer
        return answer["code"] or answer["code_reason"]

    async def counts(self) -> tuple[int, int, int]:
        """How many are free, given, redeemed."""
        present = await self.desk.database.read(pools.one, self.site, self.pool.id)
        counted = (await self.desk.database.read(pools.counts, [present]))[present.id]
        return counted.free, counted.given, counted.redeemed


async def open_counter(database: Database, *codes: str, **pool: Any) -> Counter:
    """A shop whose widget gives these codes, or such as are generated where `pool` says so."""
    desk = await open_desk(database)
    new = NewPool.model_validate({"name": "Welcome", "reward": "10 % off"} | pool)
    made = await database.write(pools.create, desk.site, new, desk.vera)
    await adding.add(database, desk.site, made.id, codes, desk.vera)
    versions = {1: WORDS}
    settings = GiverSettings(pool=made.id)
    desk = desk.with_widget(kind=KIND, settings=settings, consent_texts=WORDS, consent_versions=versions)
    return Counter(desk, made)
