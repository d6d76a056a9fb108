"""Kill -9 at every fail point: nothing that was acknowledged is missing, and nothing is there twice."""

import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from server.clients.tables import notes
from server.database import open_database
from server.database.feed import news_since
from tests.server.database.shelf import on_shelf

pytestmark = pytest.mark.storage
ROOT = Path(__file__).parents[3]
KEYS = [f"key {n:03}" for n in range(160)]


def submit(url, failpoint, passing):
    """How a submitting process ended, and every key that was acknowledged to it."""
    command = [sys.executable, "-m", "tests.server.database.submitter", url, failpoint, str(passing), *KEYS]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, timeout=60, check=False)
    return done.returncode, done.stdout.splitlines()


async def ledger(url):
    """What the database holds: the keys, their effects, and what the feed has told."""
    database = open_database(url)
    await database.open()
    try:
        kept = await database.read(on_shelf)
        effects = [row["text"] for row in await database.read(lambda reader: reader.all(select(notes.c.text)))]
        told = (await database.read(news_since, "shop", 0)).items
    finally:
        await database.close()
    return kept, effects, told


@pytest.mark.parametrize("passing", [1, 7])
@pytest.mark.parametrize("failpoint", ["before_commit", "after_commit", "after_ack"])
async def test_a_killed_process_has_lost_nothing_and_doubles_nothing_when_all_is_sent_again(
    database_url, failpoint, passing
):
    ended, acknowledged = submit(database_url, failpoint, passing)
    kept, effects, told = await ledger(database_url)

    assert ended == -signal.SIGKILL
    assert set(acknowledged) <= set(kept) < set(KEYS)  # nothing lost
    assert sorted(effects) == sorted(each.thing for each in told) == kept  # and nothing half
    if failpoint == "after_commit":
        assert len(kept) > len(acknowledged)  # the last group was kept, and nobody was told
    if failpoint == "after_ack":
        assert acknowledged  # whoever waited had the answer before the news went out

    ended, acknowledged = submit(database_url, "nowhere", 1)
    assert (ended, sorted(acknowledged)) == (0, KEYS)
    kept, effects, told = await ledger(database_url)
    assert kept == KEYS
    assert Counter(effects) == dict.fromkeys(KEYS, 1)
    assert [each.number for each in told] == list(range(1, len(KEYS) + 1))
