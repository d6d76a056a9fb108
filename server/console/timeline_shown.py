"""What happened to a person, each entry in words, with the day above the first of each day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from server.console.sources_shown import page_name, source_name
from server.console.times import Clock
from server.console.values_shown import readable
from server.sites.instants import read_instant

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stands on the page; `day` only where a new day begins."""

    number: int
    at: int
    icon: str
    title: str
    tone: str = ""
    lines: Sequence[str] = field(default_factory=tuple)
    quote: str = ""
    day: str = ""


class Teller:
    """Tells entries in words; `names` are the members by id, `widgets` the widgets' names by id."""

    def __init__(self, clock: Clock, names: Mapping[str, str], widgets: Mapping[str, str]) -> None:
        self._clock = clock
        self._t = clock.words
        self._names = names
        self._widgets = widgets

    def tell(self, items: Sequence[Row], after: str = "") -> list[Entry]:
        """The entries, newest first; `after` is the day of the entry that stands above them already."""
        told: list[Entry] = []
        for item in items:
            day = self._clock.day(read_instant(item["at"]))
            told.append(self._entry(item, "" if day == after else day))
            after = day
        return told

    def _entry(self, item: Row, day: str) -> Entry:
        tell = {
            "visit": self._visit,
            "lead": self._lead,
            "consent": self._consent,
            "call": self._call,
            "outcome": self._outcome,
            "note": self._note,
            "code": self._code,
            "change": self._change,
            "conversation": self._conversation,
        }.get(item["kind"], self._other)
        shown = tell(item["data"])
        return Entry(**{"number": item["number"], "at": read_instant(item["at"]), "day": day} | shown)

    def name(self, by: object) -> str:
        """A colleague's name, from an id or from `{id, name}`; somebody who has left has none here any more."""
        member, named = (by.get("id"), by.get("name")) if isinstance(by, dict) else (by, None)
        return self._names.get(str(member)) or str(named or self._t("notes.someone"))

    def _visit(self, data: Row) -> dict[str, Any]:
        came = source_name({"referrer": data.get("referrer", "")})
        lines = [page_name(data), self._t("calls.came_from", source=came) if came else ""]
        return {"icon": "eye", "title": self._t("timeline.visit"), "lines": [line for line in lines if line]}

    def _lead(self, data: Row) -> dict[str, Any]:
        named = self._widgets.get(str(data.get("widget", "")))
        title = self._t("timeline.lead", widget=named) if named else self._t("timeline.lead.bare")
        values = data.get("values")
        lines = [f"{name}: {value}" for name, value in readable(values or {}, self._t)]
        return {"icon": "inbox", "tone": "ours", "title": title, "lines": lines}

    def _consent(self, data: Row) -> dict[str, Any]:
        purpose = str(data.get("purpose", ""))
        words = self._t.known(f"purpose.{purpose}") or purpose
        title = "timeline.consent.withdrawn" if data.get("withdrawn") else "timeline.consent"
        return {
            "icon": "shield",
            "title": self._t(title, purpose=words),
            "quote": str(data.get("text", "")),
            "lines": [line for line in self._how(data) if line],
        }

    def _how(self, data: Row) -> tuple[str, ...]:
        """How a consent came about, or ended."""
        return (
            self._t("consent.by_mail") if data.get("confirmed") else "",
            self._t("timeline.consent.by", name=self.name(data["by"])) if data.get("by") else "",
            self._t("timeline.consent.by_mail") if data.get("by_mail") else "",
        )

    def _call(self, data: Row) -> dict[str, Any]:
        if by := data.get("by"):
            return {"icon": "phone", "tone": "ours", "title": self._t("timeline.call.taken", name=self.name(by))}
        asked = "again" if int(data.get("asked", 1)) > 1 else "asked"
        return {
            "icon": "phone",
            "tone": "ours",
            "title": self._t(f"timeline.call.{asked}"),
            "quote": str(data.get("question", "")),
        }

    def _outcome(self, data: Row) -> dict[str, Any]:
        outcome = str(data.get("outcome", ""))
        reached = outcome == "reached"
        again = read_instant(data["again_at"]) if data.get("again_at") else None
        lines = [
            self._t("timeline.outcome.by", name=self.name(data["by"])) if data.get("by") else "",
            self._t("timeline.outcome.corrected") if data.get("corrected_by") else "",
            self._t("timeline.outcome.again", when=self._clock.moment(again)) if again else "",
        ]
        return {
            "icon": "check" if reached else "clock" if outcome == "later" else "phone-missed",
            "tone": "good" if reached else "" if outcome == "later" else "bad",
            "title": self._t("timeline.outcome", outcome=self._t.known(f"outcome.was.{outcome}") or outcome),
            "lines": [line for line in lines if line],
            "quote": str(data.get("note", "")),
        }

    def _conversation(self, data: Row) -> dict[str, Any]:
        named = self._widgets.get(str(data.get("widget", "")))
        return {
            "icon": "bubble",
            "tone": "ours",
            "title": self._t("timeline.conversation"),
            "lines": [named] if named else [],
        }

    def _note(self, data: Row) -> dict[str, Any]:
        return {
            "icon": "note",
            "title": self._t("timeline.note", name=self.name(data.get("by"))),
            "quote": str(data.get("text", "")),
        }

    def _code(self, data: Row) -> dict[str, Any]:
        redeemed = data.get("state") == "redeemed"
        lines = [
            str(data.get("reward") or ""),
            self._t("timeline.code.pool", pool=data.get("pool", "")) if data.get("pool") else "",
            self._t("timeline.code.order", order=data["order"]) if data.get("order") else "",
            self._t("timeline.code.by", name=self.name(data["by"])) if data.get("by") else "",
        ]
        return {
            "icon": "check" if redeemed else "gift",
            "tone": "good" if redeemed else "ours",
            "title": self._t("timeline.code.redeemed" if redeemed else "timeline.code", code=data.get("code", "")),
            "lines": [line for line in lines if line],
        }

    def _change(self, data: Row) -> dict[str, Any]:
        changed, tags = data.get("changed", []), data.get("tags", {})
        what = [self._t.known(f"identity.{each}") or self._t.known(f"value.{each}") for each in changed]
        what += [str(each).replace("_", " ") for each in data.get("fields", [])]
        lines = [self._t("timeline.changed.what", what=", ".join(each for each in what if each))] if any(what) else []
        for way in ("added", "removed"):
            if named := tags.get(way):
                lines.append(self._t(f"timeline.changed.{way}", tags=", ".join(named)))
        if "owner" in data:
            to = data["owner"]
            lines.append(self._t("timeline.changed.owner", name=self.name(to)) if to else self._nobody())
        if data.get("because") == "reply":
            return {
                "icon": "person-plus",
                "tone": "ours",
                "title": self._t("timeline.replied", name=self.name(data["owner"])),
            }
        return {"icon": "edit", "title": self._t("timeline.changed", name=self.name(data.get("by"))), "lines": lines}

    def _nobody(self) -> str:
        return self._t("timeline.changed.nobody")

    def _other(self, data: Row) -> dict[str, Any]:
        return {"icon": "info", "title": self._t("timeline.other")}
