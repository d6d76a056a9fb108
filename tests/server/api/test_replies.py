"""Programs keep a site's ready answers."""

import pytest

from tests.server.api.conftest import Office

pytestmark = pytest.mark.storage


async def test_l9_ready_answers_are_listed_kept_changed_and_deleted(busy: Office) -> None:
    path = f"/sites/{busy.site}/replies"
    made = await busy.said("POST", path, {"shortcut": "/Hours", "text": "From nine, {name}."}, 201)
    changed = await busy.said("PATCH", f"/replies/{made['id']}", {"title": "Hours"})
    listed = await busy.said("GET", path)
    gone = await busy.ask("DELETE", f"/replies/{made['id']}")
    missing = await busy.ask("PATCH", f"/replies/{made['id']}", {"title": "Hours"})

    assert made | {"id": ""} == {
        "id": "",
        "site": busy.site,
        "shortcut": "hours",
        "title": "",
        "text": "From nine, {name}.",
        "language": "",
        "position": 2,
    }
    assert (changed, [each["shortcut"] for each in listed["items"]]) == (made | {"title": "Hours"}, ["tea", "hours"])
    assert (gone.status_code, missing.status_code, len((await busy.said("GET", path))["items"])) == (204, 404, 1)


async def test_l9_an_unknown_variable_is_refused_by_name_and_keeps_nothing(busy: Office) -> None:
    path = f"/sites/{busy.site}/replies"
    refused = await busy.ask("POST", path, {"shortcut": "hi", "text": "Hi {nmae}"})
    assert (refused.status_code, "{nmae}" in refused.json()["errors"]["text"]) == (422, True)
    assert len((await busy.said("GET", path))["items"]) == 1
