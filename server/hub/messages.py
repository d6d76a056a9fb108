"""Every frame of both lines by its `type`, and the way from bytes to a frame that we trust; no I/O."""

from collections.abc import Iterator, Mapping

from pydantic import ValidationError

from server.errors import Invalid, UnknownFrame, Unreadable
from server.hub.console_frames import (
    ConsoleHello,
    ConsoleIdle,
    ConsoleLooking,
    ConsoleTyping,
    ConsoleWelcome,
    FeedNews,
    Lookers,
    Online,
    SomebodyTypes,
    Stale,
)
from server.hub.decoder import read_json
from server.hub.frames import Incoming, Outgoing, Ping, Pong, Refused
from server.hub.visitor_frames import (
    ConversationTold,
    Earlier,
    Facts,
    Hello,
    Invited,
    Kept,
    Message,
    MessagesTold,
    Moved,
    PostedTold,
    Progress,
    Rate,
    Read,
    SiteChanged,
    Submit,
    Typing,
    TypingTold,
    Welcome,
)
from server.model import problems

Frames = Mapping[str, type[Incoming]]

FROM_VISITOR: Frames = {
    "hello": Hello,
    "page": Moved,
    "submit": Submit,
    "message": Message,
    "earlier": Earlier,
    "read": Read,
    "rate": Rate,
    "typing": Typing,
    "pong": Pong,
}
FROM_CONSOLE: Frames = {
    "hello": ConsoleHello,
    "looking": ConsoleLooking,
    "typing": ConsoleTyping,
    "idle": ConsoleIdle,
    "pong": Pong,
}
TO_VISITOR: tuple[type[Outgoing], ...] = (
    Welcome,
    Facts,
    Kept,
    Refused,
    Progress,
    ConversationTold,
    MessagesTold,
    PostedTold,
    TypingTold,
    Invited,
    SiteChanged,
    Ping,
)
TO_CONSOLE: tuple[type[Outgoing], ...] = (
    ConsoleWelcome,
    FeedNews,
    Stale,
    Online,
    Lookers,
    SomebodyTypes,
    Refused,
    Ping,
)


def read_object(raw: bytes | str) -> dict[str, object]:
    """The frame's members before they are checked, or the refusal of bytes that are no frame at all."""
    said = read_json(raw)
    if not isinstance(said, dict):
        raise Unreadable("A frame is a JSON object with a type.")
    return said


def key_of(said: Mapping[str, object]) -> str | None:
    """The frame's key, so that even a refused frame can be answered by it."""
    key = said.get("key")
    return key if isinstance(key, str) and len(key) <= 64 else None


def read_frame(said: Mapping[str, object], frames: Frames) -> Incoming:
    """Turn the members into a frame that we trust, or refuse it with every reason."""
    kind = said.get("type")
    model = frames.get(kind) if isinstance(kind, str) else None
    if model is None:
        raise UnknownFrame
    try:
        return model.model_validate(said)
    except ValidationError as error:
        raise Invalid(errors=problems(error)) from error


def read(raw: bytes | str, frames: Frames) -> Incoming:
    """From bytes to a frame that we trust, in one step."""
    return read_frame(read_object(raw), frames)


def described() -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """Each frame as (line, direction, type, fields), so that a test can hold the documentation to it."""
    for line, incoming, outgoing in (("visitor", FROM_VISITOR, TO_VISITOR), ("console", FROM_CONSOLE, TO_CONSOLE)):
        for kind, received in incoming.items():
            yield line, "in", kind, tuple(received.model_fields)
        for sent in outgoing:
            yield line, "out", sent.model_fields["type"].default, tuple(sent.model_fields)
