"""The journal in plain sentences: who did what to which thing, with a link to what is still there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.audit.journal import Entry
from server.console.faces import initials, tint
from server.console.journal_read import JournalRead
from server.console.kinds_shown import Kinds
from server.console.words import Words

# The groups that a reader chooses from, each with the nouns of its acts.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "people": ("client", "clients", "tag", "field", "conversation"),
    "widgets": ("widget", "pool"),
    "site": ("site", "secret", "reply", "article"),
    "team": ("member", "role"),
    "entry": ("login", "session", "password", "two_factor", "recovery_codes", "profile", "token"),
    "deliveries": ("target", "delivery"),
}
PLACES = {
    "client": "/console/people/{thing}",
    "widget": "/console/widgets/{thing}",
    "site": "/console/site/settings",
    "member": "/console/members",
    "role": "/console/members",
    "target": "/console/deliveries",
    "delivery": "/console/deliveries",
    "pool": "/console/codes/{thing}",
    "conversation": "/console/conversations/{thing}",
    "reply": "/console/replies",
    "article": "/console/articles",
    "tag": "/console/fields",
    "field": "/console/fields",
}
GONE = {"client.erased", "widget.deleted", "pool.deleted", "reply.deleted", "article.deleted"}
COUNTS = ("people", "count", "tokens", "sessions", "codes", "invitations")
MARK = "\0"  # stands for the thing while a sentence is made; no name holds it
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Said:
    """One line: `before`, the thing's name and `after` make a sentence; `more` says what it was about."""

    id: str
    who: str
    initials: str
    tint: int
    before: str
    thing: str
    after: str
    place: str
    more: Sequence[str]
    at: int


def show_lines(read: JournalRead, t: Words, kinds: Kinds) -> list[Said]:
    """The lines as they are read; an act that has no words of its own is named as it is kept."""
    return [_said(entry, read.names, t, kinds) for entry in read.lines]


def _said(entry: Entry, names: Mapping[str, str], t: Words, kinds: Kinds) -> Said:
    noun = entry.act.partition(".")[0]
    name = str(entry.data.get("name") or names.get(entry.thing, ""))[:LONGEST]
    name = kinds.unnamed(name) if noun == "widget" else name
    # A name stands with the kind of its thing and in quotation marks, so that any name fits the sentence.
    mark_named = (t.known(f"named.{noun}", name=MARK) if name else None) or MARK
    sentence = t.known(f"act.{entry.act}", thing=mark_named) or t("act.other", act=entry.act)
    before, mark, after = sentence.partition(MARK)
    place = "" if entry.act in GONE else PLACES.get(noun, "").format(thing=entry.thing)
    return Said(
        id=entry.id,
        who=entry.member_name or t("journal.nobody" if noun == "login" else "journal.itself"),
        initials=initials(entry.member_name),
        tint=tint(entry.member or entry.id),
        before=t("journal.joint") + before,
        thing=(name or t(f"thing.{noun}")) if mark else "",
        after=after,
        place=place,
        more=_more(entry, t),
        at=entry.at,
    )


def _more(entry: Entry, t: Words) -> list[str]:
    """What else is known: fields, roles, figures, the network of a log-in."""
    data = entry.data
    said = [t(f"journal.{name}", n=data[name]) for name in COUNTS if isinstance(data.get(name), int)]
    if "from" in data and "to" in data:
        said.append(f"{_role(data['from'], t)} → {_role(data['to'], t)}")
    elif "role" in data:
        said.append(_role(data["role"], t))
    if "version" in data:
        said.append(t("journal.version", version=data["version"]))
    for name in ("fields", "filters", "scopes"):
        if listed := data.get(name):
            words = ", ".join(_listed(name, str(each), t) for each in listed)
            said.append(t(f"journal.{name}", listed=words[:LONGEST]))
    if entry.address:
        said.append(t("journal.network", network=entry.address))
    return said


def _listed(name: str, each: str, t: Words) -> str:
    keys = {"fields": f"journal.field.{each}", "filters": f"journal.filter.{each}", "scopes": f"scope.{each}"}
    return t.known(keys[name]) or each


def _role(role: Any, t: Words) -> str:
    return t.known(f"role.{role}") or str(role)
