"""Every condition is answered by an index of its own."""

import pytest
from sqlalchemy import select

from server.clients.asked import begins
from server.clients.conditions import Condition, Marked, Owned, SeenSince, Tagged, Words
from server.clients.known import STALE, Known
from server.clients.tables import clients
from server.database import Database, Reader
from server.database.statements import compiled

MEMBER = "m" * 26
CONDITIONS = {
    "words": Words([begins("jov"), begins("#38164")], ["t1"]),
    "mark": Marked("=has:phone"),
    "tag": Tagged("t1"),
    "owner": Owned(MEMBER),
    "nobody": Owned("none"),
    "seen": SeenSince(5),
}


def plan(reader: Reader, query: object) -> str:
    """How SQLite means to run a query."""
    form = compiled(query, "sqlite", {})  # type: ignore[arg-type]
    sql, values = form.call({"site": "s"})
    reader._cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
    return "; ".join(row[3] for row in reader._cursor.fetchall())


@pytest.mark.parametrize("name", CONDITIONS)
async def test_k2_whom_it_may_be_and_whether_it_is_so_are_read_from_indexes(database: Database, name: str):
    condition: Condition = CONDITIONS[name]  # type: ignore[assignment]
    newest = select(clients.c.id).where(clients.c.site == "s").order_by(clients.c.id.desc()).limit(50)
    queries = [condition.people("s").limit(1001), newest.where(condition.holds(clients.c.id))]
    if condition.ordered:
        people = condition.people("s")
        queries.append(people.order_by(people.selected_columns[0].desc()).limit(50))

    for query in queries:
        said = await database.read(plan, query)
        assert "SCAN clients" not in said, said
        assert "SCAN search_words" not in said, said
        assert "TEMP B-TREE" not in said, said


async def test_k2_the_list_and_the_few_that_are_not_indexed_yet_are_read_from_indexes(database: Database):
    newest = select(clients.c.id).where(clients.c.site == "s").order_by(clients.c.id.desc()).limit(50)
    said = [await database.read(plan, query) for query in (newest, STALE.statement)]
    assert ("ix_clients_site" in said[0], "ix_clients_stale" in said[1]) == (True, True), said
    assert "TEMP B-TREE" not in " ".join(said)


def test_the_same_truths_hold_in_python():
    row = {"owner": MEMBER, "seen_at": 5}
    person = Known(row, frozenset({"jovana", "=has:phone"}), frozenset({"t1"}))
    other = Known({"owner": None, "seen_at": 4}, frozenset({"ana"}), frozenset())
    assert {name: (each.is_true_of(person), each.is_true_of(other)) for name, each in CONDITIONS.items()} == {
        "words": (True, False), "mark": (True, False), "tag": (True, False), "owner": (True, False),
        "nobody": (False, True), "seen": (True, False),
    }  # fmt: skip
