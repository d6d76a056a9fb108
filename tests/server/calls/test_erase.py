"""What the calls forget of a person."""

from server.calls.erase import ERASERS
from server.calls.tables import askers, calls
from server.clients.tables import clients
from server.database import Database
from tests.server.leads.desk import ANNA, BORIS, open_desk


async def test_a_persons_requests_go_and_others_stay(database: Database):
    desk = await open_desk(database)
    await desk.leave(visitor=ANNA, phone="+381641111111")
    await desk.leave(visitor=BORIS, phone="+381642222222")
    [person] = [each for each in await desk.all(clients) if each["phone"] == "+381641111111"]

    taken = [await database.write(eraser.forget, person["id"], 100) for eraser in ERASERS]

    assert taken == [1, 1]
    assert await desk.all(calls, "phone") == [{"phone": "+381642222222"}]
    assert len(await desk.all(askers)) == 1
