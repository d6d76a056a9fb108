"""Whoever says that it was not them is never asked by this site again, and nothing but a hash is kept of it."""

import json

import pytest
from sqlalchemy import update

from server.clients import cards, timeline
from server.clients.asked import Asked
from server.clients.tables import consents, outbox
from server.clients.withdrawing import withdraw
from server.database import Database
from server.deliveries.erase import erase_client
from server.optin import confirming, stopping
from server.optin.tables import optin_stops, optins
from tests.server.optin.asker import DAY_MS, MILA, WORDS, open_asker

pytestmark = pytest.mark.storage


async def test_a_stop_ends_what_waits_and_is_safe_to_repeat(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()

    done = [await database.write(stopping.stop, waiting["id"]) for _ in range(2)]

    assert done == [True, True]
    assert await asker.optins("state") == [{"state": "stopped"}]
    assert await database.write(confirming.confirm, waiting["id"], "203.0.113.9") is False
    assert await asker.desk.all(consents) == []


async def test_p3_the_list_outlives_the_person_and_holds_no_address(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    await database.write(stopping.stop, waiting["id"])
    await erase_client(database, asker.desk.site, waiting["client"])

    [stopped] = await asker.desk.all(optin_stops)
    assert stopped["hash"] == stopping.hashed(asker.desk.site, MILA)
    assert not any("mila" in str(value) for value in stopped.values())
    await asker.leave()
    assert await asker.optins() == []


async def test_p2_a_stop_after_the_press_withdraws_the_consent_and_keeps_it_as_evidence(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    await database.write(confirming.confirm, waiting["id"], "203.0.113.9")

    done = [await database.write(stopping.stop, waiting["id"]) for _ in range(2)]

    found = await database.read(confirming.find, waiting["id"])
    assert found is not None
    assert (done, found.state, found.stopped, found.may_return) == ([True, True], "withdrawn", True, True)
    [agreed] = await asker.desk.all(consents)
    assert (agreed["text"], agreed["withdrawn_at"] >= agreed["confirmed_at"]) == (WORDS["newsletter"]["en"], True)
    [newest, *_] = (await database.read(timeline.page, waiting["client"])).items
    assert (newest["thing"], newest["data"]["withdrawn"], newest["data"]["by_mail"]) == (agreed["id"], True, True)
    events = [row["event"] for row in await asker.desk.all(outbox)]
    assert (events[-1], events.count("consent.withdrawn")) == ("consent.withdrawn", 1)
    people = (await database.read(cards.search, asker.desk.site, Asked(agreed="newsletter"))).items
    assert people == []


async def test_one_stop_withdraws_what_every_letter_to_that_address_confirmed_at_this_site_alone(database: Database):
    asker = await open_asker(database)
    other = await asker.second_site()
    first = await asker.ask()
    await database.write(confirming.confirm, first["id"], "203.0.113.9")
    await asker.pass_time(2 * DAY_MS)
    await asker.leave(name="Mila again")
    await other.leave()
    for row in await asker.optins():
        await database.write(confirming.confirm, row["id"], "203.0.113.9")

    await database.write(stopping.stop, first["id"])

    stood = {(row["site"], row["withdrawn_at"] is None) for row in await asker.desk.all(consents)}
    assert stood == {(asker.desk.site, False), (other.desk.site, True)}


async def test_a_page_names_what_still_stands_where_a_colleague_withdrew_a_part(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    both = {"newsletter": "Fridays.", "marketing": "Offers."}
    change = update(optins).where(optins.c.id == waiting["id"]).values(words=json.dumps(both))
    await database.write(lambda tx: tx.run(change))
    await database.write(confirming.confirm, waiting["id"], "203.0.113.9")
    seen = []
    for consent in await asker.desk.all(consents):
        found = await database.read(confirming.find, waiting["id"])
        assert found is not None
        seen.append((found.state, sorted(found.words)))
        await database.write(withdraw, asker.desk.site, waiting["client"], consent["id"], "0" * 26)
    found = await database.read(confirming.find, waiting["id"])

    assert found is not None
    assert seen[0] == ("confirmed", ["marketing", "newsletter"])
    assert (seen[1][0], len(seen[1][1])) == ("confirmed", 1)
    assert (found.state, sorted(found.words)) == ("withdrawn", ["marketing", "newsletter"])


async def test_whoever_stopped_by_mistake_agrees_again_once_and_may_be_asked(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    await database.write(confirming.confirm, waiting["id"], "203.0.113.9")
    await database.write(stopping.stop, waiting["id"])

    again = [await database.write(confirming.confirm_again, waiting["id"], "203.0.113.10") for _ in range(2)]

    found = await database.read(confirming.find, waiting["id"])
    assert found is not None
    assert (again, found.state, found.stopped) == ([True, False], "confirmed", False)
    journal = [(row["confirmed_address"], row["withdrawn_at"] is None) for row in await asker.desk.all(consents)]
    assert journal == [("203.0.113.9", False), ("203.0.113.10", True)]
    assert await asker.desk.all(optin_stops) == []


async def test_what_was_never_confirmed_can_be_agreed_to_after_a_stop_only_while_its_link_is_good(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    before = await database.write(confirming.confirm_again, waiting["id"], "203.0.113.9")
    await database.write(stopping.stop, waiting["id"])
    await asker.pass_time(7 * DAY_MS + 1000)

    after = await database.write(confirming.confirm_again, waiting["id"], "203.0.113.9")

    assert (before, after, await asker.desk.all(consents)) == (False, False, [])


async def test_what_is_gone_stops_nothing(database: Database):
    asker = await open_asker(database)

    assert await database.write(stopping.stop, "0" * 26) is False
    assert await asker.desk.all(optin_stops) == []
