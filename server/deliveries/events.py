"""The types of events that are told outside; what writes them into the outbox names them in the same words."""

from typing import Literal, get_args

from server.deliveries.channels import WEBHOOK

LetterType = Literal["lead.created", "callback.created", "callback.taken", "callback.ended", "client.erased"]
EventType = Literal[
    LetterType,
    "code.given",
    "code.redeemed",
    "consent.confirmed",
    "consent.withdrawn",
    "conversation.created",
    "conversation.closed",
    "conversation.rated",
    "message.created",
]
LETTERS: tuple[str, ...] = get_args(LetterType)  # what people are told in mailboxes and chats
EVENTS: tuple[str, ...] = get_args(EventType)  # what programs are told: the others are too many for letters
PING = "ping"  # made by hand, to see whether a target hears us
# What concerns a lead, a call, a code, a consent or a conversation begins so, and came from a widget of some kind.
LEAD, CALL, CODE, CONSENT, CONVERSATION, MESSAGE = (
    "lead.",
    "callback.",
    "code.",
    "consent.",
    "conversation.",
    "message.",
)


def told_to(channel: str) -> tuple[str, ...]:
    """The events that a channel carries: all to programs, letters to people."""
    return EVENTS if channel == WEBHOOK else LETTERS


def wants(events: tuple[str, ...], kinds: tuple[str, ...], event: str, kind: str) -> bool:
    """Whether a target that asked for these events and kinds is told of this one; `kind` "": of no widget.

    An empty tuple asks for all.
    """
    return (not events or event in events) and (not kinds or not kind or kind in kinds)
