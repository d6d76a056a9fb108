"""What happened at a desk, ready to be drawn in a letter: who, how to reach them, what they left, what we promised."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from server.clients.emails import readable_email
from server.console.faces import readable_phone
from server.console.kinds_shown import Kinds
from server.console.people_shown import title_of
from server.console.sources_shown import page_name, source_name
from server.console.times import Clock
from server.console.values_shown import readable
from server.console.words import Words
from server.deliveries.letters import Happened

LEAD = "lead"
CARD = "{address}/console/people/{client}"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happened; `what` is its sentence, `reach` are addresses to press with what is read of each."""

    title: str
    what: str
    when: str
    reach: Sequence[tuple[str, str]]
    promise: str
    said: Sequence[tuple[str, str]]
    around: Sequence[str]
    link: str


def item_of(happened: Happened, kinds: Kinds, clock: Clock, address: str) -> Item:
    """One thing that happened; a thing of a type we have no words for is told by the type's own name."""
    thing, t = happened.thing, clock.words
    person = {"name": "", "phone": "", "email": "", **thing}
    title = title_of(person, t)
    kind = str(thing.get("kind", ""))
    widget = kinds.widget(kind, happened.widget) if kind and happened.widget else happened.widget or kinds.name(kind)
    return Item(
        title=title,
        what=_sentence(happened, title, widget, t),
        when=clock.moment(happened.at),
        reach=_reach(person),
        promise=_promise(happened, clock),
        said=_said(thing, t),
        around=_around(thing, widget, t),
        link=CARD.format(address=address, client=thing["client"]) if thing.get("client") else "",
    )


def subject_of(items: Sequence[Item], site: str, t: Words) -> str:
    """What a letter is about: the thing that happened, or how many did."""
    if len(items) == 1:
        return t("mail.subject", what=items[0].what, site=site)
    return t("mail.digest", n=len(items), site=site)


def _sentence(happened: Happened, title: str, widget: str, t: Words) -> str:
    thing = happened.thing
    taker = (thing.get("taken_by") or {}).get("name") or t("notes.someone")
    outcome = t.known(f"outcome.was.{thing.get('outcome')}") or ""
    said = t.known(f"mail.event.{happened.type}", who=title, widget=widget, by=taker, outcome=outcome)
    return said or t("mail.event.other", type=happened.type)


def _reach(person: Mapping[str, Any]) -> list[tuple[str, str]]:
    phone, email = str(person["phone"] or ""), str(person["email"] or "")
    found = [(f"tel:{quote(phone, safe='+')}", readable_phone(phone))] if phone else []
    return found + ([(f"mailto:{quote(email, safe='@')}", readable_email(email))] if email else [])


def _promise(happened: Happened, clock: Clock) -> str:
    """Until when we promised to call; nothing where we did not, or where somebody has the call."""
    if happened.promised_until is None:
        return ""
    until = clock.local(happened.promised_until)
    return clock.words("mail.promise", time=f"{until:%H:%M:%S}")


def _said(thing: Mapping[str, Any], t: Words) -> list[tuple[str, str]]:
    """What was left, by its fields' names; of a call the question and the note."""
    if "values" in thing:
        return readable(thing["values"], t)
    return readable({name: thing[name] for name in ("question", "note") if thing.get(name)}, t)


def _around(thing: Mapping[str, Any], widget: str, t: Words) -> list[str]:
    page, source = page_name(thing.get("page") or {}), source_name((thing.get("source") or {}).get("last") or {})
    known = [("mail.widget", widget), ("calls.page", page), ("calls.came_from", source)]
    values = [{"widget": widget}, {"page": page}, {"source": source}]
    said = [t(key, **value) for (key, shown), value in zip(known, values, strict=True) if shown]
    return said + ([t("mail.sample")] if thing.get("sample") else [])
