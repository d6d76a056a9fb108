"""Which conversation a visitor's words belong to, and whose it is."""

import pytest

from server.clients import timeline, visitors
from server.clients.people import Claims, find_or_create
from server.clients.sources import read_source
from server.clients.tables import clients
from server.conversations import beginning, reading
from server.database import Database
from server.hub.visitor_frames import Page
from tests.server.conversations.talk import PLACE, Talk, open_talk
from tests.server.leads.desk import ANNA, BORIS

pytestmark = pytest.mark.storage


async def known_as(talk: Talk, token: str, email: str) -> tuple[str, str]:
    """A visitor leaves an address: their person, and the browser's public id."""
    hashed, source = visitors.token_hash(token), read_source("https://shop.example/", "")
    client = await talk.database.write(find_or_create, talk.desk.site, Claims(email=email), source, hashed)
    return client, await talk.database.read(visitors.find, talk.desk.site, hashed)


async def test_k1_the_first_words_make_a_person_with_the_pages_seen_before_on_their_timeline(database: Database):
    talk = await open_talk(database)
    page = Page(url="https://shop.example/guji", title="Guji")
    await database.write(visitors.visit, talk.desk.site, visitors.token_hash(ANNA), page)

    begun = await talk.say()

    [person] = await talk.desk.all(clients)
    found = await database.read(reading.one, talk.desk.site, begun.conversation)
    told = (await database.read(timeline.page, person["id"])).items
    assert (found["client"], found["page"]) == (
        person["id"], {"url": "https://shop.example/beans?size=250", "title": "Beans"},
    )  # fmt: skip
    assert [each["kind"] for each in told] == ["conversation", "visit"]
    assert told[0]["thing"] == begun.conversation


async def test_whoever_is_known_already_writes_as_the_person_they_are(database: Database):
    talk = await open_talk(database)
    client, _ = await known_as(talk, ANNA, "mila@post.example")

    begun = await talk.say()

    found = await database.read(reading.one, talk.desk.site, begun.conversation)
    assert (found["client"], len(await talk.desk.all(clients))) == (client, 1)


async def test_who_says_who_they_are_goes_on_in_the_same_conversation_on_their_own_card(database: Database):
    talk = await open_talk(database)
    begun = await talk.say()
    client, visitor = await known_as(talk, BORIS, "mila@post.example")  # from another browser, before
    client, visitor = await known_as(talk, ANNA, "mila@post.example")

    went_on, entry = await database.write(
        beginning.of_person, talk.desk.site, client, visitor, PLACE
    )  # what leaving a contact does

    found = await database.read(reading.one, talk.desk.site, begun.conversation)
    assert (went_on, found["client"]) == (begun.conversation, client)
    assert entry is not None
    assert (entry.kind, entry.thing) == ("conversation", begun.conversation)


async def test_a_browser_whose_conversation_is_somebody_elses_begins_another_one(database: Database):
    talk = await open_talk(database)
    first, _ = await known_as(talk, ANNA, "mila@post.example")
    begun = await talk.say()
    await known_as(talk, BORIS, "petar@post.example")
    second, visitor = await known_as(talk, ANNA, "petar@post.example")

    other, entry = await database.write(beginning.of_person, talk.desk.site, second, visitor, PLACE)

    assert first != second
    assert (other == begun.conversation, entry is not None) == (False, True)
    assert (await database.read(reading.one, talk.desk.site, begun.conversation))["client"] == first
    assert await talk.of() == other
    again, nothing = await database.write(beginning.of_person, talk.desk.site, second, visitor, PLACE)
    assert (again, nothing) == (other, None)
