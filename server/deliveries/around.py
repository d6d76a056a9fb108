"""What stands around an event when people are told of it: the widget's name, and what we promised."""

from collections.abc import Sequence

from server.calls.promises import promised_until
from server.database import Reader
from server.deliveries.channels import Message
from server.deliveries.events import LEAD
from server.deliveries.letters import Desk, Happened
from server.sites import widgets


def happened(reader: Reader, messages: Sequence[Message]) -> list[Happened]:
    """The messages with what is known around each, in their order."""
    return [_around(reader, message) for message in messages]


def desk_of(message: Message) -> Desk:
    """The desk at which a message's event happened."""
    return Desk(message.site.name, message.site.time_zone)


def _around(reader: Reader, message: Message) -> Happened:
    widget = widgets.find(reader, str(message.thing.get("widget", "")))
    promised = promised_until(reader, str(message.thing["id"])) if message.type.startswith(LEAD) else None
    return Happened(message.type, message.at, message.thing, widget.name if widget else "", promised)
