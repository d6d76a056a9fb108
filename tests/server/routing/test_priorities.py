"""What is wished of a conversation that waits."""

import pytest

from server.database import Database
from server.errors import NotFound
from server.routing import departments, priorities
from server.routing.departments import DepartmentInput
from tests.server.conversations.talk import open_talk

pytestmark = pytest.mark.storage


async def test_l5_a_priority_and_a_department_are_kept_and_told_once(database: Database):
    talk = await open_talk(database)
    waiting = (await talk.say()).conversation
    orders = await database.write(departments.create, talk.desk.site, DepartmentInput(name="Orders"))
    for _ in range(2):
        wished = await database.write(priorities.wish, talk.desk.site, waiting, 5, orders.id)
    assert (wished["priority"], wished["department"]) == (5, orders.id)
    assert await talk.told("conversation") == [waiting]
    wished = await database.write(priorities.wish, talk.desk.site, waiting, None, "")
    assert (wished["priority"], wished["department"]) == (5, None)


async def test_another_sites_department_or_conversation_is_not_there(database: Database):
    talk = await open_talk(database)
    waiting = (await talk.say()).conversation
    for site, department in ((talk.desk.site, "0" * 26), ("0" * 26, None)):
        with pytest.raises(NotFound):
            await database.write(priorities.wish, site, waiting, 1, department)
