"""Telegram's interface for bots as its documentation describes it, for tests: one bot, one chat, and its refusals."""

from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

TOKEN = "123456789:AAF-a_token_that_only_the_simulator_knows"
CHAT = "-1001234567890"


@dataclass
class Telegram:
    """What was posted into the chat, and how the next message is met: `answer` is a status with its description."""

    messages: list[dict[str, Any]] = field(default_factory=list)
    answer: tuple[int, str] | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    answers_html: bool = False

    @property
    def app(self) -> Starlette:
        """The interface, to be served."""
        return Starlette(routes=[Route("/bot{token}/sendMessage", self.send_message, methods=["POST"])])

    @property
    def texts(self) -> list[str]:
        """What people read in the chat."""
        return [str(message["text"]) for message in self.messages]

    async def send_message(self, request: Request) -> Response:
        """`sendMessage`, with the refusals that Telegram gives for what is wrong with it."""
        if self.answers_html:
            return PlainTextResponse("<html>A proxy stands in between</html>", 404)
        if request.path_params["token"] != TOKEN:
            return refuse(401, "Unauthorized")
        if self.answer:
            return refuse(*self.answer, parameters=self.parameters)
        said = await request.json()
        if said.get("chat_id") != CHAT:
            return refuse(400, "Bad Request: chat not found")
        if not said.get("text"):
            return refuse(400, "Bad Request: message text is empty")
        if len(said["text"].encode("utf-16-le")) // 2 > 4096:
            return refuse(400, "Bad Request: message is too long")
        self.messages.append(said)
        result = {"message_id": len(self.messages), "chat": {"id": int(CHAT)}, "text": said["text"]}
        return JSONResponse({"ok": True, "result": result})


def refuse(status: int, description: str, parameters: dict[str, Any] | None = None) -> Response:
    """A refusal in Telegram's form."""
    said: dict[str, Any] = {"ok": False, "error_code": status, "description": description}
    return JSONResponse(said | ({"parameters": parameters} if parameters else {}), status)
