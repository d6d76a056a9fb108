"""A file for whoever holds its address."""

import pytest

from server.database import Database
from server.errors import NotFound
from server.files import keeping, reading
from server.files.keeping import Kept
from server.files.tables import files

pytestmark = pytest.mark.storage


async def kept(database: Database) -> tuple[str, str]:
    file = await keeping.keep(database, Kept("s1", None, "a.txt", "text/plain", b"words"))
    [row] = await database.read(lambda reader: reader.all(files.select()))
    return file, row["token"]


async def test_its_address_alone_leads_to_it_once_it_is_sent(database: Database):
    file, token = await kept(database)
    with pytest.raises(NotFound):  # it has not come whole
        await database.read(reading.one, file, token)
    await database.write(keeping.attach, "s1", file, "c1")
    assert (await database.read(reading.one, file, token))["name"] == "a.txt"
    for wrong in ("", token[:-1], token.swapcase(), "ж"):
        with pytest.raises(NotFound):
            await database.read(reading.one, file, wrong)


def test_a_message_without_a_file_tells_of_none_and_a_picture_tells_its_pixels():
    row = {"file": "f1", "file_name": "a.jpg", "file_type": "image/jpeg", "file_size": 5, "file_token": "t1"}
    assert reading.told({"file": None}) is None
    assert reading.told(row | {"file_width": 3, "file_height": 2}) == {
        "id": "f1",
        "name": "a.jpg",
        "type": "image/jpeg",
        "size": 5,
        "path": "/f/f1/t1",
        "width": 3,
        "height": 2,
    }
    assert "width" not in (reading.told(row | {"file_width": None, "file_height": None}) or {})
