"""Statements as the drivers take them: compiled once, with the columns that a call names."""

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from server.calls.tables import calls
from server.database.statements import form_of, prepared
from server.database.tables import feeds


def read(statement, dialect, **values):
    sql, given = form_of(statement, dialect, values).call(values)
    return " ".join(sql.split()), given


def test_an_insert_takes_the_columns_that_the_call_names():
    assert read(prepared(insert(feeds)), "sqlite", site="s", number=1) == (
        "INSERT INTO feeds (site, number) VALUES (?, ?)",
        ("s", 1),
    )
    assert read(insert(feeds), "postgresql", site="s") == (
        "INSERT INTO feeds (site) VALUES (%(site)s::VARCHAR)",
        {"site": "s"},
    )


def test_an_update_sets_what_its_where_does_not_bind():
    statement = prepared(update(calls).where(calls.c.id == bindparam("id"), calls.c.taken_by.is_(None)))

    assert read(statement, "sqlite", id="a", taken_by="m") == (
        "UPDATE calls SET taken_by=? WHERE calls.id = ? AND calls.taken_by IS NULL",
        ("m", "a"),
    )


def test_values_of_the_statement_itself_come_along_none_among_them():
    statement = prepared(
        update(calls).where(calls.c.id == bindparam("id")).values(taken_by=None, asked=calls.c.asked + 1)
    )

    assert read(statement, "sqlite", id="a") == (
        "UPDATE calls SET asked=(calls.asked + ?), taken_by=? WHERE calls.id = ?",
        (1, None, "a"),
    )


def test_a_list_has_as_many_places_as_values_in_each_call():
    statement = prepared(select(calls.c.id).where(calls.c.state.in_(bindparam("states", expanding=True))))

    assert [read(statement, "sqlite", states=states) for states in (["a"], ["a", "b"])] == [
        ("SELECT calls.id FROM calls WHERE calls.state IN (?)", ("a",)),
        ("SELECT calls.id FROM calls WHERE calls.state IN (?, ?)", ("a", "b")),
    ]


def test_an_unprepared_list_brings_its_own_values():
    assert read(select(calls.c.id).where(calls.c.state.in_(["a", "b"])), "sqlite") == (
        "SELECT calls.id FROM calls WHERE calls.state IN (?, ?)",
        ("a", "b"),
    )


@pytest.mark.parametrize(
    ("dialect", "values"), [("sqlite", ("s", 1, 2)), ("postgresql", {"site": "s", "number": 1, "more": 2})]
)
def test_on_conflict_reads_alike_in_both_dialects(dialect, values):
    statement = prepared(
        upsert(feeds)
        .values(site=bindparam("site"), number=1)
        .on_conflict_do_update(index_elements=["site"], set_={"number": feeds.c.number + bindparam("more")})
    )

    sql, given = read(statement, dialect, site="s", more=2)

    assert "ON CONFLICT (site) DO UPDATE SET number = (feeds.number + " in sql
    assert given == values


def test_percent_signs_reach_each_driver_in_its_own_way():
    assert [read(text("SELECT :a % 3"), dialect, a=7) for dialect in ("sqlite", "postgresql")] == [
        ("SELECT ? % 3", (7,)),
        ("SELECT %(a)s %% 3", {"a": 7}),
    ]


def test_a_value_that_a_statement_names_twice_is_given_once():
    statement = prepared(select(calls.c.id).where(calls.c.site == bindparam("a"), calls.c.phone == bindparam("a")))

    assert read(statement, "sqlite", a="x") == (
        "SELECT calls.id FROM calls WHERE calls.site = ? AND calls.phone = ?",
        ("x", "x"),
    )


def test_a_prepared_statement_is_compiled_once_per_dialect():
    statement = prepared(select(feeds))

    assert statement.form("sqlite", {}) is statement.form("sqlite", {"unused": 1})
    assert statement.form("sqlite", {}) is not statement.form("postgresql", {})


def test_only_writing_statements_count_as_such():
    found = [form_of(s, "sqlite", {"site": "s"}).writes for s in (select(feeds), insert(feeds), feeds.delete())]

    assert found == [False, True, True]
