"""The thing that an event tells of, exactly as a program would read it here."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import BaseModel

from server.api.answers import CallbackAnswer, ConfirmedAnswer, LeadAnswer
from server.api.answers_codes import CodeAnswer
from server.api.answers_conversations import ConversationAnswer, MessageAnswer
from server.calls import listing
from server.clients import consents
from server.codes import listing as codes
from server.conversations import reading
from server.database import Reader
from server.errors import NotFound
from server.leads import inbox

Read = Callable[[Reader, str, str], Any]
BEGINS: Mapping[str, tuple[Read, type[BaseModel]]] = {
    "lead.": (inbox.one, LeadAnswer),
    "callback.": (listing.one, CallbackAnswer),
    "code.": (codes.one, CodeAnswer),
    "consent.": (consents.one, ConfirmedAnswer),
    "conversation.": (reading.one, ConversationAnswer),
    "message.": (reading.message_of_site, MessageAnswer),
}


def thing(reader: Reader, site: str, event: str, thing: str) -> dict[str, Any] | None:
    """What an event of this type tells of, at this moment; None when it is not there any more.

    Where there is nothing to read besides (somebody was erased, a ping) it is the ids alone.
    """
    known = next((each for begin, each in BEGINS.items() if event.startswith(begin)), None)
    if known is None:
        return {"id": thing, "site": site}
    read, model = known
    try:
        return model.model_validate(read(reader, site, thing)).model_dump(mode="json")
    except NotFound:
        return None
