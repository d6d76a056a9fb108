"""A program acts as the member whose token it sends; the token is shown once and kept nowhere."""

import pytest
from sqlalchemy import select

from server.database import Database, Reader, Row
from server.sites import tokens
from server.sites.tables import api_tokens
from server.sites.tokens import USED_EVERY, ApiToken
from tests.support.desk import make_owner

pytestmark = pytest.mark.storage


def rows(reader: Reader) -> list[Row]:
    return reader.all(select(api_tokens))


async def test_a_token_is_read_by_its_text_which_is_kept_nowhere(database: Database) -> None:
    member = await make_owner(database)
    text, made = await database.write(tokens.create, member, "Warehouse")
    assert text.startswith("fd_")
    assert (made.member, made.name, made.used_at) == (member, "Warehouse", None)
    assert await database.read(tokens.read, text) == made
    assert text not in str(await database.read(rows))


async def test_another_text_is_nobodys(database: Database) -> None:
    text, _ = await database.write(tokens.create, await make_owner(database), "Warehouse")
    assert [await database.read(tokens.read, wrong) for wrong in ("", text[3:], text + "x", "fd_")] == [None] * 4


async def test_the_last_use_is_written_down_once_a_minute(database: Database) -> None:
    text, made = await database.write(tokens.create, await make_owner(database), "Warehouse")
    assert made.is_due(0)
    await database.write(tokens.used, made)
    read = await database.read(tokens.read, text)
    assert read is not None
    assert read.used_at is not None
    assert [read.is_due(read.used_at + USED_EVERY - 1), read.is_due(read.used_at + USED_EVERY)] == [False, True]


async def test_a_member_revokes_own_tokens_only(database: Database) -> None:
    anna, boris = await make_owner(database), await make_owner(database, "boris@shop.example")
    text, made = await database.write(tokens.create, anna, "Warehouse")
    assert await database.write(tokens.revoke, boris, made.id) is False
    assert await database.read(tokens.read, text) == made
    assert await database.write(tokens.revoke, anna, made.id) is True
    assert await database.read(tokens.read, text) is None


async def test_a_members_tokens_are_listed_newest_first(database: Database) -> None:
    anna = await make_owner(database)
    made: list[ApiToken] = []
    for name in ("one", "two"):
        made.append((await database.write(tokens.create, anna, name))[1])
    listed = await database.read(tokens.of_member, anna)
    assert listed == sorted(made, key=lambda each: each.id, reverse=True)
