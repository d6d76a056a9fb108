"""How the team is shown: owners first, with what this reader may do about each."""

import pytest

from server.console.members_read import read_team
from server.console.members_shown import abilities, show_team
from server.database import Database, now_ms
from server.sites import invitations, team
from server.sites.policy import Role
from tests.support.colleagues import make_team

pytestmark = pytest.mark.storage


async def test_each_reader_is_offered_what_the_own_role_allows(database: Database) -> None:
    desk = await make_team(database)
    offered = {}
    for member in (desk.owner, desk.admin, desk.manager):
        actor, now = await desk.actor(member), now_ms()
        may = member != desk.manager
        read = await database.read(read_team, desk.site, actor, now, may_change=may)
        shown = show_team(read, actor, desk.site, frozenset({desk.manager}), now)
        assert [line.role for line in shown.lines] == [Role.OWNER, Role.ADMIN, Role.MANAGER]
        assert [line.is_here for line in shown.lines] == [False, False, True]
        offered[member] = [len(line.roles) for line in shown.lines], [line.may_lock for line in shown.lines]
    assert offered == {
        desk.owner: ([0, 3, 3], [False, True, True]),
        desk.admin: ([0, 0, 2], [False, False, False]),
        desk.manager: ([0, 0, 0], [False, False, False]),
    }


async def test_who_is_asked_and_who_was_removed_is_shown_to_those_who_change_the_team(database: Database) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    await database.write(invitations.invite, owner, desk.site, "new@shop.example", Role.OWNER)
    await database.write(team.remove, owner, desk.site, desk.manager)
    now = now_ms()

    read = await database.read(read_team, desk.site, owner, now, may_change=True)
    shown = show_team(read, owner, desk.site, frozenset(), now)
    assert [(each.email, each.days, each.may_change) for each in shown.asked] == [("new@shop.example", 7, True)]
    assert [(each.id, each.name, each.may_undo) for each in shown.gone] == [(desk.manager, "Anna Petrović", True)]
    admin = await desk.actor(desk.admin)
    assert not show_team(read, admin, desk.site, frozenset(), now).asked[0].may_change  # an owner's invitation
    hidden = await database.read(read_team, desk.site, admin, now, may_change=False)
    assert (hidden.invitations, hidden.removed, hidden.is_all) == ([], [], True)


def test_the_table_of_abilities_says_what_the_policy_says() -> None:
    told = dict(abilities())
    assert told["answer"] == [True, True, True]
    assert told["team"] == [False, True, True]
    assert told["owners"] == [False, False, True]
