"""Webhooks as Standard Webhooks describe them: one signed POST for each event, the same id in every repeat."""

import base64
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import standardwebhooks
from pydantic_core import to_json

from server.deliveries.channels import LONGEST_ANSWER, Failed, Message, Sent, Target
from server.outgoing.failures import NotFetched
from server.outgoing.fetcher import Answered, Fetcher, Outgoing
from server.sites.instants import written

PREFIX = "whsec_"
SECRET_BYTES = 32
GONE, ASKS_TO_WAIT = 410, (429, 503)


def new_secret() -> str:
    """A secret to sign with, in the form that libraries of Standard Webhooks take."""
    return PREFIX + base64.b64encode(os.urandom(SECRET_BYTES)).decode("ascii")


class WebhookChannel:
    """Posts `{type, timestamp, data}`; 2xx within 15 seconds means accepted, and 410 that no more is wanted."""

    most = 1

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher

    async def send(self, target: Target, messages: Sequence[Message]) -> Sent:
        """Post one event; of the answer at most 64 KiB are read, whatever its length."""
        [message] = messages
        body = body_of(message)
        headers = {"content-type": "application/json"} | signed(target.secrets, message.id, body, datetime.now(UTC))
        try:
            answer = await self._fetcher.fetch(Outgoing("POST", target.address, headers, body, cut=True))
        except NotFetched as error:
            raise Failed(error.said, error.status, again=error.again) from error
        return read_answer(answer, datetime.now(UTC))


def body_of(message: Message) -> bytes:
    """What is posted; the same event makes the same body as long as its thing stays as it was."""
    return to_json({"type": message.type, "timestamp": written(message.at), "data": message.thing})


def signed(secrets: Sequence[str], id_: str, body: bytes, now: datetime) -> dict[str, str]:
    """The three headers; each secret signs, so that a receiver may change to the new one at its own hour."""
    text = body.decode()
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(standardwebhooks.Webhook(each).sign(id_, now, text) for each in secrets),
    }


def read_answer(answer: Answered, now: datetime) -> Sent:
    """What the answer means for us: accepted, or `Failed` with what to do next."""
    said, status = answer.text(LONGEST_ANSWER), answer.status
    if 200 <= status < 300:
        return Sent(status, said)
    if status == GONE:
        raise Failed("answered 410: it wants no more events", status, disable=True, answer=said)
    if 300 <= status < 400:
        raise Failed(
            f"answered {status}: redirects are not followed, give the address it leads to", status, answer=said
        )
    after = wanted_wait(answer.headers.get("retry-after", ""), now) if status in ASKS_TO_WAIT else None
    raise Failed(f"answered {status}", status, after=after, answer=said)


def wanted_wait(value: str, now: datetime) -> float | None:
    """A header `Retry-After` in seconds from now, whether it names seconds or a moment; None for anything else."""
    if value.isascii() and value.isdigit() and len(value) < 10:
        return float(value)
    try:
        at = parsedate_to_datetime(value)
        return max(0.0, (at - now).total_seconds()) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None
