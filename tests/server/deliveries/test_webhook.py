"""Webhooks as Standard Webhooks describe them."""

import base64
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import standardwebhooks

from server.deliveries.channels import Failed, Message, SiteLine, Target
from server.deliveries.webhook import WebhookChannel, body_of, new_secret, read_answer, signed, wanted_wait
from server.outgoing.addresses import Allowed
from server.outgoing.fetcher import Answered, Fetcher
from tests.support.receiver import receiving

NOW = datetime(2026, 5, 14, 9, 0, 0, tzinfo=UTC)
SITE = SiteLine("s1", "Shop", "Europe/Belgrade", ("en",))
MESSAGE = Message("e1", "lead.created", 1_778_749_200_123, SITE, {"id": "l1", "name": "Анна"})


def _target(url: str, *secrets: str) -> Target:
    return Target("t1", "s1", "webhook", "", url, (), (), "active", "", None, None, 0, secrets=secrets)


def _answered(status: int, **headers: str) -> Answered:
    return Answered(status, {name.replace("_", "-"): value for name, value in headers.items()}, b"words", True)


def test_a_secret_is_32_random_bytes_as_libraries_take_them():
    first, second = new_secret(), new_secret()

    assert first != second
    assert len(base64.b64decode(first.removeprefix("whsec_"), validate=True)) == 32


def test_the_body_is_type_timestamp_and_data():
    assert body_of(MESSAGE).decode() == (
        '{"type":"lead.created","timestamp":"2026-05-14T09:00:00.123Z","data":{"id":"l1","name":"Анна"}}'
    )


def test_the_signature_is_the_one_that_the_standard_shows():
    at = datetime.fromtimestamp(1614265330, UTC)
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    headers = signed([secret], "msg_p5jXN8AQM9LWM0D4loKWxJek", b'{"test": 2432232314}', at)

    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


async def test_i2_each_secret_signs_what_is_posted():
    secrets = (new_secret(), new_secret())
    async with receiving() as receiver:
        channel = WebhookChannel(Fetcher(Allowed.read(["127.0.0.1"])))
        await channel.send(_target(receiver.url, *secrets), [MESSAGE])

    [heard] = receiver.heard
    assert (heard.id, heard.body, heard.headers["content-type"]) == ("e1", body_of(MESSAGE), "application/json")
    for secret in secrets:
        standardwebhooks.Webhook(secret).verify(heard.body, heard.headers)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        standardwebhooks.Webhook(new_secret()).verify(heard.body, heard.headers)


async def test_g21_a_private_address_is_a_failure_in_words_and_nothing_is_sent():
    async with receiving() as canary:
        with pytest.raises(Failed, match="FRONTDESK_OUTGOING_ALLOW"):
            await WebhookChannel(Fetcher(Allowed())).send(_target(canary.url, new_secret()), [MESSAGE])
    assert canary.connections == 0


def test_i2_the_receiver_in_the_docs_takes_what_we_send_once_and_nothing_else(capsys):
    page = (Path(__file__).parents[3] / "docs/api.md").read_text("utf-8")
    [code] = [each for each in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "import Webhook" in each]
    secret, body, known = new_secret(), body_of(MESSAGE), {}
    exec(code.replace("whsec_…", secret), known)
    headers = signed([secret], "e1", body, datetime.now(UTC))

    said = [known["hook"](body, headers), known["hook"](body, headers), known["hook"](body + b" ", headers)]

    assert said == [204, 204, 400]
    assert capsys.readouterr().out == "lead.created l1\n"


@pytest.mark.parametrize("status", [200, 201, 204, 299])
def test_2xx_is_accepted(status):
    assert read_answer(_answered(status), NOW).status == status


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (_answered(301, location="http://10.0.0.1/"), ("answered 301: redirects are not followed, give the address it"
                                                       " leads to", 301, True, False, None)),
        (_answered(400), ("answered 400", 400, True, False, None)),
        (_answered(410), ("answered 410: it wants no more events", 410, True, True, None)),
        (_answered(500, retry_after="60"), ("answered 500", 500, True, False, None)),
        (_answered(429, retry_after="60"), ("answered 429", 429, True, False, 60.0)),
        (_answered(503, retry_after="Thu, 14 May 2026 09:02:00 GMT"), ("answered 503", 503, True, False, 120.0)),
        (_answered(503, retry_after="soon"), ("answered 503", 503, True, False, None)),
    ],
)  # fmt: skip
def test_anything_else_is_a_failure_that_says_what_to_do_next(answer, said):
    with pytest.raises(Failed) as failed:
        read_answer(answer, NOW)

    told = failed.value
    assert (told.reason, told.status, told.again, told.disable, told.after) == said
    assert told.answer == "words"


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("0", 0.0), ("86400", 86_400.0), ("9" * 10, None), ("-1", None), ("²", None), ("", None),
     ("Thu, 14 May 2026 08:00:00 GMT", 0.0), ("Thu, 14 May 2026 09:00:00", None), ("Thu, 99 May 2026", None)],
)  # fmt: skip
def test_a_wait_is_read_as_seconds_or_as_a_moment(value, seconds):
    assert wanted_wait(value, NOW) == seconds
