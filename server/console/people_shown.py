"""People as the console shows them: in the list, and on the card."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from server.clients.emails import readable_email
from server.console.faces import initials, readable_phone, tint
from server.console.people_read import Person
from server.console.sources_shown import path, source_name, source_parts
from server.console.values_shown import value_name
from server.console.words import Words
from server.sites.instants import read_instant

Row = Mapping[str, Any]
MANAGER = "manager"
SITE = ("user", "page")  # its server has signed it, or its page has said it


@dataclass(frozen=True, slots=True)
class Shown:
    """One person in a list."""

    id: str
    title: str
    initials: str
    tint: int
    contacts: Sequence[str]
    source: str
    sample: bool
    seen_at: int
    created_at: int
    tags: Sequence[str]
    owner: str


@dataclass(frozen=True, slots=True)
class Card:
    """One person with everything known; `confirm` is typed to erase the card, `mail` is the e-mail as it is read."""

    id: str
    title: str
    initials: str
    tint: int
    phone: str
    email: str
    mail: str
    confirm: str
    sample: bool
    seen_at: int
    created_at: int
    happened: int
    reach: Sequence[Row]
    facts: Sequence[Row]
    sources: Sequence[Row]
    consents: Sequence[Row]
    unconfirmed: Sequence[Row]
    notes: Sequence[Row]
    name: str
    owner: str
    tags: Sequence[Row]
    site_tags: Sequence[Row]
    own: Sequence[Row]
    colleagues: Sequence[tuple[str, str]]


def title_of(row: Row, t: Words) -> str:
    """A name, else the number, else the e-mail: the best we have to call somebody by."""
    return (
        row["name"]
        or (readable_phone(row["phone"]) if row["phone"] else readable_email(row["email"]))
        or t("calls.someone")
    )


def contacts_of(row: Row) -> list[str]:
    """Number and e-mail, also where one of them stands as the title: whoever looks for a way to reach looks here."""
    return [readable_phone(row["phone"])] * bool(row["phone"]) + [readable_email(row["email"])] * bool(row["email"])


def line(row: Row, t: Words) -> Shown:
    """A person as one line of the list."""
    return Shown(
        id=row["id"],
        title=title_of(row, t),
        initials=initials(row["name"]),
        tint=tint(row["id"]),
        contacts=contacts_of(row),
        source=source_name(row["last_source"]),
        sample=row["sample"],
        seen_at=read_instant(row["seen_at"]),
        created_at=read_instant(row["created_at"]),
        tags=row["tags"],
        owner=row["owner"]["name"] if row["owner"] else "",
    )


def card(known: Person, notes: Sequence[Row], t: Words) -> Card:
    """A person as the card shows them."""
    row = known.card
    own = {field.key for field in known.fields}
    shown = {row["name"], *(each["value"] for each in row["identities"])}
    title = title_of(row, t)
    return Card(
        id=row["id"],
        title=title,
        initials=initials(row["name"]),
        tint=tint(row["id"]),
        phone=row["phone"],
        email=row["email"],
        mail=readable_email(row["email"]),
        confirm=word_of(row, title),
        sample=row["sample"],
        seen_at=read_instant(row["seen_at"]),
        created_at=read_instant(row["created_at"]),
        happened=known.happened,
        reach=[each | {"shown": _shown(each)} for each in row["identities"]],
        facts=[
            {"name": value_name(each["name"], t), "value": each["value"]} | origin(each, known)
            for each in row["facts"]
            if each["value"] not in shown and each["name"] not in own  # stand elsewhere on the card
        ],
        sources=[
            {"which": which, "name": source_name(source), "parts": source_parts(source, t)}
            for which, source in (("first", row["first_source"]), ("last", row["last_source"]))
        ],
        consents=[_agreed(each) for each in row["consents"]],
        unconfirmed=[{**each, "at": read_instant(each["at"])} for each in known.unconfirmed],
        notes=notes,
        name=row["name"],
        owner=row["owner"]["id"] if row["owner"] else "",
        tags=known.tags,
        site_tags=known.site_tags,
        own=own_fields(known, t),
        colleagues=sorted(known.names.items(), key=lambda pair: pair[1].casefold()),
    )


def _agreed(consent: Row) -> dict[str, Any]:
    confirmed = consent["confirmed_at"]
    withdrawn = consent["withdrawn_at"]
    moments = {
        "at": read_instant(consent["at"]),
        "confirmed_at": read_instant(confirmed) if confirmed else None,
        "withdrawn_at": read_instant(withdrawn) if withdrawn else None,
    }
    return dict(consent) | moments | {"page": path(consent["page"])}


def own_fields(known: Person, t: Words) -> list[dict[str, Any]]:
    """The site's own fields with this person's values; one without a value stands there too, to be filled in."""
    facts = {each["name"]: each for each in known.card["facts"]}
    return [
        {
            "name": f"fields.{field.key}",
            "label": field.called(t.language),
            "kind": field.kind,
            "choices": field.choices,
            "value": fact["value"] if (fact := facts.get(field.key)) else "",
            **(origin(fact, known) if fact else {"by": "", "site": False, "at": None, "lead": False}),
        }
        for field in known.fields
    ]


def origin(fact: Row, known: Person) -> dict[str, Any]:
    """Where a fact came from: a colleague (`by`), the `site` itself, or what the person left (`lead`), and when."""
    kind, _, member = str(fact["source"]).partition(":")
    by = (known.names.get(member) or "") if kind == MANAGER else ""
    site = kind in SITE
    return {"by": by, "site": site, "lead": kind != MANAGER and not site, "at": read_instant(fact["at"])}


def word_of(row: Row, title: str) -> str:
    """What somebody types so that it is surely this person: the first name, or the number's last four figures."""
    if words := row["name"].split():
        return str(words[0])
    return str(row["phone"][-4:] or title)


def _shown(identity: Row) -> str:
    readable = readable_phone if identity["kind"] == "phone" else readable_email
    return readable(str(identity["value"]))
