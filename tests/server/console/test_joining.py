"""The other end of the link: joining as somebody new or known, and what is said where it leads nowhere any more."""

import re

import pytest
import time_machine

from server.console.joining import token_in
from server.database import now_ms
from server.sites import invitations, members
from server.sites.invitations import LASTS
from server.sites.policy import Role
from tests.server.console.at_work import HASH, PASSWORD, employ

NEW = "new@harbourrow.example"


async def invited(console, email=NEW, role=Role.MANAGER):
    """The secret of a new invitation's link."""
    owner = await console.database.read(members.by_email, console.owner)
    actor = await console.database.read(members.actor, owner.id)
    return (await console.database.write(invitations.invite, actor, console.site.id, email, role))[0]


async def opened(program, token):
    """The page that somebody sees who opens the link."""
    sent = await program.client.post("/console/invitation", data={"link": token})
    assert (sent.status_code, sent.headers["location"]) == (303, "/console/invitation")
    return await program.client.get("/console/invitation")


@pytest.mark.parametrize("pasted", ["abc-_1", "https://desk.example/console/invitation#abc-_1", "#abc-_1"])
def test_the_secret_is_found_in_whatever_was_pasted(pasted):
    assert token_in(pasted) == "abc-_1"


@pytest.mark.parametrize("pasted", ["", "a b", "ä", "x" * 200 + "#;", "<script>"])
def test_what_cannot_be_a_secret_becomes_none(pasted):
    assert token_in(pasted) == "-"


async def test_r1_somebody_new_joins_by_the_link_and_is_at_the_desk(console):
    token = await invited(console)
    async with console.program() as visitor:
        page = await opened(visitor, f"{console.address}/console/invitation#{token}")
        assert ("Join Harbour Row" in page.text, NEW in page.text, token in page.text) == (True, True, False)

        assert "Visitors read only its first word" in page.text

        weak = await visitor.client.post("/console/invitation/accept", data={"name": "Boris", "password": "qwertyuiop"})
        assert (weak.status_code, "among the first that are guessed" in weak.text) == (422, True)
        assert 'value="Boris"' in weak.text
        short = await visitor.client.post("/console/invitation/accept", data={"name": " ", "password": "short"})
        assert ("Write your name" in short.text, "Between 10 and 200" in short.text) == (True, True)

        joined = await visitor.client.post("/console/invitation/accept", data={"name": "Boris", "password": PASSWORD})
        assert (joined.status_code, joined.headers["location"]) == (303, "/console/")
        desk = await visitor.client.get("/console/members")
        assert ("Boris" in desk.text, desk.status_code) == (True, 200)
        assert "frontdesk_invitation" not in visitor.client.cookies


async def test_a_link_that_was_used_says_so_and_what_to_do(console):
    token = await invited(console)
    async with console.program() as first, console.program() as second:
        await opened(first, token)
        await opened(second, token)
        fields = {"name": "Boris", "password": PASSWORD}
        await first.client.post("/console/invitation/accept", data=fields)
        late = await second.client.post("/console/invitation/accept", data=fields)
        assert (late.status_code, "This link was used" in late.text) == (410, True)
        assert "This link was used" in (await opened(second, token)).text


async def test_a_revoked_an_old_and_an_unknown_link_say_what_to_do(console):
    revoked = await invited(console)
    token = await invited(console)
    async with console.program() as visitor:
        assert "This invitation was revoked" in (await opened(visitor, revoked)).text
        nowhere = await opened(visitor, "x" * 43)
        assert (nowhere.status_code, "This link leads nowhere" in nowhere.text) == (404, True)
        with time_machine.travel((now_ms() + LASTS) / 1000, tick=True):
            old = await opened(visitor, token)
        assert (old.status_code, "This link is too old" in old.text) == (410, True)


async def test_whoever_is_known_logs_in_and_comes_back_to_accept(console):
    elsewhere = await console.database.write(
        members.create, email="boris@harbourrow.example", name="Boris", password_hash=HASH
    )
    token = await invited(console, elsewhere.email, Role.ADMIN)
    async with console.program() as boris:
        assert "has an account here already" in (await opened(boris, token)).text
        entered = await boris.client.post("/console/login", data={"email": elsewhere.email, "password": PASSWORD})
        assert entered.headers["location"] == "/console/invitation"  # also without any site yet
        page = await boris.client.get("/console/invitation")
        csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)[1]
        forged = await boris.client.post("/console/invitation/accept", data={"csrf": "x"})
        assert forged.status_code == 403
        joined = await boris.client.post("/console/invitation/accept", data={"csrf": csrf})
        assert joined.headers["location"] == "/console/"
        actor = await console.database.read(members.actor, elsewhere.id)
        assert actor.roles == {console.site.id: Role.ADMIN}


async def test_whoever_is_logged_in_as_somebody_else_is_told_so(console):
    await console.database.write(employ, console.site.id, "Dmitri", "dmitri@harbourrow.example", Role.MANAGER, "en")
    token = await invited(console)
    async with console.program("dmitri@harbourrow.example") as dmitri:
        page = await opened(dmitri, token)
        assert f"This invitation is for {NEW}" in page.text
        out = await dmitri.client.post("/console/logout", data={"csrf": dmitri.csrf})
        assert out.headers["location"] == "/console/invitation"
        assert "Your name" in (await dmitri.client.get("/console/invitation")).text


async def test_without_a_link_there_is_a_place_to_paste_it_and_a_foreign_page_sends_none(console):
    async with console.program() as visitor:
        assert 'name="link"' in (await visitor.client.get("/console/invitation")).text
        foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
        for path in ("/console/invitation", "/console/invitation/accept"):
            assert (await visitor.client.post(path, data={"link": "x"}, headers=foreign)).status_code == 403
