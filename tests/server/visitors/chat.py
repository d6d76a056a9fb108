"""A visitor's page that chats with the team at the house, for the tests of the line and of the poll."""

import itertools

from server.conversations import posting
from server.conversations.said import Said
from server.conversations.tables import messages
from tests.server.visitors.house import BEANS, TOKEN, hear, say

_numbers = itertools.count(1)


async def arrive(page, token=TOKEN, have=0, **given):
    """Say hello and hear the welcome."""
    await say(page, type="hello", visitor=token, page=BEANS, have=have, **given)
    return await hear(page, "welcome")


async def write(page, widget, text="Is the Guji back?", **given):
    """Say something; gives back what was posted, with the frames that came besides."""
    key = given.pop("key", f"k{next(_numbers)}")
    await say(page, type="message", key=key, widget=widget, text=text, **given)
    return key


async def answer(house, conversation, text="On Friday."):
    """Somebody of the team writes."""
    said = Said(f"a{next(_numbers)}", text)
    return await house.database.write(posting.answer, house.site.id, conversation, house.member.id, said)


async def kept(house):
    """Every message that is on disk, as (number, author, text)."""
    query = messages.select().order_by(messages.c.conversation, messages.c.number)
    rows = await house.database.read(lambda reader: reader.all(query))
    return [(row["number"], row["author"], row["text"]) for row in rows]
