"""Programs read what visitors left."""

from tests.server.api.conftest import Office


async def test_a_lead_reads_with_what_was_left_and_where_from(busy: Office) -> None:
    said = await busy.said("GET", f"/sites/{busy.site}/leads")

    [lead] = said["items"]
    assert said["next"] is None
    assert lead == {
        "id": busy.things["lead"],
        "site": busy.site,
        "kind": "callback",
        "widget": busy.things["widget"],
        "client": busy.things["client"],
        "name": "Мила",
        "phone": "+381641234567",
        "email": "",
        "values": {"phone": "+381641234567", "name": "Мила"},
        "page": {"url": "https://shop.example/tea?utm_source=letter", "title": "Tea", "referrer": ""},
        "source": lead["source"],
        "spam": False,
        "sample": False,
        "taken_by": None,
        "taken_at": None,
        "at": lead["at"],
    }
    assert lead["at"].endswith("Z")


async def test_the_newest_lead_stands_first_and_the_cursor_goes_on(busy: Office) -> None:
    more = [await busy.lead(busy.things["widget"], f"+38164123456{last}") for last in (1, 2)]
    wanted = [*reversed(more), busy.things["lead"]]

    first = await busy.said("GET", f"/sites/{busy.site}/leads?limit=1")
    rest = await busy.said("GET", f"/sites/{busy.site}/leads?cursor={first['next']}")

    assert [each["id"] for each in first["items"] + rest["items"]] == wanted
    assert rest["next"] is None


async def test_a_lead_is_taken_once_and_whoever_comes_later_learns_by_whom(busy: Office) -> None:
    path = f"/leads/{busy.things['lead']}"
    taken = await busy.said("POST", f"{path}/take", by="pavle")
    again = await busy.said("POST", f"{path}/take", by="pavle")
    late = await busy.ask("POST", f"{path}/take", by="vera")

    by = {"id": busy.members["pavle"], "name": "Pavle P"}
    assert taken["taken_by"] == by
    assert again == taken == await busy.said("GET", path)
    assert (late.status_code, late.json()["code"], late.json()["taken_by"]) == (409, "already_taken", by)
