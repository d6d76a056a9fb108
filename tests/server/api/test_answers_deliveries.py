"""What is told of a webhook leaves its secret out, whatever a room knows."""

from server.api.answers_deliveries import ReplayAnswer, WebhookAnswer


def test_a_webhook_reads_without_its_secret() -> None:
    known = {
        "id": "1",
        "site": "2",
        "name": "",
        "url": "https://hooks.example/",
        "events": [],
        "kinds": [],
        "state": "active",
    }
    told = WebhookAnswer.model_validate(
        known | {"reason": "", "failing_since": None, "created_at": 0, "secret": "whsec_x", "old_secret": "whsec_y"}
    )
    assert "whsec" not in told.model_dump_json()


def test_a_count_is_a_count() -> None:
    assert ReplayAnswer.model_validate({"count": 3}).model_dump() == {"count": 3}
