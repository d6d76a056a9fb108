"""Random units, many at once, against a plain model that knows no groups and no threads: the same is kept and told."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.database import News, open_database
from server.database.feed import news_since
from server.errors import Overloaded, StorageUnavailable
from tests.server.database.shelf import Refused, on_shelf, put

pytestmark = pytest.mark.storage

NAMES = st.sampled_from("abcdef")
PLANS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["keep", "silent", "slow", "fail_late", "only_if_absent"]), NAMES),
        st.tuples(st.just("large"), st.integers(1, 150).map(str)),
        st.tuples(st.sampled_from(["look", "refuse"]), st.just("")),
    ),
    max_size=40,
)
examples = itertools.count()


@dataclass
class Model:
    """What a database does, one unit after the other."""

    kept: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    def do(self, act: str, name: str) -> object:
        """What this unit says; what it keeps and tells is noted."""
        if act == "look":
            return sorted(self.kept)
        if act == "refuse" or (act == "only_if_absent" and name in self.kept):
            return "Refused"
        new = [name] if act != "large" else [f"{name} {n}" for n in range(int(name))]
        if set(new) & set(self.kept):
            return "Clash"
        if act == "fail_late":
            return "Refused"
        self.kept += new
        self.told += [] if act == "silent" else [name]
        return f"{act} {name}"


def unit(tx, site, act, name):
    """The same as the model does, with a database; names are made the example's own by its site."""
    mine = [each.removeprefix(f"{site} ") for each in on_shelf(tx) if each.startswith(f"{site} ")]
    if act == "look":
        return sorted(mine)
    if act == "refuse" or (act == "only_if_absent" and name in mine):
        raise Refused
    if act == "slow":
        time.sleep(0.002)
    for each in [name] if act != "large" else [f"{name} {n}" for n in range(int(name))]:
        put(tx, f"{site} {each}")
    if act != "silent":
        tx.after_commit(News(site, "lead", name))
    if act == "fail_late":
        raise Refused
    return f"{act} {name}"


async def run(database, site, plan):
    """Everything that can be seen of a plan whose units are all submitted at once."""
    heard = []
    database.on_news(heard.extend)
    outcomes = await asyncio.gather(*(database.write(unit, site, *each) for each in plan), return_exceptions=True)
    await asyncio.sleep(0.01)
    said = [type(each).__name__ if isinstance(each, BaseException) else each for each in outcomes]
    return said, heard, await database.read(news_since, site, 0), await database.read(unit, site, "look", "")


@given(PLANS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_whatever_is_submitted_at_once_ends_as_if_done_one_after_the_other(database, plan):
    site, model = f"site {next(examples)}", Model()
    expected = [model.do(*each) for each in plan]

    said, heard, since, kept = await run(database, site, plan)

    assert said == expected
    assert kept == sorted(model.kept)
    assert [(told.number, told.thing) for told in since.items] == list(enumerate(model.told, start=1))
    assert [told for told in heard if told.site == site] == since.items


async def test_units_and_queries_take_their_arguments_by_place_and_by_name(database):
    assert await database.write(lambda tx, a, *, b: (a, b), 1, b=2) == (1, 2)
    assert await database.read(lambda reader, a, *, b: (a, b), 1, b=2) == (1, 2)


async def test_more_than_the_queue_holds_is_refused_as_overloaded(database_url, monkeypatch):
    monkeypatch.setattr("server.database.database.MOST_WRITES", 5)
    database = open_database(database_url)
    await database.open()
    tried = await asyncio.gather(
        *(database.write(lambda tx, name: put(tx, name), f"{n}") for n in range(50)), return_exceptions=True
    )
    again = await database.write(lambda tx: put(tx, "again"))
    kept = await database.read(on_shelf)
    await database.close()

    assert {type(each) for each in tried} == {int, Overloaded}
    assert again == 1
    assert len(kept) == tried.count(1) + 1


async def test_listeners_hear_once_of_everything_that_was_told(database):
    first, second = [], []
    database.on_news(first.extend)
    database.on_news(second.extend)

    await asyncio.gather(*(database.write(unit, "site", "keep", f"{n}") for n in range(30)))
    await asyncio.sleep(0.01)

    assert [told.number for told in first] == list(range(1, 31))
    assert second == first


async def test_a_storage_that_has_fallen_silent_is_told_and_the_next_unit_waits_for_nobody(database, monkeypatch):
    monkeypatch.setattr("server.database.database.ANSWER_SECONDS", 0.1)

    def silent(_tx):
        time.sleep(0.4)

    for ask in (database.write, database.read):
        with pytest.raises(StorageUnavailable):
            await ask(silent)

    monkeypatch.undo()
    assert await database.write(put, "after") == 1


async def test_closing_waits_for_all_threads_together_and_not_for_each(database_url, monkeypatch):
    for engine in ("sqlite", "postgresql"):
        monkeypatch.setattr(f"server.database.{engine}.CLOSING_SECONDS", 0.3)
    own = open_database(database_url)
    await own.open()
    asked = [asyncio.ensure_future(own.read(lambda _reader: time.sleep(1.5))) for _ in range(4)]
    await asyncio.sleep(0.1)

    began = time.monotonic()
    await own.close()

    assert time.monotonic() - began < 1
    await asyncio.gather(*asked, return_exceptions=True)


async def test_what_is_asked_for_in_one_turn_of_the_loop_is_kept_in_one_commit(database, monkeypatch):
    commits = []
    monkeypatch.setattr("server.database.writer.passing", commits.append)
    monkeypatch.setattr("server.database.writer.GROUP_SECONDS", 60)

    await asyncio.gather(*(database.write(put, f"{n}") for n in range(10)))

    assert commits.count("after_commit") == 1


def test_a_loop_that_ends_before_it_has_woken_the_writer_leaves_no_other_waiting(database_url):
    database, gone = open_database(database_url), asyncio.new_event_loop()
    gone.run_until_complete(database.open())
    left = gone.create_task(database.write(put, "left behind"))
    gone.call_soon(gone.stop)
    gone.run_forever()
    left.cancel()
    gone.close()

    async def go_on():
        async with asyncio.timeout(5):
            kept = await database.write(put, "after")
        await database.close()
        return kept

    assert asyncio.run(go_on()) == 1
