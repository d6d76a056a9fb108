"""Members end their own sessions, make and revoke their own tokens, and the journals of their sites tell of it."""

import asyncio
from dataclasses import replace

import pytest
import time_machine

from server.audit import journal
from server.database import Database, now_ms
from server.errors import Invalid, NotFound, Unauthenticated
from server.sites import members, own_acts, sessions, tokens
from server.sites.own_acts import Profile
from server.sites.policy import Actor
from server.sites.scopes import EVERYTHING, Grant, Scope
from tests.support.desk import hearing, make_owner, make_site, settled

pytestmark = pytest.mark.storage

LEADS = Grant(frozenset({Scope.LEADS_READ, Scope.TOKENS_WRITE}))


async def owner(database: Database) -> tuple[Actor, str]:
    """Somebody with a site."""
    member = await make_owner(database)
    site = await make_site(database, member)
    found = await database.read(members.actor, member)
    assert found is not None
    return found, site.id


async def told(database: Database, site: str) -> list[tuple[str, str]]:
    lines = (await database.read(journal.lines, site, 50)).items
    return [(line.act, line.thing) for line in reversed(lines) if not line.act.startswith("site.")]


async def test_a_profile_is_changed_once_and_colleagues_see_the_name(database: Database) -> None:
    anna, site = await owner(database)
    heard = hearing(database)
    profile = Profile.read({"name": "  Anna\u202e  Orlova ", "language": "ru"})
    assert await database.write(own_acts.change_profile, anna, profile)
    changed = await database.read(members.actor, anna.member)
    assert changed is not None
    assert (changed.name, changed.language) == ("Anna Orlova", "ru")
    assert not await database.write(own_acts.change_profile, changed, profile)
    await settled()
    assert [(each.kind, each.thing) for each in heard] == [("member", anna.member)]
    assert await told(database, site) == [("profile.changed", anna.member)]


async def test_a_picture_is_an_address_that_is_kept_and_taken_away_again(database: Database) -> None:
    anna, site = await owner(database)
    address = "https://shop.example/anna.jpg"
    kept = []
    for picture in (address, address, ""):
        profile = Profile.read({"name": anna.name, "language": anna.language, "picture": picture})
        changed = await database.write(own_acts.change_profile, anna, profile)
        found = await database.read(members.find, anna.member)
        kept.append((changed, found.picture if found else None))

    assert kept == [(True, address), (False, address), (True, "")]
    assert await told(database, site) == [("profile.changed", anna.member)] * 2
    with pytest.raises(Invalid) as refused:
        Profile.read({"name": "Anna", "picture": "javascript:alert(1)"})
    assert list(refused.value.errors) == ["picture"]


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": "x" * 81}, {"name": "Anna", "language": "english"}], ids=str)
def test_a_profile_has_a_name_and_a_known_form_of_language(wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        Profile.read(wrong)


async def test_sessions_that_were_ended_stand_in_the_journal_and_none_that_was_not_there(database: Database) -> None:
    anna, site = await owner(database)
    opened = [(await database.write(sessions.open_session, anna.member))[1] for _ in range(3)]
    assert await database.write(own_acts.end_session, anna, opened[0].handle)
    assert not await database.write(own_acts.end_session, anna, "0" * 16)
    assert await database.write(own_acts.end_other_sessions, anna, opened[1].token_hash) == 1
    assert await database.write(own_acts.end_other_sessions, anna, opened[1].token_hash) == 0
    assert await told(database, site) == [("session.ended", anna.member)] * 2


async def test_tokens_that_come_and_go_stand_in_the_journal(database: Database) -> None:
    anna, site = await owner(database)
    text, made = await database.write(own_acts.add_token, anna, "Warehouse", EVERYTHING)
    assert await database.write(own_acts.revoke_token, anna, made.id) == 1
    assert await database.write(own_acts.revoke_token, anna, made.id) == 0
    await database.write(own_acts.restore_token, anna, made.id)
    with pytest.raises(NotFound):
        await database.write(own_acts.restore_token, anna, made.id)
    assert await database.read(tokens.read, text, now_ms()) == made
    acts = ["token.created", "token.revoked", "token.restored"]
    assert await told(database, site) == [(act, made.id) for act in acts]


async def test_i1_a_token_makes_none_that_may_more_than_itself_and_takes_those_with_it(database: Database) -> None:
    anna, _ = await owner(database)
    _, first = await database.write(own_acts.add_token, anna, "Warehouse", LEADS)
    program = first.hold(anna)
    for more in (EVERYTHING, Grant(frozenset({Scope.CLIENTS_READ}))):
        with pytest.raises(Invalid):
            await database.write(own_acts.add_token, program, "More", more)
    text, child = await database.write(own_acts.add_token, program, "Less", Grant(frozenset({Scope.LEADS_READ})))
    assert child.made_by == first.id
    await database.write(own_acts.revoke_token, anna, first.id)
    assert await database.read(tokens.read, text, now_ms()) is None


@pytest.mark.parametrize("way", ["revoked", "gone", "over"])
async def test_i1_a_token_that_works_no_more_makes_none_whatever_the_door_still_believed(
    database: Database, way: str
) -> None:
    anna, _ = await owner(database)
    ends = replace(LEADS, expires_at=now_ms() + 60_000)
    _, first = await database.write(own_acts.add_token, anna, "Warehouse", ends)
    program, moment = first.hold(anna), now_ms() / 1000
    if way == "revoked":
        await database.write(own_acts.revoke_token, anna, first.id)
    elif way == "gone":
        await database.write(tokens.revoke_all, anna.member)
    with time_machine.travel(moment + (61 if way == "over" else 0)), pytest.raises(Unauthenticated):
        await database.write(own_acts.add_token, program, "Child", ends)


async def test_i1_of_a_revocation_and_a_child_at_once_no_child_is_left(database: Database) -> None:
    anna, _ = await owner(database)
    _, first = await database.write(own_acts.add_token, anna, "Warehouse", LEADS)
    program = first.hold(anna)
    await asyncio.gather(
        *(database.write(own_acts.add_token, program, "Child", LEADS) for _ in range(5)),
        database.write(own_acts.revoke_token, anna, first.id),
        *(database.write(own_acts.add_token, program, "Child", LEADS) for _ in range(5)),
        return_exceptions=True,
    )
    left = await database.read(tokens.of_member, anna.member, now_ms())
    assert [each.name for each in left if each.revoked_at is None] == []


async def test_whoever_works_at_many_sites_is_told_of_in_some(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, site = await owner(database)
    monkeypatch.setattr(own_acts, "MOST_SITES", 0)
    await database.write(own_acts.add_token, replace(anna, roles=anna.roles), "Warehouse", EVERYTHING)
    assert await told(database, site) == []
