"""What the fake desk knows of conversations: one of them, its messages by number, and who has heard how much of it."""

from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
AT_ONCE = 50
MOST = 200


class Talk:
    """The only conversation of the fake desk; `answers` is asked first for each message.

    It may return a refusal, `"lost"` for one that is kept and not confirmed, or `"silence"` for one that never came.
    """

    def __init__(self, clock: Callable[[], int]) -> None:
        self.clock = clock
        self.name = "conversation1"
        self.messages: list[Json] = []
        self.frames: list[Json] = []
        self.keys: dict[str, Json] = {}
        self.read = 0
        self.by: Json | None = None
        self.state = "waiting"
        self.place = self.minutes = self.rated = 0
        self.opinion = ""
        self.answers: Callable[[Json], Any] = lambda frame: None
        self.have: dict[Any, int] = {}
        self.told: dict[Any, Json] = {}
        self.who: dict[Any, str] = {}
        self.visitors: set[str] = set()

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Who said what, in order."""
        return [(each["author"], each["text"]) for each in self.messages]

    def of_type(self, kind: str) -> list[Json]:
        """The frames of this type that came, in order."""
        return [frame for frame in self.frames if frame["type"] == kind]

    def add(self, author: str, text: str, **more: Any) -> Json:
        """Say something on one side."""
        number = len(self.messages) + 1
        said = {"id": f"message{number}", "number": number, "author": author, "text": text, "at": self.clock()}
        self.messages.append(said | more)
        return self.messages[-1]

    def hear(self, line: Any, frame: Json) -> list[Json]:
        """What is answered to a frame on this line, besides what is new."""
        self.frames.append(frame)
        match frame["type"]:
            case "hello":
                self.who[line] = frame.get("visitor", "")
                self.told.pop(line, None)
                self.follow(line, frame.get("have"))
            case "message":
                self.visitors.add(self.who[line])
                return self._say(frame)
            case "rate":
                self.rated, self.opinion = frame["value"], frame.get("text", "")
            case "earlier":
                end = frame["before"] - 1
                start = max(0, end - AT_ONCE)
                return [self._messages(start, end)]
        return []

    def follow(self, line: Any, have: int | None) -> None:
        """Tell this line of the conversation from here on, if it asks for it and its visitor is in it."""
        visitor = self.who[line]
        self.have.pop(line, None)
        if have is not None and visitor and (visitor in self.visitors or not self.visitors):
            self.have[line] = have

    def news(self, line: Any) -> list[Json]:
        """What this line has not heard yet."""
        if line not in self.have or not self.messages:
            return []
        found = []
        state = self._state()
        if self.told.get(line) != state:
            self.told[line] = state
            found.append(state)
        last = len(self.messages)
        start = last - AT_ONCE if last - self.have[line] > MOST else self.have[line]
        found += [self._messages(at, min(at + AT_ONCE, last)) for at in range(start, last, AT_ONCE)]
        self.have[line] = max(last, self.have[line])
        return found

    def _say(self, frame: Json) -> list[Json]:
        answer = self.answers(frame)
        if answer == "silence":
            return []
        if isinstance(answer, dict):
            return [{"type": "refused", "key": frame["key"]} | answer]
        said = self.keys.get(frame["key"]) or self.add("visitor", frame["text"])
        self.keys[frame["key"]] = said
        posted = {"type": "posted", "key": frame["key"]} | {name: said[name] for name in ("id", "number", "at")}
        return [] if answer == "lost" else [posted]

    def _state(self) -> Json:
        last = len(self.messages)
        state = {"type": "conversation", "id": self.name, "state": self.state, "last": last, "read": self.read}
        state |= {"place": self.place, "minutes": self.minutes, "rated": self.rated, "opinion": self.opinion}
        return state | ({"by": self.by} if self.by else {})

    def _messages(self, start: int, end: int) -> Json:
        return {"type": "messages", "after": start, "items": self.messages[start:end], "last": len(self.messages)}
