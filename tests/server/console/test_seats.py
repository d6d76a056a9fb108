"""Who sits where: roles are read anew with each request."""

from server.database import Transaction
from server.sites import members
from server.sites.policy import Role
from server.sites.tables import memberships
from tests.server.console.at_work import HASH


def change_role(tx: Transaction, member: str, role: Role) -> None:
    tx.run(memberships.update().where(memberships.c.member == member), role=role)


async def test_nobody_is_sent_to_the_log_in_and_a_part_of_a_page_sends_the_page_there(console):
    async with console.program() as visitor:
        page = await visitor.client.get("/console/")
        part = await visitor.part("/console/calls")
    assert (page.status_code, page.headers["location"]) == (303, "/console/login")
    assert (part.status_code, part.headers["hx-redirect"]) == (401, "/console/login?why=again")


async def test_a_member_without_a_site_is_told_so(console):
    await console.database.write(members.create, email="new@x.example", name="New", password_hash=HASH)
    async with console.program() as visitor:
        page = await visitor.log_in("new@x.example")
    assert (page.status_code, "No site yet" in page.text, "set-cookie" in page.headers) == (403, True, False)


async def test_a_role_that_is_taken_away_holds_at_the_next_step(console):
    email = await console.hire("Vesna Ilić", Role.ADMIN)
    member = (await console.database.read(members.by_email, email)).id
    lead = await console.write_letter(name="Tom", email="tom@mail.example")
    person = await console.client_of(lead)
    async with console.program(email) as visitor:
        before = (await visitor.client.get(f"/console/people/{person}")).text
        await console.database.write(change_role, member, Role.MANAGER)
        after = (await visitor.client.get(f"/console/people/{person}")).text
        refused = await visitor.act(f"/console/people/{person}/erase", confirm="Tom")
    assert ("Erase this person" in before, "Erase this person" in after) == (True, False)
    assert refused.status_code == 403


async def test_somebody_disabled_is_out_at_once(console):
    email = await console.hire("Vesna Ilić")
    async with console.program(email) as visitor:
        await console.database.write(members.disable, (await console.database.read(members.by_email, email)).id)
        assert (await visitor.client.get("/console/")).headers["location"] == "/console/login?why=locked"
