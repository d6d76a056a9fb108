"""The leads' statements, and how the databases run those of the hot road."""

import pytest

from server.calls import limits, listing, progress, requests, taking
from server.clients import consents, people, timeline, visitors
from server.database import Database, Prepared
from server.leads import once, queries

HOT = {
    "once.FIND": once.FIND,
    "people.KNOWN": people.KNOWN,
    "people.SEE": people.SEE,
    "visitors.JOIN": visitors.JOIN,
    "limits.COUNT": limits.COUNT,
    "timeline.ADVANCE": timeline.ADVANCE,
    "taking.ACCEPT": taking.ACCEPT,
    "taking.END": taking.END,
    "progress.LEFT": progress.LEFT,
    "listing.ONE": listing.ONE,
    "queries.ONE_LEAD": queries.ONE_LEAD,
    "queries.TAKE": queries.TAKE,
    "consents.OF": consents.OF,
}


@pytest.mark.parametrize("name", HOT)
async def test_every_statement_of_a_hot_road_finds_its_rows_by_an_index(database: Database, name: str):
    plan = await database.read(_plan, HOT[name])

    assert plan
    assert [step for step in plan if step.startswith("SCAN") and step != "SCAN CONSTANT ROW"] == []


async def test_a_phone_is_found_by_its_whole_key(database: Database):
    [step] = await database.read(_plan, people.KNOWN)

    assert "(site=? AND kind=? AND value=?)" in step


async def test_limits_count_only_what_was_dialled(database: Database):
    plan = await database.read(_plan, limits.COUNT)

    assert any("ix_calls_phone_created_at" in step for step in plan)
    assert any("ix_calls_site_network_created_at" in step for step in plan)


def test_asking_twice_joins_the_open_request_by_its_index():
    form = requests.ASK.form("sqlite", {"id": "x"})

    assert "ON CONFLICT (site, phone) WHERE state <> 'ended'" in form.sql


def _plan(reader, statement: Prepared) -> list[str]:  # type: ignore[no-untyped-def]
    form = statement.form("sqlite", {})
    names = statement.statement.compile().params
    sql, values = form.call({name: "" for name in names if name not in form.given})
    return [row[3] for row in reader._cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()]
