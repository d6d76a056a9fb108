"""The team's page: what each role sees and does there, undo, and what happens to those who are changed."""

import pytest

from server.sites import members, team
from server.sites.policy import Role


async def member_id(console, email):
    """Whose e-mail this is."""
    return (await console.database.read(members.by_email, email)).id


async def role_of(console, email):
    """What somebody is at the site now, None for nobody."""
    actor = await console.database.read(members.actor, await member_id(console, email))
    return actor.roles.get(console.site.id) if actor else None


async def test_a_manager_sees_the_team_and_changes_nobody(console):
    email = await console.hire("Dmitri Orlov")
    async with console.program(email) as dmitri:
        page = (await dmitri.client.get("/console/members")).text
        assert "Anna Petrova" in page
        assert email in page
        assert "/remove" not in page
        assert 'id="invite"' not in page
        other = await member_id(console, console.owner)
        answers = [
            await dmitri.act(f"/console/members/{other}/{act}", role="manager")
            for act in ("role", "remove", "take-back", "lock", "unlock")
        ]
        assert [answer.status_code for answer in answers] == [403] * 5
    assert await role_of(console, console.owner) is Role.OWNER


async def test_r1_an_owner_changes_a_role_removes_and_takes_back(console):
    email = await console.hire("Dmitri Orlov")
    dmitri = await member_id(console, email)
    async with console.program(console.owner) as anna:
        answer = await anna.act(f"/console/members/{dmitri}/role", role="admin")
        assert (answer.status_code, "frontdesk:member" in answer.headers["hx-trigger"]) == (200, True)
        assert await role_of(console, email) is Role.ADMIN

        await anna.act(f"/console/members/{dmitri}/remove")
        assert await role_of(console, email) is None
        part = (await anna.part("/console/members")).text
        assert "Dmitri Orlov works here no more." in part
        assert f"/console/members/{dmitri}/take-back" in part

        await anna.act(f"/console/members/{dmitri}/take-back")
        assert await role_of(console, email) is Role.ADMIN
        assert "no more." not in (await anna.part("/console/members")).text


async def test_an_admin_is_offered_nothing_about_an_owner_and_is_refused_it(console):
    email = await console.hire("Vera Admin", Role.ADMIN)
    owner = await member_id(console, console.owner)
    async with console.program(email) as vera:
        part = (await vera.part("/console/members")).text
        assert f"/console/members/{owner}/" not in part
        assert '<option value="owner"' not in (await vera.client.get("/console/members")).text
        assert (await vera.act(f"/console/members/{owner}/role", role="manager")).status_code == 403
        assert (await vera.act(f"/console/members/{owner}/remove")).status_code == 403


async def test_whoever_is_locked_out_is_out_at_the_next_step_and_comes_back_by_a_log_in(console):
    email = await console.hire("Dmitri Orlov")
    dmitri_id = await member_id(console, email)
    async with console.program(console.owner) as anna, console.program(email) as dmitri:
        await anna.act(f"/console/members/{dmitri_id}/lock")
        assert (await dmitri.client.get("/console/")).headers["location"] == "/console/login?why=locked"
        assert "locked" in (await anna.part("/console/members")).text
        await anna.act(f"/console/members/{dmitri_id}/unlock")
        assert (await dmitri.client.get("/console/")).status_code == 303
        assert (await dmitri.log_in(email)).status_code == 303
        assert (await dmitri.client.get("/console/members")).status_code == 200


@pytest.mark.parametrize("role", ["", "king", "Owner"])
async def test_a_role_that_there_is_not_is_refused(console, role):
    email = await console.hire("Dmitri Orlov")
    async with console.program(console.owner) as anna:
        answer = await anna.act(f"/console/members/{await member_id(console, email)}/role", role=role)
    assert answer.status_code == 404
    assert await role_of(console, email) is Role.MANAGER


async def test_that_a_site_keeps_an_owner_is_said_in_words(console, monkeypatch):
    def keep(*_):
        raise team.LastOwner

    monkeypatch.setattr(team, "_keep_an_owner", keep)
    email = await console.hire("Olga Owner", Role.OWNER)
    async with console.program(console.owner) as anna:
        answer = await anna.act(f"/console/members/{await member_id(console, email)}/remove")
    assert answer.status_code == 409
    assert "A site keeps an owner." in answer.headers["hx-trigger"]


async def test_an_owner_who_is_alone_is_told_whom_to_invite(console):
    async with console.program(console.owner) as anna:
        assert "You are alone here" in (await anna.client.get("/console/members")).text
