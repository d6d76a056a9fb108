"""Programs work with many people: cards changed, tags, fields, bulk changes and tables."""

import csv
import io

import pytest

from server.clients import indexing
from tests.server.api.conftest import Office

pytestmark = pytest.mark.storage


async def test_k5_a_card_is_changed_and_read_back(busy: Office) -> None:
    path = f"/clients/{busy.things['client']}"
    await busy.said("POST", f"/sites/{busy.site}/fields", {"label": {"en": "Size"}, "kind": "number"}, 201)

    card = await busy.said(
        "PATCH", path, {"tags": ["VIP"], "owner": busy.members["pavle"], "fields": {"size": 3}, "name": "Милица"}
    )
    [line] = (await busy.said("GET", f"/sites/{busy.site}/clients?tag=vip&q=милиц"))["items"]

    for seen in (card, line):
        named = {name: seen[name] for name in ("name", "tags", "fields", "owner")}
        assert named == {
            "name": "Милица",
            "tags": ["VIP"],
            "fields": {"size": "3"},
            "owner": {"id": busy.members["pavle"], "name": "Pavle P"},
        }
    assert await busy.said("PATCH", path, {"owner": None, "tags": [], "fields": {"size": None}}) == card | {
        "owner": None, "tags": [], "fields": {}, "facts": [each for each in card["facts"] if each["name"] != "size"],
    }  # fmt: skip


async def test_k5_what_belongs_to_somebody_else_is_refused(busy: Office) -> None:
    await busy.lead(busy.things["widget"], "+381641234599")
    answer = await busy.ask("PATCH", f"/clients/{busy.things['client']}", {"phone": "064 123 45 99"})
    assert (answer.status_code, answer.json()["code"], len(answer.json()["client"])) == (409, "belongs_to_another", 26)


async def test_k5_many_people_are_changed_at_once_and_it_is_taken_back(busy: Office) -> None:
    path = f"/sites/{busy.site}/clients/bulk"
    done = await busy.said("POST", path, {"filter": {"q": "мил"}, "add_tags": ["tea"]}, by="pavle")
    tags = (await busy.said("GET", f"/sites/{busy.site}/tags"))["items"]
    undone = await busy.said("POST", f"{path}/{done['id']}/undo")

    assert {**done, "id": ""} == {"id": "", "seen": 1, "changed": 1, "done": True}
    assert [(each["name"], each["people"]) for each in tags] == [("passing", 1), ("regular", 1), ("tea", 1)]
    assert undone == {"people": 1}
    assert (await busy.said("GET", f"/sites/{busy.site}/clients?tag=tea"))["items"] == []
    assert (await busy.ask("POST", path, {"add_tags": ["x"]})).status_code == 422
    assert (
        await busy.ask("POST", path, {"ids": [busy.things["client"]], "add_tags": ["x"]}, by="zoran")
    ).status_code == 404


async def test_k5_fields_are_defined_changed_listed_in_parts_and_deleted(office: Office) -> None:
    path = f"/sites/{office.site}/fields"
    made = [await office.said("POST", path, {"label": {"en": name}}, 201) for name in ("Roast", "Size")]
    await office.said("PATCH", f"{path}/{made[1]['id']}", {"place": 0, "label": {"en": "Measure"}})
    first = await office.said("GET", f"{path}?limit=1")
    rest = await office.said("GET", f"{path}?limit=1&cursor={first['next']}")

    assert [each["label"]["en"] for each in first["items"] + rest["items"]] == ["Measure", "Roast"]
    assert rest["next"] is None
    assert (await office.ask("DELETE", f"{path}/{made[0]['id']}", by="pavle")).status_code == 403
    await office.said("DELETE", f"{path}/{made[0]['id']}", status=204)
    assert (await office.ask("PATCH", f"{path}/{made[0]['id']}", {"place": 0})).status_code == 404


async def test_k6_a_table_is_read_by_admins_only_and_holds_the_filter(busy: Office) -> None:
    while await busy.database.write(indexing.index_some):
        pass
    answer = await busy.ask("GET", f"/sites/{busy.site}/clients/export?has=phone")
    none = await busy.ask("GET", f"/sites/{busy.site}/clients/export?q=nobody")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    rows = [*csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""))]
    assert (rows[0][:2], rows[1][:2], len(rows)) == (["name", "phone"], ["Мила", "+381641234567"], 2)
    assert len(none.text.splitlines()) == 1
    assert (await busy.ask("GET", f"/sites/{busy.site}/clients/export", by="pavle")).status_code == 403
    assert (await busy.ask("GET", f"/sites/{busy.site}/clients/export?limit=3")).status_code == 422
