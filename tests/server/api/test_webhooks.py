"""Programs make webhooks, change them, test them and send again what failed."""

import base64

import pytest

from server.database import Transaction
from server.deliveries import settling
from server.deliveries.channels import Failed
from server.deliveries.claiming import claim
from server.deliveries.fanout import fan_out
from server.deliveries.settling import Sending
from tests.server.api.conftest import Office

URL = "https://hooks.example/in"


async def made(office: Office, **fields: object) -> dict[str, object]:
    """A webhook as it was answered, with its secret."""
    body = {"url": URL} | fields
    return dict(await office.said("POST", f"/sites/{office.site}/webhooks", body, 201))


async def test_i2_a_webhook_is_made_and_its_secret_shown_once(office: Office) -> None:
    hook = await made(office, events=["lead.created", "lead.created"], name="Warehouse")
    secret = str(hook.pop("secret"))

    assert hook == {
        "id": hook["id"],
        "site": office.site,
        "name": "Warehouse",
        "url": URL,
        "events": ["lead.created"],
        "kinds": [],
        "state": "active",
        "reason": "",
        "failing_since": None,
        "created_at": hook["created_at"],
    }
    assert await office.said("GET", f"/webhooks/{hook['id']}") == hook
    assert await office.said("GET", f"/sites/{office.site}/webhooks") == {"items": [hook], "next": None}
    assert secret.startswith("whsec_")
    assert len(base64.b64decode(secret.removeprefix("whsec_"))) == 32


async def test_no_events_named_means_all_of_them(office: Office) -> None:
    assert (await made(office))["events"] == []


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "must not be empty"),
        ("hooks.example", "begins with https:// or http://, followed by a host"),
        ("https://a:b@hooks.example/", "holds a user name or a password; leave them out"),
        ("http://2130706433/", "the host is neither a name nor an address in its usual form"),
    ],
)
async def test_an_address_that_is_none_is_refused_in_words(office: Office, url: str, said: str) -> None:
    answer = await office.ask("POST", f"/sites/{office.site}/webhooks", {"url": url})
    assert (answer.status_code, answer.json()["errors"]) == (422, {"url": said})


async def test_g21_a_private_address_is_refused_with_the_name_of_the_setting_unless_it_is_allowed(
    office: Office,
) -> None:
    hook = await made(office)
    for path, method in ((f"/sites/{office.site}/webhooks", "POST"), (f"/webhooks/{hook['id']}", "PATCH")):
        answer = await office.ask(method, path, {"url": "http://169.254.169.254/latest/"})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid")
        assert "FRONTDESK_OUTGOING_ALLOW" in answer.json()["errors"]["url"]

    assert (await made(office, url="http://hooks.lan:9000/in"))["url"] == "http://hooks.lan:9000/in"


async def test_an_event_that_does_not_exist_is_refused(office: Office) -> None:
    answer = await office.ask("POST", f"/sites/{office.site}/webhooks", {"url": URL, "events": ["lead.sold"]})
    assert list(answer.json()["errors"]) == ["events.0"]


async def test_kinds_are_kept_each_once_and_one_that_there_is_not_is_named(office: Office) -> None:
    hook = await made(office, kinds=["callback", "callback"])
    path = f"/webhooks/{hook['id']}"
    refused = [
        await office.ask("POST", f"/sites/{office.site}/webhooks", {"url": URL, "kinds": ["doorbell"]}),
        await office.ask("PATCH", path, {"kinds": ["callback", "doorbell"]}),
    ]

    assert [list(answer.json()["errors"]) for answer in refused] == [["kinds.0"], ["kinds.1"]]
    assert (await office.said("GET", path))["kinds"] == ["callback"]
    assert (await office.said("PATCH", path, {"kinds": []}))["kinds"] == []


async def test_a_change_replaces_what_it_names(office: Office) -> None:
    hook = await made(office, name="One")
    del hook["secret"]
    path = f"/webhooks/{hook['id']}"

    off = await office.said("PATCH", path, {"enabled": False, "events": ["callback.ended"]})
    refused = await office.ask("POST", f"{path}/test")
    on = await office.said("PATCH", path, {"enabled": True, "url": "https://hooks.example/two", "name": ""})

    assert off == hook | {"state": "disabled", "reason": "switched off", "events": ["callback.ended"]}
    assert refused.json()["code"] == "conflict"
    assert on == hook | {"events": ["callback.ended"], "url": "https://hooks.example/two", "name": ""}


async def test_another_secret_is_shown_once_and_is_another(office: Office) -> None:
    hook = await made(office)
    rotated = await office.said("POST", f"/webhooks/{hook['id']}/rotate")

    assert rotated["secret"] != hook["secret"]
    assert {name: value for name, value in rotated.items() if name != "secret"} == {
        name: value for name, value in hook.items() if name != "secret"
    }


async def test_a_deleted_webhook_is_gone_and_what_waited_is_cancelled_and_stays_visible(office: Office) -> None:
    hook = await made(office)
    ping = await office.said("POST", f"/webhooks/{hook['id']}/test", None, 201)

    await office.said("DELETE", f"/webhooks/{hook['id']}", None, 204)

    assert (await office.ask("GET", f"/webhooks/{hook['id']}")).status_code == 404
    kept = await office.said("GET", f"/deliveries/{ping['id']}")
    assert (kept["state"], kept["reason"]) == ("cancelled", "target deleted")
    assert (await office.ask("POST", f"/deliveries/{ping['id']}/replay")).json()["code"] == "conflict"


async def test_k7_everything_that_failed_is_sent_again(office: Office) -> None:
    hook = await made(office, events=["lead.created"])
    widget = await office.widget()
    for n in range(3):
        await office.lead(widget, f"+38164123456{n}")
    await office.database.write(_fail, str(hook["id"]))
    failed = await office.said("GET", f"/webhooks/{hook['id']}/deliveries?state=failed")

    replayed = await office.said("POST", f"/webhooks/{hook['id']}/replay")
    waiting = await office.said("GET", f"/webhooks/{hook['id']}/deliveries?state=waiting")

    assert (len(failed["items"]), replayed) == (3, {"count": 3})
    assert [(each["id"], each["event"]) for each in waiting["items"]] == [
        (each["id"], each["event"]) for each in failed["items"]
    ]


def _fail(tx: Transaction, hook: str) -> None:
    fan_out(tx)
    claimed = claim(tx, hook, 10)
    assert claimed is not None
    settling.failed(
        tx, Sending(claimed.target, claimed.deliveries, tx.now, 5), Failed("answered 400", 400, again=False)
    )
