"""Messages into a Telegram chat, through the interface that Telegram gives to bots."""

import json
import re
from collections.abc import Sequence
from typing import Any

from server.clients.stored import json_text
from server.database import Database
from server.deliveries.around import desk_of, happened
from server.deliveries.channels import LONGEST_ANSWER, Failed, Message, Sent, Target
from server.deliveries.events import PING
from server.deliveries.letters import Drawer
from server.outgoing.failures import NotFetched
from server.outgoing.fetcher import Answered, Fetcher, Outgoing

LONGEST_TEXT = 4096
TOKEN = re.compile(r"[0-9]{5,20}:[A-Za-z0-9_-]{20,100}")
CHAT = re.compile(r"-?[0-9]{1,20}|@[A-Za-z][A-Za-z0-9_]{3,31}")

NO_BOT = "Telegram knows no bot with this token"
NO_CHAT = "Telegram knows no such chat, or the bot is not in it"
SHUT_OUT = "the bot was blocked or put out of the chat"
MOVED = "the group has become a supergroup, which has another chat id"
TOO_OFTEN = "Telegram asks us to wait"
REFUSED = "Telegram does not take this message"
AWAY = "Telegram cannot take messages now"
STRANGE = "what answered there is not Telegram"


class TelegramChannel:
    """One message for each thing. The bot's token stands in the address that is called, as Telegram wants it."""

    most = 1

    def __init__(self, database: Database, fetcher: Fetcher, drawer: Drawer, address: str) -> None:
        self._database = database
        self._fetcher = fetcher
        self._drawer = drawer
        self._address = address.rstrip("/")

    async def send(self, target: Target, messages: Sequence[Message]) -> Sent:
        """Post the message as plain text: what a visitor wrote is never read as formatting."""
        text = await self._text(target, messages[0])
        said = {"chat_id": target.address, "text": text, "link_preview_options": {"is_disabled": True}}
        token = target.secrets[0] if target.secrets else ""
        if not TOKEN.fullmatch(token):
            raise Failed(NO_BOT, disable=True)
        url = f"{self._address}/bot{token}/sendMessage"
        headers = {"Content-Type": "application/json"}
        try:
            answer = await self._fetcher.fetch(Outgoing("POST", url, headers, json_text(said).encode()))
        except NotFetched as error:
            raise Failed(error.said, error.status, again=error.again) from error
        return read_answer(answer)

    async def _text(self, target: Target, message: Message) -> str:
        if message.type == PING:
            letter = self._drawer.draw("test", target.language, {"site": message.site.name})
            return f"{letter.subject}\n\n{letter.text.strip()}"[:LONGEST_TEXT]
        told = await self._database.read(happened, [message])
        return self._drawer.line(target.language, desk_of(message), told[0], LONGEST_TEXT)


def read_answer(answer: Answered) -> Sent:
    """What Telegram has answered: that it took the message, or `Failed` with what that means for us."""
    said = answer.text(LONGEST_ANSWER)
    told = _told(answer)
    if told.get("ok") is True and answer.status == 200:
        return Sent(answer.status, "")  # it repeats our own message: nothing of that is kept
    words = str(told.get("description", "")).lower()
    more: dict[str, Any] = told["parameters"] if isinstance(told.get("parameters"), dict) else {}
    match answer.status:
        case 401 | 404 if told:
            raise Failed(NO_BOT, answer.status, disable=True, answer=said)
        case 403:
            raise Failed(SHUT_OUT, answer.status, disable=True, answer=said)
        case 400 if "migrate_to_chat_id" in more:
            raise Failed(MOVED, answer.status, disable=True, answer=said)
        case 400 if "chat not found" in words:
            raise Failed(NO_CHAT, answer.status, disable=True, answer=said)
        case 429:
            raise Failed(TOO_OFTEN, answer.status, after=_seconds(more.get("retry_after")), answer=said)
        case 400 if told:
            raise Failed(REFUSED, answer.status, again=False, answer=said)
    raise Failed(AWAY if answer.status >= 500 else STRANGE, answer.status, answer=said)


def _told(answer: Answered) -> dict[str, Any]:
    """The answer's JSON object; an empty one where there is none, as from a proxy in between."""
    try:
        told = json.loads(answer.body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _seconds(said: object) -> float | None:
    return float(said) if isinstance(said, int) and not isinstance(said, bool) and said > 0 else None
