"""Log-ins stand in the journal of the member's sites: who came in, who tried, and from which network."""

import asyncio

import pytest

from server.audit import journal
from server.database import Database
from server.errors import StorageUnavailable
from server.sites import log_ins, members
from server.sites.log_ins import FailedLogIns
from server.sites.tries import MOST
from tests.support.desk import make_owner, make_site


async def log_ins_of(database: Database, site: str) -> list[tuple[str, str | None, str, str]]:
    """What the site's journal says of log-ins, newest first."""
    found = await database.read(journal.lines, site, 50, None, journal.Wanted(nouns=("login",)))
    return [(entry.act, entry.member, entry.thing, entry.address) for entry in found.items]


@pytest.mark.storage
async def test_a_log_in_is_told_at_every_site_of_the_member_and_nowhere_else(database: Database) -> None:
    anna, boris = await make_owner(database), await make_owner(database, "boris@shop.example")
    one, two = await make_site(database, anna), await make_site(database, anna)
    elsewhere = await make_site(database, boris)
    actor = await database.read(members.actor, anna)
    assert actor is not None

    await database.write(log_ins.done, actor, "192.0.2.77")

    assert await log_ins_of(database, one.id) == [("login.done", anna, anna, "192.0.2.0")]
    assert len(await log_ins_of(database, two.id)) == 1
    assert await log_ins_of(database, elsewhere.id) == []


@pytest.mark.storage
async def test_wrong_passwords_are_told_with_the_network_only_and_at_most_ten_of_them(database: Database) -> None:
    anna = await make_owner(database)
    site = await make_site(database, anna)
    failing = FailedLogIns(database)

    for _ in range(MOST + 5):
        failing.tell(anna, "2001:db8:1:2::7")
    await asyncio.gather(*failing._writing)

    assert await log_ins_of(database, site.id) == [("login.failed", None, anna, "2001:db8:1::")] * MOST


async def test_a_journal_that_cannot_be_written_stops_nobody() -> None:
    class Full:
        """A database that takes nothing at present."""

        async def write(self, *_: object) -> None:
            """Refuse."""
            raise StorageUnavailable

    failing = FailedLogIns(Full())  # type: ignore[arg-type]
    failing.tell("m" * 26, "192.0.2.7")
    assert await asyncio.gather(*failing._writing) == [None]
