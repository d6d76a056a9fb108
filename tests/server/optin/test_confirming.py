"""A press behind the letter's link makes a consent, once."""

import asyncio
import json

import pytest
from sqlalchemy import Update, update

from server.api.things import thing
from server.clients import cards, timeline
from server.clients.asked import Asked
from server.clients.tables import clients, consents, outbox
from server.database import Database
from server.deliveries.erase import erase_client
from server.optin import confirming, sending
from server.optin.tables import optins
from server.sites.instants import read_instant
from tests.server.optin.asker import DAY_MS, MILA, open_asker

pytestmark = pytest.mark.storage
FROM = "203.0.113.9"


async def test_p2_a_press_records_the_consent_as_it_was_read_with_both_addresses_and_times(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask(language="ru")

    assert await database.write(confirming.confirm, waiting["id"], FROM)

    [agreed], [person] = await asker.desk.all(consents), await asker.desk.all(clients)
    assert {name: agreed[name] for name in ("purpose", "text", "client", "lead", "widget", "version", "page")} == {
        "purpose": "newsletter",
        "text": "Присылайте мне письмо по пятницам.",
        "client": person["id"],
        "lead": waiting["lead"],
        "widget": "w1",
        "version": 1,
        "page": waiting["page"],
    }
    assert (agreed["address"], agreed["confirmed_address"]) == ("198.51.100.7", FROM)
    assert (agreed["at"], agreed["confirmed_at"] >= agreed["at"]) == (waiting["at"], True)
    [newest, *_] = (await database.read(timeline.page, person["id"])).items
    assert (newest["kind"], newest["thing"], newest["data"]["confirmed"]) == ("consent", agreed["id"], True)
    assert newest["number"] == person["last_number"]
    told = [(row["event"], row["thing"]) for row in await asker.desk.all(outbox)]
    assert told[-1] == ("consent.confirmed", agreed["id"])
    assert (await asker.desk.news())[-1] == ("client", person["id"])


async def test_the_event_tells_the_consent_as_programs_read_it(database: Database):
    asker = await open_asker(database)
    await database.write(confirming.confirm, (await asker.ask())["id"], FROM)
    [agreed] = await asker.desk.all(consents)

    said = await database.read(thing, asker.desk.site, "consent.confirmed", agreed["id"])
    elsewhere = await database.read(thing, "another", "consent.confirmed", agreed["id"])

    assert said is not None
    assert (said["id"], said["site"], said["client"]) == (agreed["id"], asker.desk.site, agreed["client"])
    assert (read_instant(said["confirmed_at"]), elsewhere) == (agreed["confirmed_at"], None)


async def test_who_confirmed_is_found_by_what_they_agreed_to(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    asked = Asked(agreed="newsletter")

    before = (await database.read(cards.search, asker.desk.site, asked)).items
    await database.write(confirming.confirm, waiting["id"], FROM)
    after = (await database.read(cards.search, asker.desk.site, asked)).items

    assert ([each["id"] for each in before], [each["email"] for each in after]) == ([], [MILA])


async def test_pressing_twice_or_at_the_same_moment_is_one_consent(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()

    done = await asyncio.gather(*(database.write(confirming.confirm, waiting["id"], FROM) for _ in range(5)))

    assert (sorted(done), len(await asker.desk.all(consents))) == ([False] * 4 + [True], 1)


async def test_what_has_ended_is_confirmed_by_no_press(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    await asker.pass_time(7 * DAY_MS + 1000)

    done = await database.write(confirming.confirm, waiting["id"], FROM)
    found = await database.read(confirming.find, waiting["id"])

    assert (done, await asker.desk.all(consents)) == (False, [])
    assert found is not None
    assert (found.state, found.is_open) == ("expired", False)


async def test_a_letter_that_came_though_we_did_not_learn_it_can_be_confirmed(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    await database.write(sending.failed, waiting["id"], "the mail server ended the connection", None)

    assert await database.write(confirming.confirm, waiting["id"], FROM)


async def test_two_purposes_of_one_letter_are_two_consents(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    words = {"newsletter": "Fridays.", "marketing": "Offers."}
    await asker.database.write(lambda tx: tx.run(_with_words(waiting["id"], words)))

    await database.write(confirming.confirm, waiting["id"], FROM)

    assert {(row["purpose"], row["text"]) for row in await asker.desk.all(consents)} == set(words.items())
    numbers = [each["number"] for each in (await database.read(timeline.page, waiting["client"])).items]
    assert numbers == sorted(numbers, reverse=True)


async def test_p3_an_erased_persons_link_leads_nowhere(database: Database):
    asker = await open_asker(database)
    waiting = await asker.ask()
    await erase_client(database, asker.desk.site, waiting["client"])

    assert await database.read(confirming.find, waiting["id"]) is None
    assert await database.write(confirming.confirm, waiting["id"], FROM) is False
    assert await asker.desk.all(consents) == []


async def test_a_link_tells_its_own_site_alone(database: Database):
    asker = await open_asker(database)
    other = await asker.second_site()
    await asker.leave()
    await other.leave()
    mine, theirs = sorted(await asker.optins(), key=lambda row: row["site"] != asker.desk.site)

    await database.write(confirming.confirm, theirs["id"], FROM)

    assert [row["site"] for row in await asker.desk.all(consents)] == [other.desk.site]
    found = await database.read(confirming.find, mine["id"])
    assert found is not None
    assert (found.site.id, found.is_open) == (asker.desk.site, True)


def _with_words(optin: str, words: dict[str, str]) -> Update:
    return update(optins).where(optins.c.id == optin).values(words=json.dumps(words))
