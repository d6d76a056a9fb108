"""What is known about a person."""

import pytest

from server.clients import facts
from server.database import Database
from server.sites.instants import read_instant


@pytest.mark.storage
async def test_a_claim_is_kept_unverified_and_overwrites_nothing(database: Database):
    await database.write(facts.claim, "c", {"name": "Jovana", "size": "moka"}, "lead1")
    await database.write(facts.claim, "c", {"name": "Somebody else", "city": "Niš"}, "lead2")

    known = await database.read(facts.of, "c")

    assert all(read_instant(each.pop("at")) for each in known)
    assert known == [
        {"name": "city", "value": "Niš", "source": "lead2", "verified": False},
        {"name": "name", "value": "Jovana", "source": "lead1", "verified": False},
        {"name": "size", "value": "moka", "source": "lead1", "verified": False},
    ]
