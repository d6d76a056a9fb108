"""An erased person's codes are nobody's, and still count."""

import pytest

from server.clients.tables import clients
from server.codes.tables import codes
from server.database import Database
from server.deliveries.erase import erase_client
from tests.server.codes.giver import open_counter
from tests.server.leads.desk import ANNA, BORIS

pytestmark = pytest.mark.storage


async def test_p3_an_erased_persons_codes_lose_the_person_and_the_counts_stay(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2", "SPRING-3")
    await counter.take("k1", BORIS, email="mila@post.example")
    await counter.take("k2", ANNA)
    await counter.take("k3", ANNA, email="mila@post.example")  # the browser's own code stays with the browser
    [person] = await counter.desk.all(clients)

    await erase_client(database, counter.site, person["id"])

    whose = ("state", "client", "visitor", "lead", "network")
    assert await counter.desk.all(codes, *whose) == [
        *({"state": "given", "client": None, "visitor": None, "lead": None, "network": ""} for _ in range(2)),
        {"state": "free", "client": None, "visitor": None, "lead": None, "network": ""},
    ]
    assert await counter.counts() == (1, 2, 0)
