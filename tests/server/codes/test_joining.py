"""A code that a browser was given is its person's as soon as the person is known."""

import pytest

from server.clients import timeline
from server.clients.tables import clients
from server.codes.tables import codes
from server.database import Database
from tests.server.codes.giver import open_counter
from tests.server.leads.desk import ANNA, BORIS

pytestmark = pytest.mark.storage


async def test_o2_whoever_took_a_code_and_then_left_an_address_has_both_on_one_timeline(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2")
    await counter.take("k1", ANNA)

    again = await counter.code("k2", ANNA, email="mila@post.example")

    [person] = await counter.desk.all(clients)
    [given] = [each for each in await counter.desk.all(codes) if each["state"] == "given"]
    assert (again, given["code"], given["client"]) == ("SPRING-1", "SPRING-1", person["id"])
    items = (await database.read(timeline.page, person["id"])).items
    assert [each["kind"] for each in reversed(items)] == ["code", "lead", "consent"]
    assert items[-1]["data"]["code"] == "SPRING-1"


async def test_o2_where_the_person_has_one_already_the_browsers_stays_the_browsers(database: Database):
    counter = await open_counter(database, "SPRING-1", "SPRING-2")
    await counter.take("k1", BORIS, email="mila@post.example")
    await counter.take("k2", ANNA)

    again = await counter.code("k3", ANNA, email="mila@post.example")

    assert again == "SPRING-2"
    whose = {each["code"]: each["client"] is not None for each in await counter.desk.all(codes)}
    assert whose == {"SPRING-1": True, "SPRING-2": False}
