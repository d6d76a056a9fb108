"""Programs see what was told, what waits and what failed, and send one of them again."""

from tests.server.api.conftest import Office
from tests.server.api.test_webhooks import _fail, made


async def test_k7_a_delivery_reads_with_its_attempts_and_is_sent_again_under_its_id(office: Office) -> None:
    hook = await made(office, events=["lead.created"])
    lead = await office.lead(await office.widget())
    await office.database.write(_fail, str(hook["id"]))
    listed = await office.said("GET", f"/sites/{office.site}/deliveries?state=failed")
    [line] = listed["items"]

    card = await office.said("GET", f"/deliveries/{line['id']}")
    again = await office.said("POST", f"/deliveries/{line['id']}/replay")

    assert line == {
        "id": line["id"],
        "site": office.site,
        "target": hook["id"],
        "event": line["event"],
        "type": "lead.created",
        "thing": lead,
        "state": "failed",
        "attempts": 1,
        "reason": "answered 400",
        "next_at": None,
        "at": line["at"],
        "done_at": None,
    }
    log = [
        {"number": 1, "at": card["log"][0]["at"], "took_ms": 5, "status": 400, "reason": "answered 400", "answer": ""}
    ]
    assert card == line | {"log": log}
    assert (again["state"], again["event"], again["next_at"] is not None) == ("waiting", line["event"], True)


async def test_deliveries_are_a_list_by_pages_of_one_state_or_of_all(busy: Office) -> None:
    for _ in range(2):
        await busy.said("POST", f"/webhooks/{busy.things['webhook']}/test", None, 201)

    path = f"/sites/{busy.site}/deliveries"
    first = await busy.said("GET", f"{path}?limit=2&state=waiting")
    rest = await busy.said("GET", f"{path}?limit=2&state=waiting&cursor={first['next']}")
    none = await busy.said("GET", f"{path}?state=done")
    wrong = await busy.ask("GET", f"{path}?state=lost")

    ids = [each["id"] for each in first["items"] + rest["items"]]
    assert ids == sorted(ids, reverse=True)
    assert (len(ids), rest["next"], none["items"]) == (3, None, [])
    assert list(wrong.json()["errors"]) == ["state"]
