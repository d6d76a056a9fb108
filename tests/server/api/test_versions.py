"""Programs read a widget's past, lead it back, and take it away."""

from tests.server.api.conftest import Office


async def test_versions_are_listed_read_and_restored(office: Office) -> None:
    widget = await office.widget(settings={"promise_seconds": 40})
    await office.said("PATCH", f"/widgets/{widget}", {"settings": {"promise_seconds": 50}})
    path = f"/widgets/{widget}/versions"
    listed = await office.said("GET", f"{path}?limit=1", by="pavle")
    older = await office.said("GET", f"{path}?cursor={listed['next']}")
    assert [each["version"] for each in (*listed["items"], *older["items"])] == [2, 1]
    assert older["next"] is None
    first = await office.said("GET", f"{path}/1", by="pavle")
    assert first == older["items"][0]
    assert (first["settings"], first["published_by"]) == (
        {"promise_seconds": 40},
        {"id": office.members["anna"], "name": "Anna P"},
    )
    drafted = await office.said("POST", f"{path}/1/restore", {"revision": 3})
    assert (drafted["draft"], drafted["settings"], drafted["revision"]) == (True, {"promise_seconds": 40}, 4)
    published = await office.said("POST", f"{path}/1/restore", {"publish": True})
    assert (published["draft"], published["version"]) == (False, 3)
    late = await office.ask("POST", f"{path}/1/restore", {"revision": 3})
    assert (late.status_code, late.json()["code"], late.json()["revision"]) == (409, "conflict", 5)
    missing = [(await office.ask("GET", f"{path}/{each}")).status_code for each in ("9", "0", "x", "1e3")]
    refused = await office.ask("POST", f"{path}/1/restore", {}, by="pavle")
    assert (missing, refused.status_code) == ([404] * 4, 403)


async def test_a_deleted_widget_is_gone_for_programs_and_its_leads_stay(office: Office) -> None:
    widget = await office.widget()
    lead = await office.lead(widget)
    assert (await office.ask("DELETE", f"/widgets/{widget}", by="zoran")).status_code == 404
    assert (await office.ask("DELETE", f"/widgets/{widget}", by="pavle")).status_code == 403
    await office.said("DELETE", f"/widgets/{widget}", status=204)
    gone = [
        (await office.ask(*what)).status_code
        for what in (("GET", f"/widgets/{widget}"), ("DELETE", f"/widgets/{widget}"))
    ]
    assert (gone, (await office.said("GET", f"/sites/{office.site}/widgets"))["items"]) == ([404, 404], [])
    assert [each["id"] for each in (await office.said("GET", f"/sites/{office.site}/leads"))["items"]] == [lead]


async def test_a_patch_from_an_older_revision_is_refused(office: Office) -> None:
    widget = await office.widget()
    drafted = await office.said("PATCH", f"/widgets/{widget}", {"settings": {}, "draft": True, "revision": 2})
    late = await office.ask("PATCH", f"/widgets/{widget}", {"name": "New", "revision": 2})
    assert (late.status_code, late.json()["revision"]) == (409, drafted["revision"])
