"""A program acts as the member whose token it sends, held to what it was given; the token is kept nowhere."""

import pytest
from sqlalchemy import select

from server.database import Database, Reader, Row, now_ms
from server.errors import Invalid, NotFound
from server.sites import tokens
from server.sites.policy import Actor, Role
from server.sites.scopes import EVERYTHING, Grant, Scope
from server.sites.tables import api_tokens
from server.sites.tokens import UNDO_MS, USED_EVERY, ApiToken
from tests.support.desk import make_owner

pytestmark = pytest.mark.storage

SOME = Grant(frozenset({Scope.LEADS_READ, Scope.CALLS_READ}), frozenset({"0" * 26}), now_ms() + 86_400_000)


def rows(reader: Reader) -> list[Row]:
    return reader.all(select(api_tokens))


async def read(database: Database, text: str) -> ApiToken | None:
    return await database.read(tokens.read, text, now_ms())


async def test_a_token_is_read_by_its_text_which_is_kept_nowhere(database: Database) -> None:
    member = await make_owner(database)
    text, made = await database.write(tokens.create, member, "Warehouse")
    assert text.startswith("fd_")
    assert (made.member, made.name, made.grant, made.used_at) == (member, "Warehouse", EVERYTHING, None)
    assert await read(database, text) == made
    assert text not in str(await database.read(rows))


async def test_another_text_is_nobodys(database: Database) -> None:
    text, _ = await database.write(tokens.create, await make_owner(database), "Warehouse")
    assert [await read(database, wrong) for wrong in ("", text[3:], text + "x", "fd_")] == [None] * 4


async def test_what_it_was_given_is_kept_and_ends_at_its_time(database: Database) -> None:
    text, made = await database.write(tokens.create, await make_owner(database), "Warehouse", SOME)
    found = await read(database, text)
    assert found is not None
    assert (found, found.grant) == (made, SOME)
    assert SOME.expires_at is not None
    assert await database.read(tokens.read, text, SOME.expires_at) is None


async def test_a_program_is_held_to_its_sites_and_scopes(database: Database) -> None:
    _, made = await database.write(tokens.create, await make_owner(database), "Warehouse", SOME)
    anna = Actor(made.member, "Anna", "anna@shop.example", "", {"0" * 26: Role.ADMIN, "1" * 26: Role.OWNER})
    held = made.hold(anna)
    assert (held.roles, held.grant, held.token) == ({"0" * 26: Role.ADMIN}, SOME, made.id)
    _, everywhere = await database.write(tokens.create, made.member, "All")
    assert everywhere.hold(anna).roles == anna.roles


async def test_the_last_use_is_written_down_once_a_minute_with_its_network(database: Database) -> None:
    text, made = await database.write(tokens.create, await make_owner(database), "Warehouse")
    assert made.is_due(0)
    await database.write(tokens.used, made, "192.0.2.7")
    found = await read(database, text)
    assert found is not None
    assert found.used_at is not None
    assert found.used_from == "192.0.2.7"
    assert [found.is_due(found.used_at + USED_EVERY - 1), found.is_due(found.used_at + USED_EVERY)] == [False, True]


async def test_a_member_revokes_own_tokens_only(database: Database) -> None:
    anna, boris = await make_owner(database), await make_owner(database, "boris@shop.example")
    text, made = await database.write(tokens.create, anna, "Warehouse")
    assert await database.write(tokens.revoke, boris, made.id) == 0
    assert await read(database, text) == made
    assert [await database.write(tokens.revoke, anna, made.id) for _ in range(2)] == [1, 0]
    assert await read(database, text) is None


async def test_what_a_token_made_goes_with_it_and_comes_back_with_it(database: Database) -> None:
    anna = await make_owner(database)
    first_text, first = await database.write(tokens.create, anna, "first")
    child_text, child = await database.write(tokens.create, anna, "child", made_by=first.id)
    last_text, _ = await database.write(tokens.create, anna, "grandchild", made_by=child.id)
    other_text, _ = await database.write(tokens.create, anna, "another")
    everyone = (first_text, child_text, last_text, other_text)

    assert await database.write(tokens.revoke, anna, first.id) == 3
    assert [bool(await read(database, text)) for text in everyone] == [False, False, False, True]
    assert await database.write(tokens.restore, anna, first.id) == 3
    assert [bool(await read(database, text)) for text in everyone] == [True] * 4
    with pytest.raises(NotFound):
        await database.write(tokens.restore, anna, first.id)


async def test_after_some_minutes_what_was_revoked_is_gone(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = await make_owner(database)
    _, made = await database.write(tokens.create, anna, "Warehouse")
    await database.write(tokens.revoke, anna, made.id)
    assert [each.id for each in await database.read(tokens.of_member, anna, now_ms())] == [made.id]
    assert await database.read(tokens.of_member, anna, now_ms() + UNDO_MS) == []
    monkeypatch.setattr(tokens, "UNDO_MS", -1000)
    with pytest.raises(NotFound):
        await database.write(tokens.restore, anna, made.id)
    await database.write(tokens.create, anna, "Next")
    assert [row["name"] for row in await database.read(rows)] == ["Next"]


async def test_a_members_tokens_are_listed_newest_first(database: Database) -> None:
    anna = await make_owner(database)
    made = [(await database.write(tokens.create, anna, name))[1] for name in ("one", "two", "three")]
    newest = sorted(made, key=lambda each: each.id, reverse=True)
    await database.write(tokens.revoke, anna, newest[0].id)
    first = await database.read(tokens.page_of_member, anna, now_ms(), 1)
    second = await database.read(tokens.page_of_member, anna, now_ms(), 1, first.next)
    assert [each.id for each in await database.read(tokens.of_member, anna, now_ms())] == [each.id for each in newest]
    assert [first.items, first.next, second.items, second.next] == [newest[1:2], newest[1].id, newest[2:], None]


async def test_nobody_has_more_than_a_hundred(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    anna = await make_owner(database)
    monkeypatch.setattr(tokens, "MOST", 2)
    for _ in range(2):
        await database.write(tokens.create, anna, "Warehouse")
    with pytest.raises(Invalid):
        await database.write(tokens.create, anna, "One more")
