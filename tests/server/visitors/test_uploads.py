"""A visitor's file on its way in: kept whole, once, and only then a message."""

import json

import pytest

from server.conversations import reading
from server.conversations.tables import messages
from server.errors import Overloaded
from server.files.tables import file_parts, files
from server.visitors import uploads
from server.visitors.uploads import Uploads
from tests.server.files import made
from tests.server.visitors.chat import arrive
from tests.server.visitors.house import BEANS, EVIL, OTHER_TOKEN, SHOP, TOKEN, hear, page_of


@pytest.fixture
async def chat(house):
    """The id of a published chat."""
    return await house.place(kind="chat")


def body(chat, data=made.PDF, **given):
    head = {"visitor": TOKEN, "key": "k1", "widget": chat, "name": "offer.pdf", "page": BEANS} | given
    return json.dumps(head).encode() + b"\n" + data


async def send(house, content, origin=SHOP, **headers):
    async with house.client() as client:
        sent = {"origin": origin, "content-type": "text/plain"} | headers
        return await client.post(f"{house.base}/files", content=content, headers=sent)


async def rows(house, table):
    return await house.database.read(lambda reader: reader.all(table.select()))


@pytest.mark.storage
async def test_l9_a_file_becomes_a_message_that_both_sides_read(house, chat):
    answered = await send(house, body(chat))
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await hear(page, "conversation")
        [told] = (await hear(page, "messages"))["items"]
    [row] = await rows(house, messages)
    read = await house.database.read(reading.message, row["id"])

    assert (answered.status_code, answered.json()["number"], answered.json()["key"]) == (201, 1, "k1")
    assert (told["text"], told["file"]["name"], told["file"]["type"]) == ("", "offer.pdf", "application/pdf")
    assert (read["author"], read["file"]) == ("visitor", told["file"])
    async with house.client() as client:
        fetched = await client.get(told["file"]["path"])
    assert fetched.content == made.PDF


@pytest.mark.storage
async def test_the_same_send_again_is_the_same_message_and_another_file_under_its_key_is_refused(house, chat):
    first = await send(house, body(chat))
    again = await send(house, body(chat))
    other = await send(house, body(chat, made.PDF + b"more"))
    stranger = await send(house, body(chat, visitor=OTHER_TOKEN))
    assert (again.status_code, again.json()) == (200, first.json())
    assert [(each.status_code, each.json()["code"]) for each in (other, stranger)] == [(409, "key_reused")] * 2
    assert len(await rows(house, messages)) == 1


async def test_g27_of_a_picture_nothing_is_kept_but_its_pixels(house, chat):
    await send(house, body(chat, made.photo("44.8125 N"), name="me.jpg"))
    kept = b"".join(row["bytes"] for row in await rows(house, file_parts))
    [file] = await rows(house, files)
    assert b"44.8125" not in kept
    assert (file["type"], file["width"], file["height"], file["size"]) == ("image/jpeg", 40, 60, len(kept))


@pytest.mark.parametrize(
    ("data", "status", "reason"),
    [
        (made.HTML, 422, "kind"),
        (made.SVG, 422, "kind"),
        (b"MZ\x90\x00", 422, "kind"),
        (b"", 422, "empty"),
        (made.huge(), 422, "pixels"),
        (made.picture()[:200], 422, "broken"),
        (b"%PDF-" + bytes(10 * 1024 * 1024), 413, None),
    ],
    ids=["html", "svg", "a program", "nothing", "100 megapixels", "cut off", "over 10 MiB"],
)
async def test_what_is_not_taken_is_refused_with_its_reason_and_leaves_nothing(house, chat, data, status, reason):
    refused = await send(house, body(chat, data, name="holiday.jpg"))
    assert (refused.status_code, refused.json().get("reasons", {}).get("file")) == (status, reason)
    assert [await rows(house, table) for table in (messages, files, file_parts)] == [[], [], []]


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"no line at all", 400),
        (b"{}\nbytes", 422),
        (b'{"visitor": 1}\nbytes', 422),
        (b"x" * 9000 + b"\nbytes", 400),
        (b"", 400),
    ],
)
async def test_a_first_line_that_says_nothing_is_refused(house, chat, content, status):
    assert (await send(house, content)).status_code == status


async def test_who_may_not_send_learns_why(house, chat):
    closed = await house.place(kind="chat", settings={"files": False})
    results = [
        await send(house, body(chat), origin=EVIL),
        await send(house, body(house.widget)),
        await send(house, body(closed)),
        await send(house, body(chat), **{"content-encoding": "gzip"}),
    ]
    assert [each.status_code for each in results] == [403, 404, 403, 400]
    assert await rows(house, files) == []


async def test_a_network_sends_so_many_and_then_waits(standing):
    chat = await standing.place(kind="chat")
    statuses = [(await send(standing, body(chat, key=f"k{n}"))).status_code for n in range(22)]
    assert (statuses[:20], statuses[20:]) == ([201] * 20, [429] * 2)


def test_so_many_files_are_in_hand_at_once_and_their_places_are_given_back(monkeypatch):
    monkeypatch.setattr(uploads, "AT_ONCE", 4)
    room = Uploads(None, None, None)
    places = [room._place(network) for network in "aaab"]
    for place in places:
        place.__enter__()
    with pytest.raises(uploads.TooMany), room._place("a"):
        pass
    with pytest.raises(Overloaded), room._place("c"):
        pass
    for place in places:
        place.__exit__(None, None, None)
    assert room._in_hand == {}
    with room._place("a"):
        pass
