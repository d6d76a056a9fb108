"""Files of conversations are read by their address alone, and run nothing wherever they are opened."""

import json

import pytest

from server.conversations.tables import messages
from server.files.tables import files
from tests.server.files import made
from tests.server.visitors.house import SHOP, TOKEN


async def path_of(house, data, name):
    chat = await house.place(kind="chat")
    head = json.dumps({"visitor": TOKEN, "key": "k1", "widget": chat, "name": name}).encode()
    async with house.client() as client:
        await client.post(f"{house.base}/files", content=head + b"\n" + data, headers={"origin": SHOP})
        listed = await house.database.read(lambda reader: reader.all(messages.select()))
        assert len(listed) == 1
        return await house.database.read(_path, listed[0]["file"])


def _path(reader, file):
    row = reader.one(files.select().where(files.c.id == file))
    return f"/f/{row['id']}/{row['token']}"


@pytest.mark.parametrize(
    ("data", "name", "kind", "how"),
    [
        (made.picture(), "a.jpg", "image/jpeg", "inline; filename*=UTF-8''a.jpg"),
        (made.PDF, "Счёт 1.pdf", "application/pdf", "attachment; filename*=UTF-8''%D0%A1%D1%87%D1%91%D1%82%201.pdf"),
        (b"a;b\n", "a.html", "text/plain; charset=utf-8", "attachment; filename*=UTF-8''a.html.txt"),
    ],
)
async def test_a_picture_is_shown_and_everything_else_is_only_kept(house, data, name, kind, how):
    path = await path_of(house, data, name)
    async with house.client() as client:
        answer = await client.get(path)
    assert (answer.headers["content-type"], answer.headers["content-disposition"]) == (kind, how)
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"].startswith("private")
    assert int(answer.headers["content-length"]) == len(answer.content)


async def test_any_other_address_leads_nowhere(house):
    path = await path_of(house, made.PDF, "a.pdf")
    async with house.client() as client:
        wrong = [f"{path}x", path.rpartition("/")[0] + "/", "/f/x/y", path[:-4] + "0000"]
        assert [(await client.get(each)).status_code for each in wrong] == [404] * 4


async def test_a_network_reads_so_many_and_then_waits(standing):
    path = await path_of(standing, made.PDF, "a.pdf")
    async with standing.client() as client:
        statuses = [(await client.get(path)).status_code for _ in range(601)]
    assert (set(statuses[:600]), statuses[600]) == ({200}, 429)
