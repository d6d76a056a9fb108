"""Invitations: made into no role above the own, shown once, worth nothing once they have ended."""

import pytest
import time_machine

from server.audit import journal
from server.database import Database, now_ms
from server.errors import AlreadyExists, Forbidden, Invalid, NotFound, TooMany
from server.sites import invitations, members, team
from server.sites.invitations import EXPIRED, LASTS, MOST_LINKS, OPEN, REVOKED, invitation_view, link
from server.sites.policy import Role
from server.sites.tables import invitations as table
from tests.support.colleagues import Team, make_team
from tests.support.desk import make_site

pytestmark = pytest.mark.storage
EMAIL = "new@shop.example"


async def waiting(desk: Team) -> list[str]:
    """Who is asked and has not answered."""
    return [each.email for each in (await desk.database.read(invitations.waiting, desk.site, 50)).items]


async def test_an_invitation_keeps_only_the_hash_of_its_link(database: Database) -> None:
    desk = await make_team(database)
    token, made = await database.write(
        invitations.invite, await desk.actor(desk.admin), desk.site, "New@Shop.example", Role.MANAGER
    )

    assert (made.email, made.role, made.state_at(now_ms())) == (EMAIL, Role.MANAGER, OPEN)
    assert await database.read(invitations.by_token, token) == made
    stored = await database.read(lambda reader: reader.all(table.select()))
    assert token not in str(stored)
    assert link("https://desk.example", token) == f"https://desk.example/console/invitation#{token}"
    assert invitation_view(made, made.expires_at)["state"] == EXPIRED
    assert await database.read(invitations.site_of, made.id) == desk.site
    assert await database.read(invitations.site_of, "0" * 26) is None


async def test_nobody_invites_above_the_own_role(database: Database) -> None:
    desk = await make_team(database)
    for member, role in ((desk.admin, Role.OWNER), (desk.manager, Role.MANAGER)):
        with pytest.raises(Forbidden):
            await database.write(invitations.invite, await desk.actor(member), desk.site, EMAIL, role)
    assert await waiting(desk) == []


async def test_whoever_works_there_already_is_not_asked_and_what_is_no_address_neither(database: Database) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    with pytest.raises(AlreadyExists) as refused:
        await database.write(invitations.invite, owner, desk.site, "manager@shop.example", Role.ADMIN)
    assert refused.value.errors == {"email": "works at this site already"}
    with pytest.raises(Invalid):
        await database.write(invitations.invite, owner, desk.site, "nobody", Role.ADMIN)


async def test_a_second_invitation_of_the_same_person_revokes_the_first(database: Database) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    first, _ = await database.write(invitations.invite, owner, desk.site, EMAIL, Role.MANAGER)
    second, _ = await database.write(invitations.invite, owner, desk.site, EMAIL, Role.ADMIN)

    found = [await database.read(invitations.by_token, each) for each in (first, second)]
    assert [each and each.state for each in found] == [REVOKED, OPEN]
    assert await waiting(desk) == [EMAIL]


async def test_another_link_makes_the_one_before_worthless_and_lasts_seven_days_from_then(database: Database) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    first, made = await database.write(invitations.invite, owner, desk.site, EMAIL, Role.MANAGER)
    with time_machine.travel((made.created_at + LASTS + 1000) / 1000, tick=False):
        assert made.state_at(now_ms()) == EXPIRED
        second, renewed = await database.write(invitations.renew, owner, made.id)
        assert renewed.expires_at == now_ms() + LASTS
    assert await database.read(invitations.by_token, first) is None
    assert await database.read(invitations.by_token, second) == renewed


async def test_a_revoked_invitation_is_not_there_any_more(database: Database) -> None:
    desk = await make_team(database)
    owner, admin = await desk.actor(desk.owner), await desk.actor(desk.admin)
    _, made = await database.write(invitations.invite, owner, desk.site, EMAIL, Role.OWNER)

    with pytest.raises(Forbidden):
        await database.write(invitations.revoke, admin, made.id)  # who may not give the role does not take it
    await database.write(invitations.revoke, owner, made.id)

    assert await waiting(desk) == []
    for act in (invitations.revoke, invitations.renew):
        with pytest.raises(NotFound):
            await database.write(act, owner, made.id)
    found = (await database.read(journal.lines, desk.site, 50, None, journal.Wanted(nouns=("member",)))).items
    assert [(each.act, each.thing) for each in found] == [
        ("member.uninvited", made.id),
        ("member.invited", made.id),
    ]


async def test_a_site_sends_only_so_many_links_an_hour(database: Database) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    for number in range(MOST_LINKS):
        await database.write(invitations.invite, owner, desk.site, f"n{number}@shop.example", Role.MANAGER)
    with pytest.raises(TooMany) as refused:
        await database.write(invitations.invite, owner, desk.site, EMAIL, Role.MANAGER)
    assert refused.value.details == {"retry_after": 3600}


async def test_another_link_is_a_letter_too_and_waits_ten_minutes(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "MOST_LINKS", 3)
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    _, made = await database.write(invitations.invite, owner, desk.site, EMAIL, Role.MANAGER)
    with pytest.raises(TooMany) as refused:
        await database.write(invitations.renew, owner, made.id)
    assert 590 < int(str(refused.value.details["retry_after"])) <= 600
    for minutes in (11, 22):
        with time_machine.travel(made.sent_at / 1000 + minutes * 60, tick=False):
            await database.write(invitations.renew, owner, made.id)
    with time_machine.travel(made.sent_at / 1000 + 33 * 60, tick=False), pytest.raises(TooMany):
        await database.write(invitations.renew, owner, made.id)
    with time_machine.travel(made.sent_at / 1000 + 61 * 60, tick=False):
        await database.write(invitations.renew, owner, made.id)


async def test_a_member_sends_only_so_many_links_an_hour_at_all_sites_together(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "MOST_OF_MEMBER", 2)
    desk = await make_team(database)
    second = (await make_site(database, desk.owner)).id
    owner = await desk.actor(desk.owner)
    for site in (desk.site, second):
        await database.write(invitations.invite, owner, site, EMAIL, Role.MANAGER)
    with pytest.raises(TooMany):
        await database.write(invitations.invite, owner, second, "other@shop.example", Role.MANAGER)
    await database.write(invitations.invite, await desk.actor(desk.admin), desk.site, "o@x.example", Role.MANAGER)


async def test_whoever_was_lowered_or_locked_out_a_moment_ago_invites_nobody(database: Database) -> None:
    desk = await make_team(database)
    owner, admin = await desk.actor(desk.owner), await desk.actor(desk.admin)
    _, made = await database.write(invitations.invite, owner, desk.site, EMAIL, Role.MANAGER)
    await database.write(team.change_role, owner, desk.site, desk.admin, Role.MANAGER)
    with time_machine.travel(made.sent_at / 1000 + 700, tick=False):
        for act, given in (
            (invitations.invite, (desk.site, "other@shop.example", Role.MANAGER)),
            (invitations.renew, (made.id,)),
            (invitations.revoke, (made.id,)),
        ):
            with pytest.raises(Forbidden):
                await database.write(act, admin, *given)
    await database.write(members.disable, desk.owner)
    with pytest.raises(Forbidden):
        await database.write(invitations.invite, owner, desk.site, "other@shop.example", Role.MANAGER)
    assert await waiting(desk) == [EMAIL]


async def test_an_admin_voids_no_owners_invitation_by_inviting_the_same_address(database: Database) -> None:
    desk = await make_team(database)
    owner, admin = await desk.actor(desk.owner), await desk.actor(desk.admin)
    token, made = await database.write(invitations.invite, owner, desk.site, EMAIL, Role.OWNER)
    with pytest.raises(Forbidden):
        await database.write(invitations.invite, admin, desk.site, EMAIL.upper(), Role.MANAGER)
    assert await database.read(invitations.by_token, token) == made
    with time_machine.travel(made.expires_at / 1000 + 1, tick=False):  # what has expired stands in nobody's way
        await database.write(invitations.invite, admin, desk.site, EMAIL, Role.MANAGER)


async def test_the_list_is_read_a_page_at_a_time_and_is_the_sites_own(database: Database) -> None:
    desk, other = await make_team(database), await make_team(database, "other.example")
    for number in range(3):
        for each in (desk, other):
            await database.write(
                invitations.invite, await each.actor(each.owner), each.site, f"n{number}@x.example", Role.MANAGER
            )
    first = await database.read(invitations.waiting, desk.site, 2)
    second = await database.read(invitations.waiting, desk.site, 2, first.next)
    assert [each.email[:2] for each in (*first.items, *second.items)] == ["n2", "n1", "n0"]
    assert second.next is None


async def test_what_has_ended_long_ago_is_forgotten(database: Database) -> None:
    desk = await make_team(database)
    owner = await desk.actor(desk.owner)
    token, made = await database.write(invitations.invite, owner, desk.site, EMAIL, Role.MANAGER)
    with time_machine.travel((made.created_at + LASTS + invitations.KEPT + 1000) / 1000, tick=False):
        await database.write(invitations.invite, owner, desk.site, "other@shop.example", Role.MANAGER)
    assert await database.read(invitations.by_token, token) is None
