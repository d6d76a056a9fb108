"""The journal: one line for each change, in its unit of work, that stays when its member goes."""

import pytest
from sqlalchemy import delete

from server.audit import journal
from server.audit.journal import Wanted
from server.database import Database, Reader, Row, Statement, Transaction, now_ms
from server.database.statements import form_of
from server.errors import NotFound
from server.sites.tables import members as members_table
from tests.support.desk import make_owner

SITE, OTHER, WIDGET = "s" * 26, "t" * 26, "w" * 26


async def acts(database: Database, wanted: Wanted | None = None) -> list[str]:
    """The acts of the site's journal, newest first."""
    return [entry.act for entry in (await database.read(journal.lines, SITE, 50, None, wanted)).items]


@pytest.mark.storage
async def test_a_line_says_who_did_what_to_which_thing_and_when(database: Database) -> None:
    anna = await make_owner(database)
    before = now_ms()

    await database.write(journal.record, SITE, anna, "widget.changed", WIDGET, fields=["settings"])

    (line,) = (await database.read(journal.lines, SITE, 50)).items
    assert (line.member, line.member_name, line.act, line.thing) == (anna, "Anna Petrović", "widget.changed", WIDGET)
    assert (line.data, line.address) == ({"fields": ["settings"]}, "")
    assert before <= line.at <= now_ms()


@pytest.mark.storage
async def test_a_line_stays_with_the_name_of_that_time_when_the_member_goes(database: Database) -> None:
    anna = await make_owner(database)
    await database.write(journal.record, SITE, anna, "site.changed")
    await database.write(lambda tx: tx.run(delete(members_table)))

    (line,) = (await database.read(journal.lines, SITE, 50)).items
    assert (line.member, line.member_name) == (anna, "Anna Petrović")


@pytest.mark.storage
async def test_what_nobody_we_know_did_has_no_name(database: Database) -> None:
    await database.write(journal.record_entrance, SITE, None, "login.failed", "m" * 26, "192.0.2.0")

    (line,) = (await database.read(journal.lines, SITE, 50)).items
    assert (line.member, line.member_name, line.address) == (None, "", "192.0.2.0")


@pytest.mark.storage
async def test_the_journal_is_read_by_member_by_kind_and_from_a_moment_on(database: Database) -> None:
    anna, boris = await make_owner(database), await make_owner(database, "boris@shop.example")
    await database.write(journal.record, SITE, anna, "widget.changed", WIDGET)
    await database.write(journal.record, SITE, boris, "widget.published", WIDGET)
    await database.write(journal.record, SITE, anna, "site.changed")
    await database.write(journal.record, OTHER, anna, "site.changed")

    assert sorted(await acts(database, Wanted(member=anna))) == ["site.changed", "widget.changed"]
    assert sorted(await acts(database, Wanted(nouns=("widget",)))) == ["widget.changed", "widget.published"]
    assert len(await acts(database, Wanted(nouns=("widget", "site")))) == 3
    assert await acts(database, Wanted(member=boris, nouns=("site",))) == []
    assert len(await acts(database, Wanted(since=now_ms() - 60_000))) == 3
    assert await acts(database, Wanted(since=now_ms() + 60_000)) == []


@pytest.mark.storage
async def test_pages_follow_each_other_without_a_gap(database: Database) -> None:
    for number in range(5):
        await database.write(journal.record, SITE, None, "site.changed", str(number))

    seen, cursor = [], None
    while True:
        part = await database.read(journal.lines, SITE, 2, cursor)
        seen += [entry.id for entry in part.items]
        if (cursor := part.next) is None:
            break
    assert seen == sorted(set(seen), reverse=True)
    assert len(seen) == 5


async def test_a_change_that_is_refused_leaves_no_line(database: Database) -> None:
    def refuse(tx: Transaction) -> None:
        journal.record(tx, SITE, None, "site.changed")
        raise NotFound

    with pytest.raises(NotFound):
        await database.write(refuse)
    assert await acts(database) == []


@pytest.mark.storage
async def test_acts_are_counted_at_some_sites_since_a_moment_by_anybody_or_by_one(database: Database) -> None:
    before = now_ms()
    for site, member, act in (
        (SITE, "m" * 26, "member.invited"),
        (SITE, "n" * 26, "member.invited_again"),
        (OTHER, "m" * 26, "member.invited"),
        (SITE, "m" * 26, "member.removed"),
    ):
        await database.write(journal.record, site, member, act)
    sent = ("member.invited", "member.invited_again")
    asked = (([SITE], before), ([SITE, OTHER], before), ([], before), ([SITE], now_ms() + 1000))
    assert [await database.read(journal.count, sites, sent, since) for sites, since in asked] == [2, 3, 0, 0]
    assert await database.read(journal.count, [SITE, OTHER], sent, before, "m" * 26) == 2


class Planned:
    """A reader that tells how it would read."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.said = ""

    def all(self, query: Statement) -> list[Row]:
        """Nothing, but how it would be found."""
        sql, values = form_of(query, "sqlite", {}).call({})
        rows = self._reader._cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values).fetchall()
        self.said = " ".join(row[3] for row in rows)
        return []


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(member="m" * 26), Wanted(nouns=("widget",)), Wanted(since=1)])
async def test_every_way_to_read_it_has_its_index(database: Database, wanted: Wanted) -> None:
    def plan(reader: Reader) -> str:
        planned = Planned(reader)
        journal.lines(planned, SITE, 50, "0" * 26, wanted)  # type: ignore[arg-type]
        return planned.said

    said = await database.read(plan)
    assert "USING INDEX ix_audit" in said
    assert "TEMP B-TREE" not in said
