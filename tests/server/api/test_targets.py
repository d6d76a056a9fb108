"""Programs make mailboxes and chats targets, change them, and read webhooks beside them."""

import pytest

from tests.server.api.conftest import Office

TOKEN = "123456789:" + "A" * 35
CHAT = {"channel": "telegram", "address": "-1001234567890", "token": TOKEN}


async def test_i2_a_mailbox_reads_as_it_was_made_and_changed(office: Office) -> None:
    path = f"/sites/{office.site}/targets"
    said = {"channel": "mail", "address": "Team@Shop.example", "name": "Team", "kinds": ["callback"], "language": "ru"}
    made = await office.said("POST", path, said | {"events": ["lead.created", "lead.created"]}, 201)
    changed = await office.said("PATCH", f"/targets/{made['id']}", {"name": "", "enabled": False, "kinds": []})

    assert made == {
        "id": made["id"],
        "site": office.site,
        "channel": "mail",
        "name": "Team",
        "address": "team@shop.example",
        "events": ["lead.created"],
        "kinds": ["callback"],
        "language": "ru",
        "state": "active",
        "reason": "",
        "failing_since": None,
        "created_at": made["created_at"],
    }
    assert changed == made | {"name": "", "kinds": [], "state": "disabled", "reason": "switched off"}
    assert await office.said("GET", f"/targets/{made['id']}") == changed
    assert await office.said("GET", path) == {"items": [changed], "next": None}
    await office.said("DELETE", f"/targets/{made['id']}", status=204)
    assert (await office.ask("GET", f"/targets/{made['id']}")).status_code == 404


async def test_i2_a_bots_token_is_answered_nowhere(office: Office) -> None:
    made = await office.said("POST", f"/sites/{office.site}/targets", CHAT, 201)
    other = "987654321:" + "B" * 35
    changed = await office.said("PATCH", f"/targets/{made['id']}", {"token": other, "address": "@harbour_row"})

    assert (changed["channel"], changed["address"]) == ("telegram", "@harbour_row")
    everything = [made, changed, await office.said("GET", f"/sites/{office.site}/audit")]
    assert [each for each in everything if TOKEN in str(each) or other in str(each)] == []


async def test_a_webhook_stands_beside_them_and_keeps_to_its_own_rules(busy: Office) -> None:
    path = f"/targets/{busy.things['webhook']}"
    hook = await busy.said("GET", path)
    refused = await busy.ask("PATCH", path, {"address": "http://127.0.0.1/"})

    assert (hook["channel"], hook["address"]) == ("webhook", "https://hooks.example/in")
    assert list(refused.json()["errors"]) == ["address"]
    listed = (await busy.said("GET", f"/sites/{busy.site}/targets"))["items"]
    assert [each["id"] for each in listed] == [busy.things["target"], busy.things["webhook"]]
    assert (await busy.ask("GET", f"/webhooks/{busy.things['target']}")).status_code == 404


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"channel": "webhook", "address": "https://hooks.example/"}, "channel"),
        ({"channel": "mail", "address": "nobody"}, "address"),
        ({"channel": "mail", "address": "a@shop.example", "events": ["code.given"]}, "events.0"),
        ({"channel": "mail", "address": "a@shop.example", "token": TOKEN}, "token"),
        (CHAT | {"address": "harbour row"}, "address"),
        (CHAT | {"token": ""}, "token"),
        (CHAT | {"token": "secret"}, "token"),
        (CHAT | {"kinds": ["doorbell"]}, "kinds.0"),
        (CHAT | {"events": ["lead.sold"]}, "events.0"),
        (CHAT | {"language": "de"}, "language"),
    ],
)
async def test_each_wrong_field_is_named(office: Office, said: dict[str, object], field: str) -> None:
    answer = await office.ask("POST", f"/sites/{office.site}/targets", said)
    assert (answer.status_code, [*answer.json()["errors"]]) == (422, [field])


async def test_a_mailbox_is_added_once_and_its_name_stands_on_one_line(office: Office) -> None:
    path = f"/sites/{office.site}/targets"
    said = {"channel": "mail", "address": "team@shop.example", "name": "x\r\nBcc: q@q.example\u202e"}
    made = await office.said("POST", path, said, 201)
    again = await office.ask("POST", path, said | {"address": "Team@shop.example"})

    assert made["name"] == "x Bcc: q@q.example"
    assert (again.status_code, again.json()["code"], [*again.json()["errors"]]) == (409, "already_exists", ["address"])
