"""An erased person's files are gone, down to the last byte."""

import pytest

from server.clients import visitors
from server.conversations import posting
from server.conversations.said import Said, Sent
from server.conversations.tables import conversations
from server.database import Database
from server.deliveries.erase import erase_client
from server.files import keeping
from server.files.keeping import Kept
from server.files.tables import file_parts, files
from tests.server.conversations.talk import PLACE, Talk, open_talk
from tests.server.leads.desk import ANNA, BORIS

pytestmark = pytest.mark.storage


async def send(talk: Talk, token: str, key: str) -> str:
    """A visitor sends a file of three parts."""
    data = b"%PDF-" + bytes(300_000)
    file = await keeping.keep(talk.database, Kept(talk.desk.site, None, "a.pdf", "application/pdf", data))
    said = Said(key, "", Sent(file, "digest"))
    await talk.database.write(posting.say, talk.desk.site, visitors.token_hash(token), said, PLACE)
    return file


async def test_g27_no_byte_of_an_erased_persons_files_is_left(database: Database):
    talk = await open_talk(database)
    for number in range(70):
        await send(talk, ANNA, f"a{number}")
    other = await send(talk, BORIS, "b1")
    client = (await talk.desk.all(conversations))[0]["client"]

    await erase_client(database, talk.desk.site, client)

    assert [row["id"] for row in await talk.desk.all(files)] == [other]
    assert {row["file"] for row in await talk.desk.all(file_parts)} == {other}
