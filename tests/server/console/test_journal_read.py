"""What the journal's page reads: lines, and the names of those they speak of, also when they have gone."""

import pytest

from server.audit.journal import Wanted
from server.console.journal_read import read_journal
from server.database import Database
from server.sites import invitations, team
from server.sites.policy import Role
from tests.support.colleagues import make_team


@pytest.mark.storage
async def test_the_names_of_whoever_left_and_of_whoever_was_asked_are_known(database: Database) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    await database.write(team.remove, owner, desk.site, desk.manager)
    _, asked = await database.write(invitations.invite, owner, desk.site, "new@shop.example", Role.MANAGER)

    read = await database.read(read_journal, desk.site, None, Wanted(nouns=("member",)))
    assert {entry.act for entry in read.lines} == {"member.removed", "member.invited"}
    assert (read.names[desk.manager], read.names[asked.id]) == ("Anna Petrović", "new@shop.example")
    assert {each.id for each in read.people} == {desk.owner, desk.admin}
