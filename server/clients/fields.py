"""A site's own fields of a card: defined once, in an order; people's values are kept as facts."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any
from unicodedata import normalize

from sqlalchemy import bindparam, delete, func, insert, select, update

from server.audit import journal
from server.clients.field_input import FieldChange, NewField
from server.clients.field_values import Field
from server.clients.tables import facts, fields
from server.clients.words import fold
from server.database import News, Reader, Transaction, prepared
from server.errors import AlreadyExists, Invalid, NotFound

MOST = 50
# Each Cyrillic letter with what a key writes for it: Russian, and what Serbian and Ukrainian have besides.
LATIN = (
    "аa бb вv гg ґg дd ђdj еe єye ёe жzh зz иi іi їyi йy јj кk лl љlj мm нn њnj оo "
    "пp рr сs тt ћc уu фf хkh цts чch џdz шsh щshch ъ ыy ь эe юyu яya"
)
LETTERS = {pair[0]: pair[1:] for pair in LATIN.split()}
TAKEN = frozenset({"name", "phone", "email"})  # stand on every card already

_live = fields.c.gone_at.is_(None)
OF_SITE = prepared(select(fields).where(fields.c.site == bindparam("of"), _live).order_by(fields.c.place, fields.c.id))
ONE = prepared(select(fields).where(fields.c.site == bindparam("of"), fields.c.id == bindparam("field")))
LAST = prepared(select(func.max(fields.c.place)).where(fields.c.site == bindparam("of"), _live))
ADD = prepared(insert(fields))
CHANGE = prepared(update(fields).where(fields.c.id == bindparam("field")))
FORGET = prepared(
    delete(fields).where(fields.c.site == bindparam("of"), fields.c.key == bindparam("said"))
)  # a deleted one
VALUES = prepared(
    select(facts.c.client, facts.c.name, facts.c.value).where(
        facts.c.client.in_(bindparam("people", expanding=True)), facts.c.name.in_(bindparam("keys", expanding=True))
    )
)


def of_site(reader: Reader, site: str) -> list[Field]:
    """The site's fields in their order."""
    return [_field(row) for row in reader.all(OF_SITE, of=site)]


def one(reader: Reader, site: str, field: str) -> Field:
    """One field of this site; anybody else's is `not_found`."""
    row = reader.one(ONE, of=site, field=field)
    if row is None or row["gone_at"] is not None:
        raise NotFound
    return _field(row)


def values_of(reader: Reader, known: Sequence[Field], people: Sequence[str]) -> dict[str, dict[str, str]]:
    """The values of these fields of each of these people, by key."""
    found: dict[str, dict[str, str]] = {}
    if known and people:
        for row in reader.all(VALUES, people=list(people), keys=[field.key for field in known]):
            found.setdefault(row["client"], {})[row["name"]] = row["value"]
    return found


def add(tx: Transaction, site: str, member: str, new: NewField) -> Field:
    """Define a field; it comes last."""
    known = of_site(tx, site)
    if len(known) >= MOST:
        raise Invalid(errors={"label": f"a site has at most {MOST} fields"})
    key = new.key or _free_key(next(iter(new.label.values())), {field.key for field in known})
    if key in TAKEN or any(field.key == key for field in known):
        raise AlreadyExists("There is a field of this key already.", errors={"key": "another field has it"})
    row = {
        "id": tx.new_id(),
        "key": key,
        "label": json.dumps(dict(new.label), ensure_ascii=False),
        "kind": new.kind,
        "choices": json.dumps(list(new.choices), ensure_ascii=False),
    }
    tx.run(FORGET, of=site, said=key)
    place = tx.value(LAST, of=site)
    tx.run(ADD, **row, site=site, place=0 if place is None else place + 1, created_at=tx.now, gone_at=None)
    made = _field(row)
    _told(tx, site, member, "field.created", made)
    return made


def change(tx: Transaction, site: str, member: str, field: str, wanted: FieldChange) -> Field:
    """Replace the named parts; values that people have already stay as they are."""
    present = one(tx, site, field)
    choices = present.choices if wanted.choices is None else wanted.choices
    if present.kind == "choice" and not choices:
        raise Invalid(errors={"choices": "at least one"})
    changed: dict[str, Any] = {"choices": json.dumps(list(choices), ensure_ascii=False)}
    if wanted.label is not None:
        changed["label"] = json.dumps(dict(wanted.label), ensure_ascii=False)
    tx.run(CHANGE, field=field, **changed)
    if wanted.place is not None:
        _move(tx, site, field, wanted.place)
    present = one(tx, site, field)
    _told(tx, site, member, "field.changed", present)
    return present


def remove(tx: Transaction, site: str, member: str, field: str) -> None:
    """Take a field off all cards; what people had stays among the facts, and the field can be brought back.

    Another field may take its key; then it cannot be.
    """
    present = one(tx, site, field)
    tx.run(CHANGE, field=field, gone_at=tx.now)
    _told(tx, site, member, "field.deleted", present)


def restore(tx: Transaction, site: str, member: str, field: str) -> None:
    """Bring a deleted field back."""
    row = tx.one(ONE, of=site, field=field)
    if row is None:
        raise NotFound
    if row["gone_at"] is None:
        return
    tx.run(CHANGE, field=field, gone_at=None)
    _told(tx, site, member, "field.restored", _field(row))


def _move(tx: Transaction, site: str, field: str, place: int) -> None:
    ids = [each.id for each in of_site(tx, site) if each.id != field]
    ids.insert(place, field)
    for at, each in enumerate(ids):
        tx.run(CHANGE, field=each, place=at)


def _free_key(label: str, taken: set[str]) -> str:
    """A key from the words of a label, Cyrillic in Latin letters: `День рождения` becomes `den_rozhdeniya`."""
    latin = "".join(LETTERS.get(sign, sign) for sign in normalize("NFC", label.casefold()))
    plain = re.sub(r"[^a-z0-9]+", "_", fold(latin)).strip("_")
    begin = plain[:30].rstrip("_") if re.match(r"[a-z]", plain) else "field"
    candidates = [begin, *(f"{begin}_{number}" for number in range(2, MOST + 5))]
    return next(each for each in candidates if each not in taken | TAKEN)


def _field(row: Mapping[str, Any]) -> Field:
    return Field(row["id"], row["key"], json.loads(row["label"]), row["kind"], json.loads(row["choices"]))


def _told(tx: Transaction, site: str, member: str, act: str, field: Field) -> None:
    journal.record(tx, site, member, act, field.id, name=next(iter(field.label.values())))
    tx.after_commit(News(site, "fields", field.id))
