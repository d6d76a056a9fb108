"""Notes stand beside a conversation for the team alone, and whoever is named in one is told until they have seen it."""

import pytest
from sqlalchemy import select

from server.clients.tables import outbox
from server.conversations import desk, following, notes, reading
from server.conversations.said import Said
from server.conversations.tables import mentions
from server.conversations.tables import notes as kept
from server.database import Database
from server.deliveries.erase import erase_client
from server.errors import KeyReused, NotFound
from tests.server.conversations.talk import Talk, open_talk

pytestmark = pytest.mark.storage


async def note(talk: Talk, conversation: str, text: str, key: str = "n1", member: str = ""):
    who = member or talk.desk.vera
    return await talk.database.write(notes.add, talk.desk.site, conversation, who, Said(key, text))


async def test_l9_a_note_changes_nothing_of_the_conversation_and_is_on_no_road_of_the_visitors(database: Database):
    talk = await open_talk(database)
    begun = await talk.say()
    before = await database.read(reading.one, talk.desk.site, begun.conversation)
    planned = len(await talk.desk.all(outbox))

    made, is_first = await note(talk, begun.conversation, "Ask for the invoice.")

    assert (is_first, made["text"], made["member"]["name"]) == (True, "Ask for the invoice.", "Vera Ilić")
    assert await database.read(reading.one, talk.desk.site, begun.conversation) == before
    assert len(await talk.desk.all(outbox)) == planned
    for road in (following.since, following.before, reading.messages_of):
        given = await database.read(road, begun.conversation, *([99] if road is following.before else [0]))
        assert "invoice" not in repr(given)
    assert "invoice" not in repr(await database.read(following.state_of, begun.conversation))
    assert "invoice" not in repr(await database.read(desk.one, talk.desk.site, begun.conversation))
    assert (await talk.told("note"), await talk.told("conversation")) == ([begun.conversation], [])


async def test_l9_the_same_note_again_is_kept_once_and_a_key_for_other_words_is_refused(database: Database):
    talk = await open_talk(database)
    begun = await talk.say()
    first = await note(talk, begun.conversation, "Once")
    again = await note(talk, begun.conversation, "Once")
    assert (first[0] == again[0], again[1], len(await talk.desk.all(kept))) == (True, False, 1)
    with pytest.raises(KeyReused):
        await note(talk, begun.conversation, "Other")
    with pytest.raises(NotFound):
        await note(talk, "0" * 26, "Nowhere", "n2")


async def test_l9_whoever_is_named_is_called_until_they_have_seen_it(database: Database):
    talk = await open_talk(database)
    begun = await talk.say()
    site, petar, vera = talk.desk.site, talk.desk.petar, talk.desk.vera

    await note(talk, begun.conversation, "@Petar Kos and @vera: look, @Petar Kosić")
    called = [row["conversation"] for row in await database.read(notes.calling, site, petar)]
    seen = [await database.write(notes.seen, site, begun.conversation, petar) for _ in range(2)]

    assert (called, seen) == ([begun.conversation], [True, False])
    assert await database.read(notes.calling, site, petar) == []
    assert await database.read(notes.calling, site, vera) == []  # nobody calls themselves


def test_l9_a_name_is_heard_whole_or_by_its_first_word_where_only_one_is_called_so():
    team = [("a", "Anna Petrova"), ("b", "Anna Ilić"), ("c", "Dmitri Orlov"), ("d", "")]
    assert notes.named("@Anna, see", team) == []
    assert notes.named("@ANNA ILIĆ and (@dmitri).", team) == ["b", "c"]
    assert notes.named("mail@Dmitri Orlov @Dmitrievich @", team) == []


async def test_l9_they_are_read_in_order_and_page_by_page(database: Database):
    talk = await open_talk(database)
    begun = await talk.say()
    for number in range(3):
        await note(talk, begun.conversation, f"Note {number}", f"n{number}")
    page = await database.read(notes.of_conversation, begun.conversation, None, 2)
    rest = await database.read(notes.of_conversation, begun.conversation, page.next, 2)
    assert [each["text"] for each in [*page.items, *rest.items]] == ["Note 0", "Note 1", "Note 2"]
    assert [row["text"] for row in await database.read(notes.latest, begun.conversation, 0)][-1] == "Note 2"


async def test_l9_notes_go_with_the_person_they_are_about(database: Database):
    talk = await open_talk(database)
    begun = await talk.say()
    await note(talk, begun.conversation, "@Petar Kos")
    person = (await database.read(reading.one, talk.desk.site, begun.conversation))["client"]
    await erase_client(database, talk.desk.site, person)
    for table in (kept, mentions):
        assert await database.read(lambda reader, table=table: reader.all(select(table))) == []
