"""Speaks HTTP with Frontdesk the way a visitor's browser and a program do: the demo has no other way in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Any

SECONDS = 15.0


class NotAnswered(Exception):
    """Frontdesk refused, or did not answer at all; the message tells what was asked and what it said."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Calls one Frontdesk on this machine; blocks, so it belongs in a thread."""

    host: str
    port: int

    def call(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None, source: str = ""
    ) -> Any:
        """What was answered, read as JSON; `source` is the address of this machine to call from."""
        sent = {"content-type": "application/json"} | dict(headers or {})
        connection = HTTPConnection(self.host, self.port, SECONDS, (source, 0) if source else None)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), sent)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, HTTPException) as error:
            raise NotAnswered(f"{method} {path}: {error}") from error
        finally:
            connection.close()
        if answer.status >= 400:
            raise NotAnswered(f"{method} {path}: {answer.status} {said.decode('utf-8', 'replace')}")
        return json.loads(said) if said else None

    def as_program(self, token: str, method: str, path: str, body: object = None) -> Any:
        """The same under `/api/v1`, as the member whose token this is."""
        return self.call(method, f"/api/v1{path}", body, {"authorization": f"Bearer {token}"})
