"""The links of a letter with answers, over HTTP."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import update

from server.answers import sending
from server.answers.links import token_of
from server.answers.tables import letters
from server.clients.tables import clients
from server.conversations.tables import conversations
from server.optin.tables import optin_stops
from server.visitors import answers
from tests.server.visitors.chat import answer, arrive, kept, write
from tests.server.visitors.house import BEANS, OTHER_TOKEN, SEALER, SHOP, hear, page_of

pytestmark = pytest.mark.storage


async def written_to(house):
    """A visitor has asked, was answered and gone: gives back the chat's id and the token of the letter."""
    chat = await house.place(kind="chat")
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page)
        await write(page, chat)
        await hear(page, "posted")
    [row] = await rows(house, conversations)
    await house.database.write(lambda tx: tx.run(update(clients).values(email="mila@post.example")))
    await answer(house, row["id"])
    await house.database.write(lambda tx: tx.run(update(conversations).values(letter_at=tx.now)))
    [letter] = await house.database.write(sending.claim)
    await house.database.write(sending.accepted, letter["id"])
    return chat, row["id"], token_of(SEALER, letter["id"])


async def rows(house, table):
    """Every row of a table."""
    return await house.database.read(lambda reader: reader.all(table.select()))


async def rejoin(house, token, visitor=OTHER_TOKEN, origin=SHOP):
    """Open the letter's link in a browser."""
    said = {"visitor": visitor, "token": token, "page": BEANS}
    async with house.client() as client:
        return await client.post(f"{house.base}/rejoin", json=said, headers={"origin": origin})


async def test_l9_the_link_opens_the_conversation_in_another_browser(house):
    chat, conversation, token = await written_to(house)
    answered = await rejoin(house, token)
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page, token=OTHER_TOKEN)
        standing, said = await hear(page, "conversation"), await hear(page, "messages")
        await write(page, chat, "From my telephone")
        await hear(page, "posted")

    assert (answered.status_code, answered.json()) == (200, {"conversation": conversation, "widget": chat})
    assert answered.headers["cache-control"] == "no-store"
    assert (standing["id"], [each["text"] for each in said["items"]]) == (
        conversation,
        ["Is the Guji back?", "On Friday."],
    )
    assert [text for _, _, text in await kept(house)][-1] == "From my telephone"


@pytest.mark.parametrize(
    ("token", "status", "code"),
    [("", 404, "not_found"), ("0" * 53, 404, "not_found"), (None, 422, "invalid"), (7, 422, "invalid")],
)
async def test_a_link_that_we_never_made_leads_nowhere(token, status, code, house):
    answered = await rejoin(house, token)

    assert (answered.status_code, answered.json()["code"]) == (status, code)
    assert await rows(house, conversations) == []


async def test_a_page_of_elsewhere_learns_nothing(house):
    _, _, token = await written_to(house)
    answered = await rejoin(house, token, origin="https://evil.example")

    assert (answered.status_code, answered.json()["code"]) == (403, "origin_refused")


async def test_a_chat_that_is_gone_leads_to_the_sites_other_one_or_to_none(house):
    chat, _, _ = await written_to(house)
    published = await house.publishing.by_key(house.site.key)

    without = replace(published, widgets={id_: each for id_, each in published.widgets.items() if id_ != chat})

    assert [answers._widget(published, each) for each in (chat, "another")] == [chat, chat]
    assert answers._widget(without, chat) == ""


async def test_looking_stops_nothing_a_press_does_and_another_press_takes_it_back(house):
    _, _, token = await written_to(house)
    path = f"/v1/answers/{token}"
    async with house.client() as client:
        looked = await client.get(f"{path}/stop")
        before = await rows(house, optin_stops)
        pressed = [await client.post(f"{path}/stop") for _ in range(2)]
        after = await client.get(f"{path}/stop")
        stopped = await rows(house, optin_stops)
        again = await client.post(f"{path}/again")
        at_last = await client.get(f"{path}/stop")

    assert (heading(looked), before, len(stopped)) == (["No more answers by mail?"], [], 1)
    assert ({each.status_code for each in pressed}, pressed[0].headers["location"]) == ({303}, f"{path}/stop")
    assert heading(after) == ["Done: no more letters"]
    assert f'action="{path}/again"' in after.text
    assert (again.status_code, heading(at_last)) == (303, ["No more answers by mail?"])
    assert await rows(house, optin_stops) == []


async def test_a_stranger_reads_that_the_link_has_ended(house):
    async with house.client() as client:
        page = await client.get(f"/v1/answers/{'0' * 53}/stop", headers={"accept-language": "ru"})

    assert (page.status_code, heading(page)) == (404, ["Ссылка больше не действует"])
    assert await rows(house, letters) == []


def heading(page):
    """What a page says first."""
    return re.findall(r"<h1>([^<]+)</h1>", page.text)
