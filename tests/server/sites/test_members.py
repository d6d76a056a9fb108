"""The people who work at sites: kept under one form of their e-mail, let in no more once disabled."""

import pytest

from server.database import Database
from server.errors import AlreadyExists, Invalid
from server.sites import members, sessions
from server.sites.members import normal_email
from server.sites.policy import Actor, Role
from tests.support.desk import make_owner, make_site


def test_an_email_has_one_form() -> None:
    assert [normal_email(value) for value in ("Anna@Shop.Example", "anna@shop.test", "anna@mail", "анна@почта.рф")] == [
        "anna@shop.example",
        "anna@shop.test",
        "anna@mail",
        "анна@почта.рф",
    ]


@pytest.mark.parametrize("value", ["", "anna", "anna@", "@shop.example", "a b@shop.example", "anna@shop.example\n"])
def test_what_is_no_email_is_refused_by_its_field(value: str) -> None:
    with pytest.raises(Invalid) as refused:
        normal_email(value, "owner")
    assert refused.value.errors == {"owner": "an e-mail address like anna@shop.example"}


def test_an_email_without_end_is_refused_before_anybody_reads_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr("server.sites.members.validate_email")

    with pytest.raises(Invalid):
        normal_email("a" * 250 + "@x.test")


@pytest.mark.storage
async def test_a_member_is_found_by_email_and_by_id(database: Database) -> None:
    made = await database.write(members.create, email="anna@shop.example", name="Anna", password_hash="kept")
    assert await database.read(members.by_email, "anna@shop.example") == made
    assert await database.read(members.find, made.id) == made
    assert await database.read(members.kept_hash, "anna@shop.example") == (made, "kept")
    assert await database.read(members.by_email, "boris@shop.example") is None
    assert await database.read(members.find, "0" * 26) is None


@pytest.mark.storage
async def test_an_email_belongs_to_one_member(database: Database) -> None:
    await make_owner(database)
    with pytest.raises(AlreadyExists) as refused:
        await make_owner(database)
    assert refused.value.errors == {"email": "belongs to somebody already"}


@pytest.mark.storage
async def test_an_actor_has_the_roles_of_this_moment(database: Database) -> None:
    owner = await make_owner(database)
    helper = await make_owner(database, "boris@shop.example")
    one, other = await make_site(database, owner), await make_site(database, owner)
    await database.write(members.join, one.id, helper, Role.MANAGER)
    assert await database.read(members.actor, helper) == Actor(
        helper, "Anna Petrović", "boris@shop.example", "", {one.id: Role.MANAGER}
    )
    await database.write(members.join, other.id, helper, Role.ADMIN)
    actor = await database.read(members.actor, helper)
    assert actor is not None
    assert actor.roles == {one.id: Role.MANAGER, other.id: Role.ADMIN}


@pytest.mark.storage
async def test_everybody_at_a_site_is_listed_with_the_role(database: Database) -> None:
    owner = await make_owner(database)
    helper = await make_owner(database, "boris@shop.example")
    site = await make_site(database, owner)
    await database.write(members.join, site.id, helper, Role.MANAGER)
    found = await database.read(members.of_site, site.id)
    assert [(member.id, member.email, role) for member, role in found] == [
        (owner, "anna@shop.example", Role.OWNER),
        (helper, "boris@shop.example", Role.MANAGER),
    ]


@pytest.mark.storage
async def test_a_disabled_member_is_nobody_and_has_no_session(database: Database) -> None:
    member = await make_owner(database)
    token, session = await database.write(sessions.open_session, member)
    await database.write(members.disable, member)
    assert await database.read(members.actor, member) is None
    assert await database.read(members.kept_hash, "anna@shop.example") is None
    assert await database.read(sessions.read, token, session.created_at) is None


@pytest.mark.storage
async def test_another_password_ends_every_session_but_the_one_at_hand(database: Database) -> None:
    member = await make_owner(database)
    here, session = await database.write(sessions.open_session, member)
    there, _ = await database.write(sessions.open_session, member)
    await database.write(members.set_password, member, "new", keep_session=session.token_hash)
    assert await database.read(sessions.read, here, session.created_at) == session
    assert await database.read(sessions.read, there, session.created_at) is None
    found = await database.read(members.kept_hash, "anna@shop.example")
    assert found is not None
    assert found[1] == "new"


@pytest.mark.storage
async def test_a_renewed_hash_ends_no_session(database: Database) -> None:
    member = await make_owner(database)
    token, session = await database.write(sessions.open_session, member)
    await database.write(members.renew_hash, member, "renewed")
    assert await database.read(sessions.read, token, session.created_at) == session
    found = await database.read(members.kept_hash, "anna@shop.example")
    assert found is not None
    assert found[1] == "renewed"


async def test_the_roles_of_several_are_read_at_once_without_whoever_is_disabled(database: Database) -> None:
    owner, helper = await make_owner(database), await make_owner(database, "boris@shop.example")
    gone = await make_owner(database, "vera@shop.example")
    site = await make_site(database, owner)
    await database.write(members.disable, gone)
    found = await database.read(members.roles_of, [owner, helper, gone, "0" * 26])
    assert found == {owner: {site.id: Role.OWNER}, helper: {}}
    assert await database.read(members.roles_of, []) == {}
