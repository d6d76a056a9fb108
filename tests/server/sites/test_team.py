"""The team of a site: who may change whom, what the journal tells, and that a site keeps an owner."""

import asyncio

import pytest

from server.audit import journal
from server.database import Database, now_ms
from server.errors import Forbidden, NotFound
from server.sites import invitations, members, sessions, team, tokens
from server.sites.policy import Role
from server.sites.team import LastOwner
from tests.support.colleagues import make_team
from tests.support.desk import hearing, make_owner, make_site, settled

pytestmark = pytest.mark.storage


async def acts(database: Database, site: str) -> list[tuple[str, str, dict[str, str | int]]]:
    """What the journal says of members, newest first."""
    found = (await database.read(journal.lines, site, 50)).items
    return [(entry.act, entry.thing, dict(entry.data)) for entry in found if entry.act.startswith(("member.", "role."))]


async def test_another_role_holds_at_once_stands_in_the_journal_and_is_told(database: Database) -> None:
    desk = await make_team(database)
    told = hearing(database)

    await database.write(team.change_role, await desk.actor(desk.owner), desk.site, desk.manager, Role.ADMIN)
    await settled()

    assert await desk.role(desk.manager) is Role.ADMIN
    assert [(each.kind, each.thing) for each in told] == [("member", desk.manager)]
    assert await acts(database, desk.site) == [("role.changed", desk.manager, {"from": "manager", "to": "admin"})]


async def test_the_same_role_again_changes_and_tells_nothing(database: Database) -> None:
    desk = await make_team(database)
    await database.write(team.change_role, await desk.actor(desk.owner), desk.site, desk.manager, Role.MANAGER)
    assert await acts(database, desk.site) == []


async def test_nobody_changes_above_the_own_role_nor_the_own_place(database: Database) -> None:
    desk = await make_team(database)
    admin, manager, owner = [await desk.actor(each) for each in (desk.admin, desk.manager, desk.owner)]

    for actor, member, role in (
        (admin, desk.owner, Role.MANAGER),  # somebody above
        (admin, desk.manager, Role.OWNER),  # into a role above
        (admin, desk.admin, Role.MANAGER),  # oneself
        (owner, desk.owner, Role.MANAGER),
        (manager, desk.admin, Role.MANAGER),  # a role that changes nobody
    ):
        with pytest.raises(Forbidden):
            await database.write(team.change_role, actor, desk.site, member, role)
    for actor, member in ((admin, desk.owner), (admin, desk.admin), (manager, desk.admin), (owner, desk.owner)):
        with pytest.raises(Forbidden):
            await database.write(team.remove, actor, desk.site, member)
    assert await acts(database, desk.site) == []


async def test_members_of_another_site_are_not_there(database: Database) -> None:
    desk, other = await make_team(database), await make_team(database, "other.example")
    owner, foreign = await desk.actor(desk.owner), await desk.actor(other.owner)

    for actor, site, member in (
        (owner, desk.site, other.manager),
        (owner, other.site, other.manager),
        (foreign, desk.site, desk.manager),
        (owner, desk.site, "0" * 26),
    ):
        for act in (team.remove, team.take_back, team.disable, team.enable):
            with pytest.raises(NotFound):
                await database.write(act, actor, site, member)
        with pytest.raises(NotFound):
            await database.write(team.change_role, actor, site, member, Role.ADMIN)


async def test_whoever_is_removed_can_be_taken_back_for_a_while_with_the_role_of_then(database: Database) -> None:
    desk = await make_team(database)
    owner, admin = await desk.actor(desk.owner), await desk.actor(desk.admin)
    token, session = await database.write(sessions.open_session, desk.manager)

    assert await database.write(team.remove, owner, desk.site, desk.manager) is Role.MANAGER
    assert await desk.role(desk.manager) is None
    assert await database.read(sessions.read, token, session.created_at) is None
    assert await database.write(team.take_back, admin, desk.site, desk.manager) is Role.MANAGER

    assert await desk.role(desk.manager) is Role.MANAGER
    assert [act for act, _, _ in await acts(database, desk.site)] == ["member.restored", "member.removed"]
    with pytest.raises(NotFound):  # there is nothing to undo any more
        await database.write(team.take_back, owner, desk.site, desk.manager)


async def test_whoever_works_nowhere_any_more_has_no_token_left(database: Database) -> None:
    desk = await make_team(database)
    elsewhere = (await make_site(database, await make_owner(database, "boris@other.example"))).id
    await database.write(members.join, elsewhere, desk.admin, Role.MANAGER)
    owner, held = await desk.actor(desk.owner), {}
    for member in (desk.admin, desk.manager):
        held[member], _ = await database.write(tokens.create, member, "Till")
        await database.write(team.remove, owner, desk.site, member)
    kept = [await database.read(tokens.read, held[each], now_ms()) is not None for each in (desk.admin, desk.manager)]
    assert kept == [True, False]


@pytest.mark.parametrize("way", ["remove", "lower", "disable", "raise"])
async def test_invitations_do_not_outlive_the_right_to_make_them(database: Database, way: str) -> None:
    desk = await make_team(database)
    owner, admin = await desk.actor(desk.owner), await desk.actor(desk.admin)
    for actor, email in ((admin, "his@shop.example"), (owner, "mine@shop.example")):
        await database.write(invitations.invite, actor, desk.site, email, Role.ADMIN)
    match way:
        case "remove":
            await database.write(team.remove, owner, desk.site, desk.admin)
        case "disable":
            await database.write(team.disable, owner, desk.site, desk.admin)
        case _:
            role = Role.MANAGER if way == "lower" else Role.OWNER
            await database.write(team.change_role, owner, desk.site, desk.admin, role)

    waiting = [each.email for each in (await database.read(invitations.waiting, desk.site, 50)).items]
    assert waiting == ["mine@shop.example", *(["his@shop.example"] if way == "raise" else [])]
    told = (await acts(database, desk.site))[0][2]
    assert told.get("invitations") == (None if way == "raise" else 1)


async def test_an_admin_takes_no_owner_back(database: Database) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    await database.write(team.change_role, owner, desk.site, desk.manager, Role.OWNER)
    await database.write(team.remove, owner, desk.site, desk.manager)
    with pytest.raises(Forbidden):
        await database.write(team.take_back, await desk.actor(desk.admin), desk.site, desk.manager)


async def test_after_the_time_for_second_thoughts_only_an_invitation_leads_back(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    await database.write(team.remove, owner, desk.site, desk.manager)
    monkeypatch.setattr(team, "UNDO_MS", -1000)
    with pytest.raises(NotFound):
        await database.write(team.take_back, owner, desk.site, desk.manager)


async def test_of_two_owners_who_lower_each_other_at_once_one_stays(database: Database) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    await database.write(team.change_role, owner, desk.site, desk.admin, Role.OWNER)
    other = await desk.actor(desk.admin)

    done = await asyncio.gather(
        database.write(team.change_role, owner, desk.site, desk.admin, Role.MANAGER),
        database.write(team.change_role, other, desk.site, desk.owner, Role.MANAGER),
        return_exceptions=True,
    )

    assert sorted(type(each).__name__ for each in done) == ["Forbidden", "NoneType"]
    assert {await desk.role(desk.owner), await desk.role(desk.admin)} == {Role.OWNER, Role.MANAGER}


async def test_a_site_keeps_an_owner_who_can_log_in(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    await database.write(team.change_role, owner, desk.site, desk.admin, Role.OWNER)
    await database.write(members.disable, desk.owner)

    for act in (team.remove, lambda tx, *given: team.change_role(tx, *given, Role.ADMIN)):
        with pytest.raises(LastOwner) as refused:
            await database.write(act, owner, desk.site, desk.admin)  # who asked is locked out meanwhile
        assert refused.value.body()["code"] == "last_owner"


async def test_whoever_is_disabled_has_no_session_and_no_token_left_and_comes_back_by_a_new_log_in(
    database: Database,
) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    session, _ = await database.write(sessions.open_session, desk.manager)
    token, _ = await database.write(tokens.create, desk.manager, "till")

    await database.write(team.disable, owner, desk.site, desk.manager)
    await database.write(team.disable, owner, desk.site, desk.manager)
    assert await database.read(members.actor, desk.manager) is None

    await database.write(team.enable, owner, desk.site, desk.manager)
    now = (await database.read(members.find, desk.manager)).created_at  # type: ignore[union-attr]
    assert await database.read(sessions.read, session, now) is None
    assert await database.read(tokens.read, token, now) is None
    assert await desk.role(desk.manager) is Role.MANAGER
    assert [act for act, _, _ in await acts(database, desk.site)] == ["member.enabled", "member.disabled"]


async def test_only_whoever_owns_every_site_of_a_member_disables_them(database: Database) -> None:
    desk = await make_team(database)
    elsewhere = (await make_site(database, await make_owner(database, "boris@other.example"))).id
    await database.write(members.join, elsewhere, desk.manager, Role.MANAGER)
    owner, admin = await desk.actor(desk.owner), await desk.actor(desk.admin)

    for actor in (owner, admin):
        with pytest.raises(Forbidden):
            await database.write(team.disable, actor, desk.site, desk.manager)
    await database.write(members.join, elsewhere, desk.owner, Role.OWNER)
    told = hearing(database)
    await database.write(team.disable, await desk.actor(desk.owner), desk.site, desk.manager)
    await settled()

    assert sorted(each.site for each in told) == sorted([desk.site, elsewhere])  # pages of every site hear of it
