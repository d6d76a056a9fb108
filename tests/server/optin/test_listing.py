"""What a person has not confirmed yet, as the team reads it."""

import pytest

from server.database import Database
from server.optin import confirming, listing, sending
from tests.server.optin.asker import MILA, open_asker

pytestmark = pytest.mark.storage


async def test_what_waits_is_told_with_its_words_until_it_is_confirmed(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()

    [told] = await database.read(listing.waiting, waiting["client"])
    await database.write(sending.accepted, waiting["id"])
    [sent] = await database.read(listing.waiting, waiting["client"])
    await database.write(confirming.confirm, waiting["id"], "203.0.113.9")

    assert {name: told[name] for name in ("purpose", "text", "email", "state")} == {
        "purpose": "newsletter",
        "text": "Send me the letter on Fridays.",
        "email": MILA,
        "state": "waiting",
    }
    assert (sent["state"], await database.read(listing.waiting, waiting["client"])) == ("sent", [])


async def test_what_a_person_left_waits_until_it_is_confirmed_and_nobody_elses_does(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    people = {waiting["client"], "0" * 26}

    before = await database.read(listing.unconfirmed_leads, people)
    nobodys = await database.read(listing.unconfirmed_leads, {"0" * 26})
    await database.write(confirming.confirm, waiting["id"], "203.0.113.9")

    assert (before, nobodys) == ({waiting["lead"]}, set())
    assert await database.read(listing.unconfirmed_leads, people) == set()
