"""A session lives by its token alone, which is kept nowhere, and ends by log-out, by age and by rest."""

import pytest
from sqlalchemy import select

from server.database import Database, Reader, Row
from server.sites import sessions
from server.sites.sessions import DAY, LONGEST_REST, OLDEST, SEEN_EVERY, Session
from server.sites.tables import sessions as table
from tests.support.desk import make_owner

pytestmark = pytest.mark.storage


def rows(reader: Reader) -> list[Row]:
    return reader.all(select(table))


async def test_a_session_is_read_by_its_token_which_is_kept_nowhere(database: Database) -> None:
    member = await make_owner(database)
    token, opened = await database.write(sessions.open_session, member, "Firefox " + "x" * 400, "192.0.2.7")
    assert await database.read(sessions.read, token, opened.created_at) == opened
    assert (opened.member, len(opened.agent), opened.address) == (member, 300, "192.0.2.7")
    assert opened.expires_at - opened.created_at == OLDEST
    assert token not in str(await database.read(rows))
    assert len(token) == len(opened.csrf) == 43


async def test_another_token_opens_nothing(database: Database) -> None:
    _, opened = await database.write(sessions.open_session, await make_owner(database))
    for token in ("", "x" * 43, opened.token_hash):
        assert await database.read(sessions.read, token, opened.created_at) is None


async def test_a_session_ends_with_its_log_out_and_says_whose_it_was(database: Database) -> None:
    member = await make_owner(database)
    token, opened = await database.write(sessions.open_session, member)
    assert await database.write(sessions.end, token) == member
    assert await database.write(sessions.end, token) is None
    assert await database.read(sessions.read, token, opened.created_at) is None


async def test_a_session_that_rests_for_a_week_is_over(database: Database) -> None:
    token, opened = await database.write(sessions.open_session, await make_owner(database))
    assert await database.read(sessions.read, token, opened.seen_at + LONGEST_REST - 1) == opened
    assert await database.read(sessions.read, token, opened.seen_at + LONGEST_REST) is None


def test_a_session_in_daily_use_is_over_after_thirty_days() -> None:
    used = Session("", "", "", "", "", created_at=0, seen_at=30 * DAY - 1, expires_at=OLDEST)
    assert [used.is_over(30 * DAY - 1), used.is_over(30 * DAY)] == [False, True]


def test_its_use_is_due_to_be_written_down_every_five_minutes() -> None:
    session = Session("", "", "", "", "", created_at=0, seen_at=0, expires_at=OLDEST)
    assert [session.is_due(SEEN_EVERY - 1), session.is_due(SEEN_EVERY)] == [False, True]


async def test_what_was_seen_moves_only_the_last_use(database: Database) -> None:
    token, opened = await database.write(sessions.open_session, await make_owner(database))
    await database.write(sessions.seen, opened)
    read = await database.read(sessions.read, token, opened.created_at)
    assert read is not None
    assert read.seen_at >= opened.seen_at
    assert (read.created_at, read.expires_at) == (opened.created_at, opened.expires_at)


async def test_what_is_over_is_swept_away_with_the_next_log_in(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = await make_owner(database)
    await database.write(sessions.open_session, await make_owner(database, "boris@shop.example"))
    await database.write(sessions.open_session, member)
    monkeypatch.setattr(sessions, "LONGEST_REST", -10_000)  # everything has rested too long
    _, last = await database.write(sessions.open_session, member)
    kept = [row["token_hash"] for row in await database.read(rows) if row["member"] == member]
    assert kept == [last.token_hash]
    assert len(await database.read(rows)) == 2


async def test_r4_a_members_sessions_are_listed_and_one_or_all_others_are_ended(database: Database) -> None:
    anna, boris = await make_owner(database), await make_owner(database, "boris@shop.example")
    opened = [(await database.write(sessions.open_session, anna, agent))[1] for agent in ("Firefox", "Chrome", "Edge")]
    other = (await database.write(sessions.open_session, boris))[1]
    now = opened[0].created_at
    listed = await database.read(sessions.of_member, anna, now)
    assert {each.token_hash for each in listed} == {each.token_hash for each in opened}
    assert await database.read(sessions.of_member, anna, now + OLDEST) == []

    assert await database.write(sessions.end_one, boris, opened[0].handle) is False  # another's is not there
    assert [await database.write(sessions.end_one, anna, opened[0].handle) for _ in range(2)] == [True, False]
    assert await database.write(sessions.end_all, anna, keep=opened[1].token_hash) == 1
    hashes = [each.token_hash for each in (*opened, other)]
    assert set(await database.read(sessions.living, hashes, now)) == {opened[1].token_hash, other.token_hash}
    assert await database.read(sessions.living, hashes, now + OLDEST) == {}
    assert await database.read(sessions.living, [], now) == {}


async def test_whoever_comes_with_a_session_that_the_team_has_ended_is_told_why(database: Database) -> None:
    anna = await make_owner(database)
    token, session = await database.write(sessions.open_session, anna)
    away, _ = await database.write(sessions.open_session, anna)
    assert await database.read(sessions.why_ended, token) == ""
    await database.write(sessions.end, away)
    assert await database.write(sessions.shut, anna, "removed") == 1
    assert await database.write(sessions.shut, anna, "locked") == 0  # the first reason stays
    asked = [await database.read(sessions.why_ended, each) for each in (token, away, "unknown")]
    assert asked == ["removed", "", ""]
    assert await database.read(sessions.read, token, session.created_at) is None
    assert await database.read(sessions.of_member, anna, session.created_at) == []
    assert await database.read(sessions.living, [session.token_hash], session.created_at) == {}
    assert await database.read(sessions.shut_ones, [session.token_hash]) == {session.token_hash: "removed"}
