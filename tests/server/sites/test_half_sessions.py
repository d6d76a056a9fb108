"""Between password and code there is a token: for five minutes, in one browser, once."""

import pytest
from sqlalchemy import select

from server.database import Database, now_ms
from server.sites import half_sessions, sessions
from server.sites.half_sessions import LONGEST
from server.sites.tables import half_sessions as table
from tests.support.desk import make_owner

pytestmark = pytest.mark.storage


async def test_it_is_read_in_the_same_browser_for_five_minutes(database: Database) -> None:
    member, begun = await make_owner(database), now_ms()
    token = await database.write(half_sessions.begin, member, "Firefox")
    read = [
        await database.read(half_sessions.read, *asked)
        for asked in (
            (token, "Firefox", begun),
            (token, "Firefox", begun + LONGEST - 1000),
            (token, "Firefox", now_ms() + LONGEST),
            (token, "Chrome", begun),
            ("x" * 43, "Firefox", begun),
        )
    ]
    assert read == [member, member, None, None, None]


async def test_it_is_no_session_and_is_used_up_once(database: Database) -> None:
    member = await make_owner(database)
    token = await database.write(half_sessions.begin, member, "")
    assert await database.read(sessions.read, token, now_ms()) is None
    assert [await database.write(half_sessions.end, token) for _ in range(2)] == [True, False]
    assert await database.read(half_sessions.read, token, "", now_ms()) is None


async def test_what_is_kept_opens_nothing_and_what_is_over_is_swept_away(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = await make_owner(database)
    monkeypatch.setattr(half_sessions, "LONGEST", -1)
    token = await database.write(half_sessions.begin, member, "")
    monkeypatch.undo()
    await database.write(half_sessions.begin, member, "")
    rows = await database.read(lambda reader: reader.all(select(table)))
    assert (len(rows), token in str(rows)) == (1, False)
    await database.write(half_sessions.end_all, member)
    assert await database.read(lambda reader: reader.all(select(table))) == []
