"""The team's own files: looked at like a visitor's, and an answer."""

import pytest

from server.conversations import reading
from server.files.tables import files
from tests.server.files import made


async def send(program, conversation, data=made.PDF, key="k1", name="offer.pdf", csrf=None):
    headers = {"HX-Request": "true", "X-CSRF-Token": program.csrf if csrf is None else csrf}
    path = f"/console/conversations/{conversation}/files"
    return await program.client.post(path, params={"key": key, "name": name}, content=data, headers=headers)


async def rows(console):
    return await console.database.read(lambda reader: reader.all(files.select()))


async def test_l9_a_file_is_an_answer_that_takes_the_conversation(console):
    begun = await console.say()
    async with console.program(console.owner) as anna:
        first = await send(anna, begun.conversation)
        again = await send(anna, begun.conversation)
        part = (await anna.part(f"/console/conversations/{begun.conversation}/messages")).text
        listed = (await anna.part("/console/conversations/list")).text
    said = (await console.database.read(reading.messages_of, begun.conversation)).items
    assert (first.status_code, again.json()) == (201, first.json())
    assert [(each["author"], each["file"] and each["file"]["name"]) for each in said] == [
        ("visitor", None), ("manager", "offer.pdf"),
    ]  # fmt: skip
    assert said[1]["file"]["path"] in part
    assert ("With you" in part, "1 KB" in part, "offer.pdf" in listed) == (True, True, True)


async def test_a_picture_is_shown_with_its_own_size(console):
    begun = await console.say()
    async with console.program(console.owner) as anna:
        await send(anna, begun.conversation, made.photo(), name='"><script>.jpg')
        part = (await anna.part(f"/console/conversations/{begun.conversation}/messages")).text
    assert ('width="40" height="60"' in part, "<script>" in part) == (True, False)


@pytest.mark.parametrize(
    ("data", "status", "reason"),
    [(made.SVG, 422, "kind"), (b"", 422, "empty"), (made.huge(), 422, "pixels"), (bytes(10_485_761), 413, None)],
)
async def test_what_is_not_taken_is_refused_with_its_reason_and_leaves_nothing(console, data, status, reason):
    begun = await console.say()
    async with console.program(console.owner) as anna:
        refused = await send(anna, begun.conversation, data)
    assert (refused.status_code, refused.headers.get("x-reason")) == (status, reason)
    assert await rows(console) == []


async def test_a_forged_press_a_wrong_key_and_a_conversation_that_is_not_there_keep_nothing(console):
    begun = await console.say()
    async with console.program(console.owner) as anna:
        results = [
            await send(anna, begun.conversation, csrf="x"),
            await send(anna, begun.conversation, key=""),
            await send(anna, "0" * 26),
        ]
    assert [each.status_code for each in results] == [403, 422, 404]
    assert await rows(console) == []
