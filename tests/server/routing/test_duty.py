"""How much of what waits a member takes on."""

import pytest

from server.database import Database
from server.errors import NotFound
from server.routing import duty
from server.routing.duty import Duty, DutyChange
from tests.server.leads.desk import open_desk

pytestmark = pytest.mark.storage


async def test_whoever_has_said_nothing_is_here_and_takes_what_is_usual(database: Database):
    desk = await open_desk(database)
    assert await database.read(duty.of, desk.site, desk.vera) == Duty(away=False, capacity=5, languages=frozenset())
    assert await database.read(duty.of_team, desk.site) == {}


async def test_l5_away_capacity_and_languages_are_kept_apart_and_told_once(database: Database):
    desk = await open_desk(database)
    wanted = DutyChange(capacity=2, languages=("sr", "en"))
    said = [
        await database.write(duty.set_away, desk.site, desk.vera, True),
        await database.write(duty.set_away, desk.site, desk.vera, True),
        await database.write(duty.change, desk.site, desk.vera, wanted),
        await database.write(duty.change, desk.site, desk.vera, wanted),
    ]
    kept = Duty(away=True, capacity=2, languages=frozenset({"en", "sr"}))
    assert (said, await database.read(duty.of, desk.site, desk.vera)) == ([True, False, True, False], kept)
    assert await database.read(duty.of_team, desk.site) == {desk.vera: kept}
    assert [thing for kind, thing in await desk.news() if kind == duty.DUTY] == [desk.vera] * 2


async def test_only_somebody_who_works_here_takes_something_on(database: Database):
    desk = await open_desk(database)
    with pytest.raises(NotFound):
        await database.write(duty.change, desk.site, "0" * 26, DutyChange())
