"""Submissions of made-up people, each from an address of its own, as honest visitors of a busy day send them."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any


def new_token() -> str:
    """128 random bits, as browsers make visitors and keys."""
    return secrets.token_urlsafe(16)


@dataclass(frozen=True)
class Sending:
    """One submission of a phone number; sent again it is the same in every byte."""

    widget: str
    number: int
    key: str = field(default_factory=new_token)
    visitor: str = field(default_factory=new_token)

    @property
    def phone(self) -> str:
        """A Serbian mobile number that no other sending of this run has."""
        return f"+38164{2_000_000 + self.number}"

    def body(self) -> dict[str, Any]:
        """The body of POST …/submissions."""
        return {
            "key": self.key,
            "widget": self.widget,
            "values": {"phone": self.phone, "name": f"Person {self.number}"},
            "consent": ["contact"],
            "page": {"url": "http://localhost/beans?utm_source=bench", "title": "Beans", "referrer": ""},
            "visitor": self.visitor,
        }

    def encoded(self) -> bytes:
        """The body as it travels."""
        return json.dumps(self.body()).encode()

    def headers(self, origin: str) -> str:
        """Header lines of a page on `origin`, from an address of its own behind a trusted proxy."""
        address = f"10.{self.number >> 16 & 255}.{self.number >> 8 & 255}.{self.number & 255}"
        return f"Origin: {origin}\r\nContent-Type: application/json\r\nX-Forwarded-For: {address}\r\n"
