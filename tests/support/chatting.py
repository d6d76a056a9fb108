"""Visitors and managers who chat through a line that breaks, and write down what they sent, heard and were promised."""

import asyncio
import contextlib
import json
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx2
import websockets

Frame = dict[str, Any]
ANSWER_SECONDS = 4.0  # as a browser waits; then the same goes again under the same key
GONE = (OSError, websockets.WebSocketException, TimeoutError, httpx2.TransportError)


@dataclass
class Side:
    """What one side of a conversation holds: the messages in the order in which they came, and what it saw wrong."""

    held: list[Frame] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def have(self) -> int:
        """The number of the last message that it holds."""
        return self.held[-1]["number"] if self.held else 0

    def take(self, items: list[Frame]) -> None:
        """Hold what is new; what is skipped, or comes out of its order, is written down as wrong."""
        for item in items:
            if item["number"] == self.have + 1:
                self.held.append(item)
            elif item["number"] > self.have:
                self.wrong.append(f"{item['number']} after {self.have}")


class ChattingVisitor(Side):
    """One visitor's page: says its lines one after the other, each until it is acknowledged."""

    def __init__(self, address: str, key: str, origin: str, widget: str, name: str) -> None:
        super().__init__()
        self.name = name
        self.acknowledged: dict[str, int] = {}
        self._where = f"{address.replace('http', 'ws')}/v1/sites/{key}/socket"
        self._origin = origin
        self._widget = widget
        self._token = secrets.token_urlsafe(24)
        self._socket: Any = None
        self._posted: dict[str, asyncio.Future[int]] = {}
        self.refused: list[Frame] = []
        # Each from a network of their own, as visitors are.
        self._headers = {
            "X-Forwarded-For": f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
        }

    async def live(self) -> None:
        """Hold the line, again and again, until cancelled."""
        while True:
            with contextlib.suppress(*GONE):
                async with self._connect() as socket:
                    await socket.send(json.dumps({"type": "hello", "visitor": self._token, "have": self.have}))
                    self._socket = socket
                    async for raw in socket:
                        self._hear(json.loads(raw))
            self._socket = None
            await asyncio.sleep(0.1 + secrets.randbelow(300) / 1000)

    def _connect(self) -> Any:
        return websockets.connect(
            self._where, origin=self._origin, compression=None, additional_headers=self._headers, open_timeout=5
        )  # type: ignore[call-overload]

    async def say(self, text: str) -> None:
        """Say something, as often as it takes, under one key."""
        key = secrets.token_urlsafe(12)
        posted = self._posted[key] = asyncio.get_running_loop().create_future()
        while not posted.done():
            with contextlib.suppress(*GONE):
                if self._socket is not None:
                    said = {"type": "message", "key": key, "widget": self._widget, "text": text}
                    await self._socket.send(json.dumps(said))
                await asyncio.wait([posted], timeout=ANSWER_SECONDS if self._socket else 0)
            if not posted.done():  # a line that has just broken refuses at once: the loop has to breathe
                await asyncio.sleep(0.1)
        self.acknowledged[text] = posted.result()

    def _hear(self, frame: Frame) -> None:
        match frame["type"]:
            case "messages":
                self.take(frame["items"])
            case "posted" if not self._posted[frame["key"]].done():
                self._posted[frame["key"]].set_result(frame["number"])
            case "refused":
                self.refused.append(frame)


class ChattingManager:
    """One of the team: goes through the conversations, reads what is new in theirs and answers each question."""

    gone = GONE

    def __init__(self, address: str, site: str, token: str) -> None:
        self.sides: dict[str, Side] = {}
        self.acknowledged: dict[str, int] = {}
        self._site = site
        self._client = httpx2.AsyncClient(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=5)

    async def look(self, place: int, among: int) -> None:
        """Read and answer once whatever is new in each `among`-th conversation, beginning with this one."""
        async for each in self._conversations():
            if int(each["id"], 36) % among == place and each["last"] > self._side(each["id"]).have:
                await self._answer(each["id"])

    def _side(self, conversation: str) -> Side:
        return self.sides.setdefault(conversation, Side())

    async def _answer(self, conversation: str) -> None:
        side, path = self._side(conversation), f"/api/v1/conversations/{conversation}/messages"
        after = {"limit": 100} | ({"cursor": side.have} if side.have else {})
        side.take((await self._client.get(path, params=after)).raise_for_status().json()["items"])
        for item in side.held:
            answer = f"re: {item['text']}"
            if item["author"] == "visitor" and answer not in self.acknowledged:
                said = {"key": f"re-{item['id']}", "text": answer}
                made = (await self._client.post(path, json=said)).raise_for_status().json()
                self.acknowledged[answer] = made["number"]

    async def _conversations(self) -> AsyncIterator[Frame]:
        cursor: str | None = ""
        while cursor is not None:
            params = {"limit": 100} | ({"cursor": cursor} if cursor else {})
            answer = await self._client.get(f"/api/v1/sites/{self._site}/conversations", params=params)
            page = answer.raise_for_status().json()
            for each in page["items"]:
                yield each
            cursor = page["next"]
