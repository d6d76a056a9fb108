"""A visitor who only bothers is heard no more, and may be heard again."""

import pytest

from server.audit.tables import audit
from server.conversations import blocking, reading
from server.database import Database
from server.errors import Blocked, NotFound
from tests.server.conversations.talk import open_talk
from tests.server.leads.desk import BORIS

pytestmark = pytest.mark.storage


async def test_nothing_more_is_taken_of_who_is_blocked_until_somebody_lets_them_write(database: Database):
    talk = await open_talk(database)
    begun = await talk.say("Buy pills", key="first")
    site, who = talk.desk.site, talk.desk.vera
    for _ in range(2):
        await database.write(blocking.block, site, begun.conversation, who)
    blocked = await database.read(reading.one, site, begun.conversation)
    with pytest.raises(Blocked):
        await talk.say("Buy more pills")
    again = await talk.say("Buy pills", key="first")
    other = await talk.say("Hello", token=BORIS)
    for _ in range(2):
        await database.write(blocking.let_write, site, begun.conversation, who)
    later = await talk.say("I am sorry")

    assert (blocked["state"], again.first, other.number) == ("closed", False, 1)
    assert (later.conversation, later.number) == (begun.conversation, 2)
    assert [row["act"] for row in (await acts(talk))] == ["conversation.blocked", "conversation.unblocked"]


async def test_nobody_blocks_in_another_site(database: Database):
    talk = await open_talk(database)
    begun = await talk.say()
    for unit in (blocking.block, blocking.let_write):
        with pytest.raises(NotFound):
            await database.write(unit, "0" * 26, begun.conversation, talk.desk.vera)
    assert (await talk.say("Still here?")).number == 2


async def acts(talk):
    """What the journal tells of conversations, in order."""
    return [row for row in await talk.desk.all(audit) if row["act"].startswith("conversation.")]
