"""What somebody agreed to is withdrawn once, stays as evidence, and counts no more."""

import asyncio

import pytest

from server.clients import cards, consents, withdrawing
from server.clients.asked import Asked
from server.clients.tables import clients, outbox, timeline
from server.clients.tables import consents as consents_table
from server.database import Database
from server.deliveries.erase import erase_client
from server.errors import NotFound
from tests.server.leads.desk import open_desk

pytestmark = pytest.mark.storage
ANNA = "0" * 25 + "a"


async def agreed(database: Database):
    """A desk, and what its only person agreed to."""
    desk = await open_desk(database)
    await desk.leave()
    [person] = await desk.all(clients)
    [consent] = await database.read(consents.of, person["id"])
    return desk, person["id"], consent


async def test_p2_a_withdrawal_keeps_the_words_and_the_first_moment(database: Database):
    desk, person, consent = await agreed(database)

    first = await database.write(withdrawing.withdraw, desk.site, person, consent["id"], ANNA)
    again = await database.write(withdrawing.withdraw, desk.site, person, consent["id"], ANNA)

    assert (first["text"], first["withdrawn_at"] is not None, again) == (consent["text"], True, first)
    told = [row for row in await desk.all(timeline) if row["kind"] == "consent"]
    assert len(told) == 2
    assert [row["event"] for row in await desk.all(outbox)].count("consent.withdrawn") == 1
    found = await database.read(cards.search, desk.site, Asked(agreed=consent["purpose"]))
    assert found.items == []


async def test_nobody_withdraws_for_another_person_or_site(database: Database):
    desk, person, consent = await agreed(database)

    for site, whose in ((desk.site, "0" * 26), ("0" * 26, person)):
        with pytest.raises(NotFound):
            await database.write(withdrawing.withdraw, site, whose, consent["id"], ANNA)

    assert (await database.read(consents.of, person))[0]["withdrawn_at"] is None


async def test_a_press_of_their_own_withdraws_every_agreement_of_these_purposes(database: Database):
    desk, person, consent = await agreed(database)

    done = [
        await database.write(withdrawing.withdraw_purposes, desk.site, person, purposes)
        for purposes in ({"another"}, {consent["purpose"], "another"}, {consent["purpose"]})
    ]

    assert done == [0, 1, 0]


async def test_who_is_erased_at_the_same_moment_is_gone_with_all_of_it(database: Database):
    desk, person, consent = await agreed(database)

    withdrawn, _ = await asyncio.gather(
        database.write(withdrawing.withdraw, desk.site, person, consent["id"], ANNA),
        erase_client(database, desk.site, person),
        return_exceptions=True,
    )

    assert isinstance(withdrawn, (dict, NotFound))
    left = [await desk.all(table) for table in (clients, consents_table, timeline)]
    assert left == [[], [], []]
