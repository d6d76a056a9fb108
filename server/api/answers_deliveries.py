"""What programs read of webhooks and of what was delivered to them."""

from typing import Literal

from pydantic import Field

from server.api.answers import Answer, Moment


class TargetAnswer(Answer):
    """A place that a site's events are told; `events` and `kinds` empty: all."""

    id: str
    site: str
    channel: Literal["webhook", "mail", "telegram"]
    name: str
    address: str = Field(description="A URL, an e-mail address or the id of a chat.")
    events: list[str]
    kinds: list[str]
    language: str
    state: Literal["active", "disabled"]
    reason: str = Field(description="Why it is disabled, or empty.")
    failing_since: Moment | None = Field(description="The first failure after which nothing was accepted.")
    created_at: Moment


class WebhookAnswer(Answer):
    """An address that is told of a site's events; `events` and `kinds` empty: of all."""

    id: str
    site: str
    name: str
    url: str
    events: list[str]
    kinds: list[str]
    state: Literal["active", "disabled"]
    reason: str = Field(description="Why it is disabled, or empty.")
    failing_since: Moment | None = Field(description="The first failure after which nothing was accepted.")
    created_at: Moment


class WebhookSecretAnswer(WebhookAnswer):
    """The same with the secret that signs, which is shown here and never again."""

    secret: str = Field(description="`whsec_…`, for any library of Standard Webhooks.")


class AttemptAnswer(Answer):
    """One attempt; `reason` empty: it was accepted."""

    number: int
    at: Moment
    took_ms: int
    status: int = Field(description="Of HTTP; 0: it came to none.")
    reason: str
    answer: str = Field(description="At most its first 500 characters.")


class DeliveryAnswer(Answer):
    """One event on its way to one target; `event` is the `webhook-id`, the same in every repeat."""

    id: str
    site: str
    target: str
    event: str
    type: str
    thing: str = Field(description="The id of what it tells of; empty once that was erased.")
    state: Literal["waiting", "sending", "done", "failed", "cancelled"]
    attempts: int
    reason: str = Field(description="Of the last failure, or why it was cancelled.")
    next_at: Moment | None = Field(description="When it is tried next, while it waits.")
    at: Moment = Field(description="When the event happened.")
    done_at: Moment | None


class DeliveryCard(DeliveryAnswer):
    """The same with the attempts that are still kept, newest first."""

    log: list[AttemptAnswer]


class ReplayAnswer(Answer):
    """How many deliveries wait again."""

    count: int
