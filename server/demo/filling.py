"""Fills the sample site through the same doors that visitors and programs use."""

import copy
import secrets
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from server.demo.articles import ARTICLES
from server.demo.caller import Caller
from server.demo.desk import Desk
from server.demo.people import VISITORS, Visitor
from server.registry import Kind, Registry
from server.sites.references import POOL as OF_POOLS
from server.sites.references import references

OPENED_MS = 21_000
POOL = {
    "name": "Welcome 10 %",
    "kind": "generated",
    "reward": "10 % off the first order",
    "prefix": "HARBOUR-",
    "length": 8,
    "limit": 5000,
    "valid_days": 14,
}
CONTACT = ("name", "phone", "email", "question")


class Filling:
    """Brings the sample site up to date; run again it adds only what is missing."""

    def __init__(self, caller: Caller, desk: Desk, registry: Registry, shop_url: str) -> None:
        self._caller = caller
        self._desk = desk
        self._registry = registry
        self._shop_url = shop_url

    def fill(self) -> str:
        """Everything; gives back the widget that the shop's own button opens, or nothing where no kind takes calls."""
        self._allow_shop()
        placed = self._place_widgets(self._pool())
        if not self._program("GET", f"/sites/{self._desk.site_id}/leads?limit=1")["items"]:
            self._leave_leads(placed)
            self._work_on_calls()
        self._write_articles()
        return next((placed[kind.name] for kind in self._registry if "calls" in kind.widget.needs), "")

    def _allow_shop(self) -> None:
        site = self._program("GET", f"/sites/{self._desk.site_id}")
        if self._shop_url not in site["origins"]:
            self._program("PATCH", f"/sites/{site['id']}", {"origins": [self._shop_url]})

    def _pool(self) -> str:
        """The codes that the sample shop gives away."""
        path = f"/sites/{self._desk.site_id}/code-pools"
        made = {each["name"]: each["id"] for each in self._program("GET", f"{path}?limit=100")["items"]}
        return str(made.get(POOL["name"]) or self._program("POST", path, POOL)["id"])

    def _place_widgets(self, pool: str) -> dict[str, str]:
        """One widget of each kind, made from the first of its examples; the first one of a kind stays the one."""
        path = f"/sites/{self._desk.site_id}/widgets"
        placed = {each["kind"]: each["id"] for each in self._program("GET", f"{path}?limit=100")["items"]}
        for kind in self._registry:
            if kind.name not in placed:
                new = {"kind": kind.name, "settings": with_pool(kind, kind.examples[0].settings, pool)}
                placed[kind.name] = self._program("POST", path, new)["id"]
        return placed

    def _write_articles(self) -> None:
        path = f"/sites/{self._desk.site_id}/articles"
        written = {each["title"] for each in self._program("GET", path)["items"]}
        for article in ARTICLES:
            if article["title"] not in written:
                self._program("POST", path, article)

    def _leave_leads(self, placed: Mapping[str, str]) -> None:
        takers = [kind for kind in self._registry if takes_contact(kind)]
        for place, visitor in enumerate(VISITORS if takers else ()):
            kind = takers[place % len(takers)]
            sent = submission(kind, visitor, self._shop_url) | {"widget": placed[kind.name]}
            for key in [secrets.token_urlsafe(16) for _ in range(2 if visitor.again else 1)]:
                self._leave(sent | {"key": key}, place)

    def _leave(self, body: Mapping[str, Any], place: int) -> None:
        path, headers = f"/v1/sites/{self._desk.site_key}/submissions", {"origin": self._shop_url}
        self._caller.call("POST", path, body, headers, source=f"127.0.0.{20 + place}")

    def _work_on_calls(self) -> None:
        waiting = self._program("GET", f"/sites/{self._desk.site_id}/callbacks?limit=100")["items"]
        by_phone = {call["phone"]: call for call in waiting}
        for visitor in VISITORS:
            call = by_phone.get(plain(visitor.phone))
            if call is None:
                continue
            if visitor.remark:
                self._program("POST", f"/clients/{call['client']}/notes", {"text": visitor.remark}, visitor.by)
            for act, said in acts(visitor):
                self._program("POST", f"/callbacks/{call['id']}/{act}", said, visitor.by)

    def _program(self, method: str, path: str, body: object = None, by: int = 0) -> Any:
        token = (self._desk.api_token, self._desk.colleague_token)[by]
        return self._caller.as_program(token, method, path, body)


def acts(visitor: Visitor) -> Iterator[tuple[str, dict[str, str] | None]]:
    """What the team does about the visitor's call, in order."""
    if not visitor.outcome:
        return
    yield "accept", None
    if visitor.outcome != "taken":
        said = {"outcome": visitor.outcome, "note": visitor.note}
        if visitor.outcome == "later":
            said["at"] = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%dT09:00:00Z")
        yield "outcome", said


def with_pool(kind: Kind, settings: Mapping[str, Any], pool: str) -> dict[str, Any]:
    """The settings with this pool wherever they name one."""
    made: dict[str, Any] = copy.deepcopy(dict(settings))
    for path, control, _ in references(kind.widget.settings.read(settings), ""):
        if control != OF_POOLS:
            continue
        *above, name = path.strip(".").split(".")
        place: Any = made
        for part in above:
            place = place[int(part)] if isinstance(place, list) else place[part]
        place[name] = pool
    return made


def submission(kind: Kind, visitor: Visitor, shop_url: str) -> dict[str, Any]:
    """What this visitor's browser sends to a widget of this kind: the kind's example with the visitor's contact."""
    taken = kind.widget.submission.model_json_schema().get("properties", {})
    example = next(each for each in kind.examples[0].submissions if each.get("accepted", True))
    values = {name: value for name, value in dict(example["values"]).items() if name not in CONTACT}  # type: ignore
    contact = {name: getattr(visitor, name) for name in CONTACT if name in taken and getattr(visitor, name)}
    said: dict[str, Any] = {
        "values": values | contact,
        "consent": [purpose.name for purpose in kind.widget.purposes if purpose.required],
        "page": {"url": shop_url + visitor.path, "title": "Harbour Row", "referrer": visitor.referrer},
        "visitor": secrets.token_urlsafe(16),
        "language": visitor.language,
        "opened_ms": OPENED_MS,
    }
    return said | ({"trap": visitor.trap} if visitor.trap else {})


def takes_contact(kind: Kind) -> bool:
    """Whether visitors of this kind have to leave a telephone number, and an example shows how."""
    required = kind.widget.submission.model_json_schema().get("required", ())
    return "phone" in required and any(each.get("accepted", True) for each in kind.examples[0].submissions)


def plain(phone: str) -> str:
    """A number as it is kept: the plus and the digits."""
    return "+" + "".join(letter for letter in phone if letter.isdecimal())
