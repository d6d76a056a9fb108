"""Programs rename a site's tags, put them together and delete them."""

import pytest

from tests.server.api.conftest import Office

pytestmark = pytest.mark.storage


async def _tags(busy: Office) -> dict[str, int]:
    return {each["name"]: each["people"] for each in (await busy.said("GET", f"/sites/{busy.site}/tags"))["items"]}


async def test_k5_a_tag_is_renamed_and_a_name_that_another_has_is_refused(busy: Office) -> None:
    path = f"/sites/{busy.site}/tags/{busy.things['tag']}"
    renamed = await busy.said("PATCH", path, {"name": "Faithful"})
    taken = await busy.ask("PATCH", path, {"name": "PASSING"})

    assert renamed == {"id": busy.things["tag"], "name": "Faithful", "people": 1}
    assert (taken.status_code, taken.json()["code"]) == (409, "already_exists")
    assert await _tags(busy) == {"Faithful": 1, "passing": 1}


async def test_k5_two_tags_become_one(busy: Office) -> None:
    path = f"/sites/{busy.site}/tags/{busy.things['tag']}/merge"
    await busy.said("PATCH", f"/clients/{busy.things['client']}", {"tags": ["regular"]})
    wrong = [await busy.ask("POST", path, {"into": each}) for each in ("nobody", "regular")]
    into = await busy.said("POST", path, {"into": "passing"})

    assert [list(answer.json()["errors"]) for answer in wrong] == [["into"], ["into"]]
    assert (into["name"], into["people"], await _tags(busy)) == ("passing", 1, {"passing": 1})
    assert (await busy.ask("POST", path, {"into": "passing"})).json()["code"] == "not_found"


async def test_k5_a_deleted_tag_is_nobodys(busy: Office) -> None:
    path = f"/sites/{busy.site}/tags/{busy.things['tag']}"
    assert (await busy.ask("DELETE", path, by="pavle")).status_code == 403
    await busy.said("DELETE", path, status=204)

    assert await _tags(busy) == {"passing": 1}
    assert (await busy.said("GET", f"/clients/{busy.things['client']}"))["tags"] == ["passing"]
    assert (await busy.ask("DELETE", path)).status_code == 404
