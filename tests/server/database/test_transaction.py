"""What a unit is given: writing, ids, the clock, and a statement that failed fails the whole unit."""

import pytest
from sqlalchemy import bindparam, delete, insert, select, text, update

from server.clients.tables import facts
from server.database import Clash, prepared
from server.database.ids import now_ms
from server.database.tables import feeds
from server.database.transaction import TooManyRows
from tests.server.database.shelf import keep, on_shelf, put

pytestmark = pytest.mark.storage


async def test_writing_tells_how_many_rows_were_touched(database):
    def unit(tx):
        rows = [{"site": name, "number": 1} for name in "abc"]
        return (
            tx.run(insert(feeds), site="x", number=0),
            tx.run_many(prepared(insert(feeds)), rows),
            tx.run_many(insert(feeds), []),
            tx.run(update(feeds).where(feeds.c.number == 1).values(number=5)),
            tx.run(update(feeds).where(feeds.c.number == 99).values(number=5)),
            tx.value(update(feeds).where(feeds.c.site == "x").values(number=8).returning(feeds.c.number)),
            tx.run(delete(feeds).where(feeds.c.number == 5)),
            tx.all(select(feeds)),
        )

    assert await database.write(unit) == (1, 3, 0, 3, 0, 8, 3, [{"site": "x", "number": 8}])


async def test_a_unit_sees_what_it_has_written(database):
    assert await database.write(lambda tx: (put(tx, "a"), on_shelf(tx))) == (1, ["a"])


async def test_ids_and_the_time_are_drawn_inside_the_unit(database):
    before = now_ms()
    first, second, now = await database.write(lambda tx: (tx.new_id(), tx.new_id(), tx.now))

    assert first != second
    assert before <= now <= now_ms()


async def test_a_second_row_of_the_same_key_is_a_clash_and_keeps_nothing_of_its_unit(database):
    await database.write(keep, "a")

    def unit(tx):
        put(tx, "b")
        put(tx, "a")

    with pytest.raises(Clash):
        await database.write(unit)
    assert await database.read(on_shelf) == ["a"]


async def test_a_unit_that_swallows_a_clash_fails_nevertheless(database):
    await database.write(keep, "a")

    def unit(tx):
        try:
            put(tx, "a")
        except Clash:
            return "all is well"

    with pytest.raises(Clash):
        await database.write(unit)


async def test_no_statement_runs_after_one_that_failed(database):
    def unit(tx):
        with pytest.raises(Exception, match="nowhere"):
            tx.run(text("DELETE FROM nowhere"))
        with pytest.raises(Exception, match="nowhere"):
            tx.run_many(insert(feeds), [{"site": "a", "number": 1}])
        put(tx, "a")

    with pytest.raises(Exception, match="nowhere"):
        await database.write(unit)
    assert await database.read(on_shelf) == []


async def test_in_the_tests_a_unit_of_more_than_200_rows_is_too_many(database):
    database.most_rows = 200

    def write(tx, count):
        rows = [
            {"client": "c", "name": str(n), "value": "", "source": "", "verified": True, "at": 1} for n in range(count)
        ]
        tx.run_many(insert(facts), rows)

    await database.write(write, 200)
    with pytest.raises(TooManyRows, match="201 rows written in one unit, at most 200"):
        await database.write(lambda tx: (tx.run(delete(facts)), put(tx, "one more")))

    assert len(await database.read(on_shelf)) == 200


async def test_text_of_every_script_comes_back_as_it_went_in(database):
    words = "Ћирилица '); DROP TABLE facts; -- 🙂 \u202e % %s :name \\ \n"
    change = prepared(update(facts).where(facts.c.name == bindparam("which")).values(value=bindparam("words")))

    await database.write(keep, "a")
    await database.write(lambda tx: tx.run(change, which="a", words=words))

    assert await database.read(lambda reader: reader.value(select(facts.c.value))) == words
