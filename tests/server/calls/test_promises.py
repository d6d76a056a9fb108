"""Until when somebody was promised to be called."""

import pytest

from server.calls import taking
from server.calls.promises import promised_until
from server.calls.tables import calls
from server.leads.tables import leads
from tests.server.leads.desk import open_desk

pytestmark = pytest.mark.storage


async def test_a_lead_that_asked_to_be_called_has_a_promise_until_somebody_takes_it(database):
    desk = await open_desk(database)
    await desk.leave()
    [call], [lead] = await desk.all(calls), await desk.all(leads)
    waiting = await database.read(promised_until, lead["id"])
    await database.write(taking.accept, desk.site, call["id"], desk.vera)
    assert (waiting, await database.read(promised_until, lead["id"])) == (call["asked_at"] + 28_000, None)


async def test_a_lead_that_asked_for_nothing_has_none(database):
    assert await database.read(promised_until, "nobody") is None
