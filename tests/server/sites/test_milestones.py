"""What happens once is written down once, for each place on its own."""

import pytest

from server.database import Database, new_id
from server.sites import milestones


@pytest.mark.storage
async def test_a_milestone_is_reached_once_at_each_place(database: Database) -> None:
    here, there = new_id(), new_id()
    said = [await database.write(milestones.reach, place, milestones.FIRST_LEAD) for place in (here, here, there)]
    assert said == [True, False, True]
    assert await database.read(milestones.reached, here, milestones.FIRST_LEAD) is not None
    assert await database.read(milestones.reached, here, milestones.FIRST_OWNER) is None
