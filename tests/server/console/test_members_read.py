"""What the team's page reads: everybody of the site, and nobody of another."""

from server.console.members_read import read_team
from server.database import Database, now_ms
from tests.support.colleagues import make_team


async def test_the_page_reads_its_own_site_only(database: Database) -> None:
    desk, other = await make_team(database), await make_team(database, "other.example")
    read = await database.read(read_team, desk.site, await desk.actor(desk.owner), now_ms(), may_change=True)
    assert {each.id for each in read.colleagues} == {desk.owner, desk.admin, desk.manager}
    assert other.owner not in read.lockable
    assert read.lockable == {desk.admin, desk.manager}
