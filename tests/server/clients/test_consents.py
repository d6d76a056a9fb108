"""The consent journal."""

import pytest

from server.clients import consents
from server.clients.consents import Agreement
from server.clients.timeline import Entry
from server.database import Database
from server.sites.instants import read_instant

GIVEN = Agreement({"contact": "Call me.", "marketing": "Write to me."}, "w", 3, "192.0.2.1", "https://shop.rs/")


@pytest.mark.storage
async def test_p3_each_purpose_is_one_row_of_evidence_and_one_entry(database: Database):
    entries = await database.write(consents.record, "s", "c", "l", GIVEN)

    rows = await database.read(consents.of, "c")
    by_purpose = {row["purpose"]: row for row in rows}
    assert [(each.kind, each.thing, each.data) for each in entries] == [
        ("consent", by_purpose[name]["id"], {"purpose": name, "text": words}) for name, words in GIVEN.words.items()
    ]
    assert isinstance(entries[0], Entry)
    row = by_purpose["marketing"]
    assert read_instant(row.pop("at"))
    assert row == {
        "id": entries[1].thing,
        "purpose": "marketing",
        "text": "Write to me.",
        "widget": "w",
        "version": 3,
        "lead": "l",
        "address": "192.0.2.1",
        "page": "https://shop.rs/",
        "confirmed_at": None,
        "withdrawn_at": None,
        "confirmed_address": "",
    }
