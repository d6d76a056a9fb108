"""Which people a page asks for: the fields of its filter, read leniently, since an old address must still open."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from pydantic import ValidationError

from server.clients.asked import LONGEST, Asked
from server.console.times import Clock

PLAIN = ("tag", "owner", "source", "has", "agreed")
DAYS = ("created_since", "created_until", "seen_since")
DAY_MS = 24 * 60 * 60 * 1000
PURPOSES = ("contact", "marketing", "analytics")


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for, as the page's fields hold it (`said`) and as the client store understands it (`asked`)."""

    said: Mapping[str, str]
    asked: Asked

    @property
    def query(self) -> str:
        """The same as the end of an address."""
        return urlencode(self.said)

    @property
    def count(self) -> int:
        """How many filters are set beside the typed words."""
        return sum(name != "q" for name in self.said)


def read_filter(params: Mapping[str, str], clock: Clock) -> Filter:
    """The filter of a page; what makes no sense is left out."""
    said = {name: params.get(name, "").strip()[:LONGEST].replace("\0", "") for name in ("q", *PLAIN, *DAYS)}
    kept: dict[str, str] = {}
    asked = Asked()
    for name, value in said.items():
        meant = _moment(name, value, clock) if name in DAYS else value
        if not value or meant is None:
            continue
        try:
            asked = Asked.model_validate(asked.model_dump(exclude_defaults=True) | {name: meant})
        except ValidationError:
            continue
        kept[name] = value
    return Filter(kept, asked)


def _moment(name: str, day: str, clock: Clock) -> int | None:
    """The beginning of a day on the site's clock; of a last day its end."""
    begin = clock.read(f"{day}T00:00") if day else None
    return begin + DAY_MS if begin is not None and name.endswith("_until") else begin
