"""A manager changes a card: name, ways to reach, owner, tags and the site's own fields, in one unit of work."""

from typing import Annotated, Any

from pydantic import Field, JsonValue
from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.clients import fields, tags, timeline
from server.clients.asked import ID
from server.clients.emails import read_email
from server.clients.field_values import read_value
from server.clients.phones import read_phone
from server.clients.refusals import BelongsToAnother
from server.clients.tables import clients, facts, identities
from server.database import News, Row, Transaction, prepared
from server.errors import Invalid, NotFound
from server.sites.tables import memberships, sites
from server.widget import Line, Model

ONE = prepared(
    select(clients).where(clients.c.id == bindparam("client"), clients.c.site == bindparam("of")).with_for_update()
)
CHANGE = prepared(update(clients).where(clients.c.id == bindparam("client")))
WHOSE = prepared(
    select(identities.c.client).where(
        identities.c.site == bindparam("of"),
        identities.c.kind == bindparam("sort"),
        identities.c.value == bindparam("said"),
    )
)
IDENTIFY = prepared(insert(identities))
FORGET = prepared(
    delete(identities).where(
        identities.c.client == bindparam("person"),
        identities.c.kind == bindparam("sort"),
        identities.c.value == bindparam("said"),
    )
)
COUNTRY = prepared(select(sites.c.country).where(sites.c.id == bindparam("site")))
WORKS_HERE = prepared(
    select(memberships.c.member).where(memberships.c.site == bindparam("at"), memberships.c.member == bindparam("who"))
)
_new = upsert(facts)
SET_FACT = prepared(
    _new.on_conflict_do_update(
        index_elements=["client", "name"],
        set_={name: _new.excluded[name] for name in ("value", "source", "verified", "at")},
    )
)
DROP_FACT = prepared(delete(facts).where(facts.c.client == bindparam("person"), facts.c.name == bindparam("key")))


class CardChange(Model):
    """The parts that are named replace what was; the others stay."""

    name: Line = Field("", max_length=200)
    phone: str = Field("", max_length=40, description="In any usual form; empty: none.")
    email: str = Field("", max_length=254, description="Empty: none.")
    owner: Annotated[str, Field(pattern=f"^{ID}$")] | None = Field(None, description="A member of the site, or null.")
    tags: tuple[Line, ...] = Field((), max_length=tags.MOST_OF_PERSON, description="Names; new ones are made.")
    fields: dict[str, JsonValue] = Field(
        default_factory=dict, max_length=fields.MOST, description="Values by key; null or empty: none."
    )


def change(tx: Transaction, site: str, client: str, member: str, wanted: CardChange) -> list[str]:
    """Change a card and say so on its timeline; gives back the names of what changed.

    Raises `not_found` for anybody else's person, `belongs_to_another` for a phone or an e-mail of somebody else, and
    `invalid` for an owner who does not work here and for values that do not fit their field.
    """
    row = tx.one(ONE, client=client, of=site)
    if row is None:
        raise NotFound
    columns = _columns(tx, site, row, wanted)
    values = _values(tx, site, wanted)
    _check_contacts(tx, site, client, columns)
    told: dict[str, Any] = {}
    if columns:
        tx.run(CHANGE, client=client, **columns, stale=True)
        _identify(tx, site, row, columns)
        told |= {"owner": columns["owner"]} if "owner" in columns else {}
    told |= _set_values(tx, client, member, values)
    if "tags" in wanted.model_fields_set:
        told |= _set_tags(tx, site, client, member, wanted.tags)
    changed = [*columns, *(name for name in told if name != "owner")]
    if changed:
        said = told | {"by": member, "changed": changed}
        timeline.add(tx, site, client, "change", client, said)
        tx.after_commit(News(site, "client", client))
    return changed


def works_here(tx: Transaction, site: str, owner: str | None) -> None:
    """Refuse an owner who is not a member of the site."""
    if owner is not None and tx.value(WORKS_HERE, at=site, who=owner) is None:
        raise Invalid(errors={"owner": "somebody who works at this site"})


def _columns(tx: Transaction, site: str, row: Row, wanted: CardChange) -> dict[str, Any]:
    """The columns that are to change, each checked and in its normal form."""
    named = wanted.model_fields_set
    said: dict[str, Any] = {"name": wanted.name} if "name" in named else {}
    if "phone" in named:
        said["phone"] = _phone(wanted.phone, tx.value(COUNTRY, site=site)) if wanted.phone else ""
    if "email" in named:
        said["email"] = read_email(wanted.email) if wanted.email else ""
    if "owner" in named:
        works_here(tx, site, wanted.owner)
        said["owner"] = wanted.owner
    return {name: value for name, value in said.items() if value != row[name]}


def _phone(said: str, country: str | None) -> str:
    """A number of any country with a plus, else one of the site's own country."""
    is_whole = said.lstrip(" (").startswith(("+", "00"))
    return read_phone(said, () if is_whole or country is None else (country,))


def _check_contacts(tx: Transaction, site: str, client: str, columns: dict[str, Any]) -> None:
    for sort in ("phone", "email"):
        if columns.get(sort):
            owner = tx.value(WHOSE, of=site, sort=sort, said=columns[sort])
            if owner not in (None, client):
                raise BelongsToAnother(errors={sort: "belongs to somebody else already"}, client=owner)


def _identify(tx: Transaction, site: str, row: Row, columns: dict[str, Any]) -> None:
    """The new way to reach identifies the person from now on, and the one it replaces does not."""
    for sort in ("phone", "email"):
        if sort not in columns:
            continue
        if row[sort]:
            tx.run(FORGET, person=row["id"], sort=sort, said=row[sort])
        if columns[sort] and tx.value(WHOSE, of=site, sort=sort, said=columns[sort]) is None:
            shared = {"site": site, "client": row["id"], "verified": False, "at": tx.now}
            tx.run(IDENTIFY, **shared, kind=sort, value=columns[sort])


def _values(tx: Transaction, site: str, wanted: CardChange) -> dict[str, str]:
    if not wanted.fields:
        return {}
    known = {field.key: field for field in fields.of_site(tx, site)}
    if unknown := [key for key in wanted.fields if key not in known]:
        raise Invalid(errors={f"fields.{key}"[:80]: "is not a field of this site" for key in unknown})
    return {key: read_value(known[key], said) for key, said in wanted.fields.items()}


def _set_values(tx: Transaction, client: str, member: str, values: dict[str, str]) -> dict[str, Any]:
    present = {row["name"]: row["value"] for row in tx.all(facts.select().where(facts.c.client == client))}
    changed = {key: value for key, value in values.items() if value != present.get(key, "")}
    for key, value in changed.items():
        if value:
            source = f"manager:{member}"
            tx.run(SET_FACT, client=client, name=key, value=value, source=source, verified=False, at=tx.now)
        else:
            tx.run(DROP_FACT, person=client, key=key)
    return {"fields": list(changed)} if changed else {}


def _set_tags(tx: Transaction, site: str, client: str, member: str, names: tuple[str, ...]) -> dict[str, Any]:
    wanted = tags.ensure(tx, site, member, names)
    present = {tag["id"]: tag["name"] for tag in tags.of_people(tx, [client]).get(client, [])}
    added = [tag for tag in wanted if tag not in present]
    gone = [tag for tag in present if tag not in wanted]
    tags.give(tx, site, [(tag, client) for tag in added])
    for tag in gone:
        tags.take(tx, tag, [client])
    if not added and not gone:
        return {}
    known = {tag["id"]: tag["name"] for tag in tags.of_site(tx, site)}
    return {"tags": {"added": [known[tag] for tag in added], "removed": [present[tag] for tag in gone]}}
