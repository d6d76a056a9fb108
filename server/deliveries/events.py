"""The types of events that are told outside; what writes them into the outbox names them in the same words."""

from typing import Literal, get_args

EventType = Literal["lead.created", "callback.created", "callback.taken", "callback.ended", "client.erased"]
EVENTS: tuple[str, ...] = get_args(EventType)
PING = "ping"  # made by hand, to see whether a target hears us
LEAD, CALL = "lead.", "callback."  # what concerns a lead or a call begins so, and came from a widget of some kind


def wants(events: tuple[str, ...], kinds: tuple[str, ...], event: str, kind: str) -> bool:
    """Whether a target that asked for these events and kinds is told of this one; `kind` "": of no widget.

    An empty tuple asks for all.
    """
    return (not events or event in events) and (not kinds or not kind or kind in kinds)
