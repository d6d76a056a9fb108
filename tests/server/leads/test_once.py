"""The keys that make a repeated send harmless."""

import pytest

from server.database import Database, Transaction
from server.errors import Gone, KeyReused
from server.leads import once
from server.leads.once import Kept, Once, once_of
from server.leads.submissions import Submission
from server.leads.tables import submissions

MINE = Once("s", "k", "hash", "print")


def _sent(**said: object) -> Submission:
    return Submission.read({"key": "k", "widget": "w", "values": {"b": 1, "a": [2]}, "consent": ["x", "y"]} | said)


def test_order_does_not_matter_and_values_widget_and_consent_do():
    same = once_of("s", _sent(), None)

    assert once_of("s", _sent(values={"a": [2], "b": 1}, consent=["y", "x", "x"]), None) == same
    assert once_of("s", _sent(page={"url": "https://elsewhere.example/"}, version=9, trap="x"), None) == same
    for other in ({"values": {"a": [2], "b": True}}, {"values": {"a": [2]}}, {"widget": "v"}, {"consent": ["x"]}):
        assert once_of("s", _sent(**other), None).fingerprint != same.fingerprint


@pytest.mark.storage
async def test_the_first_answer_comes_again_and_only_to_the_same_visitor(database: Database):
    await database.write(once.remember, MINE, "lead", "client", {"lead": "lead"})

    assert await database.read(once.answered, MINE) == Kept({"lead": "lead"}, first=False)
    assert await database.read(once.answered, Once("other site", "k", "hash", "print")) is None
    for other in (Once("s", "k", None, "print"), Once("s", "k", "other", "print"), Once("s", "k", "hash", "other")):
        with pytest.raises(KeyReused):
            await database.read(once.answered, other)


@pytest.mark.storage
async def test_absent_both_times_is_the_same_visitor(database: Database):
    nobody = Once("s", "k", None, "print")
    await database.write(once.remember, nobody, "lead", "client", {})

    assert await database.read(once.answered, nobody) == Kept({}, first=False)


async def test_a_bare_key_answers_gone_to_everybody(database: Database):
    await database.write(once.remember, MINE, "lead", "client", {})
    await database.write(lambda tx: tx.run(submissions.update().values(lead=None)))

    for anybody in (MINE, Once("s", "k", None, "other")):
        with pytest.raises(Gone):
            await database.read(once.answered, anybody)


@pytest.mark.storage
async def test_keys_are_forgotten_after_thirty_days_200_at_a_time(database: Database):
    def fill(tx: Transaction, first: int, count: int, age_days: int) -> None:
        tx.now -= age_days * 24 * 60 * 60 * 1000
        for number in range(first, first + count):
            once.remember(tx, Once("s", f"k{number}", None, "print"), "lead", "client", {})

    await database.write(fill, 0, 150, 31)
    await database.write(fill, 150, 100, 31)
    await database.write(fill, 250, 5, 29)

    assert [await database.write(once.prune) for _ in range(3)] == [200, 50, 0]
    assert await database.read(once.answered, Once("s", "k250", None, "print")) is not None


async def test_a_key_is_kept_for_thirty_days_to_the_millisecond(database: Database):
    thirty_days = 2_592_000_000

    def then(tx: Transaction) -> tuple[Kept, int, int]:
        now, tx.now = tx.now, tx.now - thirty_days
        kept = once.remember(tx, MINE, "lead", "client", {"lead": "lead"})
        tx.now = now
        young = once.prune(tx)
        tx.now += 1
        return kept, young, once.prune(tx)

    assert await database.write(then) == (Kept({"lead": "lead"}, first=True), 0, 1)
