"""Programs make departments, set what members take on, and say who is to get a conversation."""

import pytest

from tests.server.api.conftest import Office

pytestmark = pytest.mark.storage


async def test_l5_a_department_is_made_read_changed_in_part_and_deleted(busy: Office) -> None:
    vera, base = busy.members["vera"], f"/sites/{busy.site}/departments"
    made = await busy.said("POST", base, {"name": "Orders", "members": [vera]}, 201)
    path = f"/departments/{made['id']}"
    assert made == {"id": made["id"], "site": busy.site, "name": "Orders", "members": [vera]}
    assert made in (await busy.said("GET", base))["items"]
    renamed = await busy.said("PATCH", path, {"name": "Wholesale"})
    emptied = await busy.said("PATCH", path, {"members": []})
    assert (renamed["name"], renamed["members"], emptied["members"]) == ("Wholesale", [vera], [])
    assert await busy.said("GET", path) == emptied
    refused = await busy.ask("PATCH", path, {"name": " "})
    assert (refused.status_code, list(refused.json()["errors"])) == (422, ["name"])
    await busy.said("DELETE", path, None, 204)
    assert (await busy.ask("GET", path)).status_code == 404


async def test_l5_what_a_member_takes_on_is_replaced_in_part(busy: Office) -> None:
    vera = busy.members["vera"]
    path = f"/sites/{busy.site}/duties/{vera}"
    changed = await busy.said("PATCH", path, {"capacity": 2, "languages": ["sr"], "away": True})
    assert changed == {
        "member": {"id": vera, "name": changed["member"]["name"]},
        "here": False,
        "away": True,
        "capacity": 2,
        "languages": ["sr"],
    }
    assert (await busy.said("PATCH", path, {"away": False}))["capacity"] == 2
    listed = (await busy.said("GET", f"/sites/{busy.site}/duties"))["items"]
    assert [each["capacity"] for each in listed if each["member"]["id"] == vera] == [2]
    for wrong, field in (({"capacity": 0}, "capacity"), ({"languages": ["Serbian"]}, "languages.0")):
        refused = await busy.ask("PATCH", path, wrong)
        assert (refused.status_code, list(refused.json()["errors"])) == (422, [field])


async def test_l5_l9_a_conversation_is_wished_sooner_and_handed_on(busy: Office) -> None:
    conversation = f"/conversations/{busy.things['conversation']}"
    orders = await busy.said("POST", f"/sites/{busy.site}/departments", {"name": "Orders"}, 201)
    wished = await busy.said("PATCH", conversation, {"priority": 7, "department": orders["id"]})
    assert (wished["priority"], wished["department"], wished["offered_to"]) == (7, orders["id"], None)
    handed = await busy.said("POST", f"{conversation}/hand", {"member": busy.members["vera"]})
    assert (handed["state"], handed["taken_by"]["id"]) == ("assigned", busy.members["vera"])
    freed = await busy.said("POST", f"{conversation}/hand", {"department": ""})
    assert (freed["state"], freed["taken_by"], freed["department"]) == ("waiting", None, None)
    for wrong in ({}, {"member": busy.members["vera"], "department": ""}, {"member": "0" * 26}):
        assert (await busy.ask("POST", f"{conversation}/hand", wrong)).status_code == 422
