"""How a file's bytes come to rest."""

import pytest

from server.database import Database, now_ms
from server.errors import Invalid, NotFound, TooMany
from server.files import keeping, reading
from server.files.keeping import COMING_MS, PART, Kept
from server.files.tables import file_parts, files

pytestmark = pytest.mark.storage
PDF = Kept("s1", None, "offer.pdf", "application/pdf", b"%PDF-" + bytes(range(256)) * 2000)


async def rows(database: Database, table) -> int:
    return len(await database.read(lambda reader: reader.all(table.select())))


async def whole(database: Database, file: str) -> bytes:
    return b"".join([part async for part in reading.parts(database, file)])


async def test_every_byte_is_kept_in_its_place(database: Database):
    large = PDF._replace(data=bytes(range(256)) * 4096 + b"the last part")
    file = await keeping.keep(database, large)
    await database.write(keeping.attach, "s1", file, "c1")
    assert await whole(database, file) == large.data
    assert await rows(database, file_parts) == len(large.data) // PART + 1


async def test_it_belongs_to_one_conversation_of_its_own_site(database: Database):
    file = await keeping.keep(database, PDF)
    with pytest.raises(NotFound):
        await database.write(keeping.attach, "s2", file, "c2")
    await database.write(keeping.attach, "s1", file, "c1")
    with pytest.raises(NotFound):
        await database.write(keeping.attach, "s1", file, "c2")


async def test_what_never_came_whole_goes_after_an_hour_and_the_rest_stays(database: Database):
    late, kept, fresh = [await keeping.keep(database, PDF) for _ in range(3)]
    await database.write(keeping.attach, "s1", kept, "c1")
    old = now_ms() - COMING_MS - 1000
    await database.write(
        lambda tx: [tx.run(files.update().where(files.c.id == each).values(at=old)) for each in (late, kept)]
    )
    while await database.write(keeping.forget_late):
        pass
    assert {row["id"] for row in await database.read(lambda reader: reader.all(files.select()))} == {kept, fresh}
    assert await whole(database, late) == b""
    assert await whole(database, kept) == PDF.data


async def test_a_conversation_and_a_sites_day_hold_so_much_and_the_team_is_not_counted(
    database: Database, monkeypatch: pytest.MonkeyPatch
):
    size = len(PDF.data)
    monkeypatch.setattr(keeping, "MOST_OF_ONE", size * 2)
    monkeypatch.setattr(keeping, "MOST_A_DAY", size * 3)
    for conversation in ("c1", "c1", "c2"):
        file = await keeping.keep(database, PDF, conversation)
        await database.write(keeping.attach, "s1", file, conversation)
        if conversation == "c1" and await rows(database, files) == 2:
            with pytest.raises(Invalid) as refused:
                await keeping.keep(database, PDF, "c1")
            assert refused.value.reasons == {"file": "full"}
    with pytest.raises(TooMany):
        await keeping.keep(database, PDF, "c3")
    await keeping.keep(database, PDF._replace(member="m1"), "c3")
    await keeping.keep(database, PDF._replace(site="s2"), "c9")
    assert await rows(database, files) == 5
