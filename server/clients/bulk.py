"""Tags and owners for many people at once: in small units, with progress, and with a way back for an hour."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.audit import journal
from server.clients import tags
from server.clients.asked import NOBODY, Asked
from server.clients.bulk_input import Bulk
from server.clients.editing import works_here
from server.clients.finding import find
from server.clients.tables import bulk_changes, bulk_rows, client_tags, clients
from server.database import Database, News, Reader, Row, Transaction, prepared
from server.errors import NotFound
from server.sites.tables import memberships

ROWS = 180  # written in one unit
KEPT_MS = 60 * 60 * 1000  # so long a change can be taken back

ADD = prepared(insert(bulk_changes))
ONE = prepared(select(bulk_changes).where(bulk_changes.c.site == bindparam("of"), bulk_changes.c.id == bindparam("it")))
COUNT = prepared(
    update(bulk_changes)
    .where(bulk_changes.c.id == bindparam("it"))
    .values(seen=bulk_changes.c.seen + bindparam("more"), changed=bulk_changes.c.changed + bindparam("others"))
)
DONE = prepared(update(bulk_changes).where(bulk_changes.c.id == bindparam("it")).values(done=True))
THESE = prepared(
    select(clients.c.id, clients.c.owner)
    .where(clients.c.site == bindparam("of"), clients.c.id.in_(bindparam("people", expanding=True)))
    .with_for_update()
)
TAGGED = prepared(
    select(client_tags.c.client, client_tags.c.tag).where(
        client_tags.c.client.in_(bindparam("people", expanding=True)),
        client_tags.c.tag.in_(bindparam("which", expanding=True)),
    )
)
ASSIGN = prepared(
    update(clients).where(clients.c.id.in_(bindparam("people", expanding=True))).values(owner=bindparam("to"))
)
GIVE_BACK = prepared(
    update(clients)
    .where(clients.c.id == bindparam("person"), clients.c.owner.is_not_distinct_from(bindparam("now")))
    .values(owner=bindparam("before"))
)
REMEMBER = prepared(upsert(bulk_rows).on_conflict_do_nothing(index_elements=["change", "client"]))
REMEMBERED = prepared(select(bulk_rows).where(bulk_rows.c.change == bindparam("it")).limit(bindparam("most")))
FORGET = prepared(
    delete(bulk_rows).where(
        bulk_rows.c.change == bindparam("it"), bulk_rows.c.client.in_(bindparam("people", expanding=True))
    )
)
WORK_HERE = prepared(
    select(memberships.c.member).where(
        memberships.c.site == bindparam("at"), memberships.c.member.in_(bindparam("who", expanding=True))
    )
)
_old = select(bulk_changes.c.id).where(bulk_changes.c.at < bindparam("until"))
_keys = (bulk_rows.c.change, bulk_rows.c.client)
PRUNE = prepared(
    delete(bulk_rows).where(tuple_(*_keys).in_(select(*_keys).where(bulk_rows.c.change.in_(_old)).limit(150)))
)


@dataclass(frozen=True, slots=True)
class Change:
    """A change under way or done; `seen` people of this site were looked at, `changed` of them are different now."""

    id: str
    seen: int
    changed: int
    done: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is done to each: tags by id, and the new owner where `assigns`."""

    add: Sequence[str]
    remove: Sequence[str]
    assigns: bool
    owner: str | None

    @property
    def rows(self) -> int:
        """How many rows one person costs at most."""
        return len(self.add) + len(self.remove) + 2


def begin(tx: Transaction, site: str, member: str, bulk: Bulk) -> str:
    """Check what is wanted and write down that it begins; gives back the change's id."""
    owner = None if bulk.owner in (None, NOBODY) else bulk.owner
    works_here(tx, site, owner)
    remove = [tag for tag in (tags.named(tx, site, each) for each in bulk.remove_tags) if tag]
    add = [tag for tag in tags.ensure(tx, site, member, bulk.add_tags, "add_tags") if tag not in remove]
    wanted = {"add": add, "remove": remove, "assigns": bulk.owner is not None, "owner": owner}
    change = tx.new_id()
    tx.run(PRUNE, until=tx.now - KEPT_MS)
    row = {"id": change, "site": site, "member": member, "wanted": json.dumps(wanted), "at": tx.now}
    tx.run(ADD, **row, seen=0, changed=0, done=False)
    return change


async def run(database: Database, site: str, change: str, bulk: Bulk) -> Change:
    """Do what was begun, in units of at most 200 rows; gives back how far it came. Call it once."""
    cursor: str | None = None
    while True:
        if bulk.ids is not None:
            ids, cursor = list(dict.fromkeys(bulk.ids)), None
        else:
            found = await database.read(find, site, bulk.filter or Asked(), cursor, 200)
            ids, cursor = found.ids, found.next
        while ids:
            ids = ids[await database.write(_some, site, change, ids) :]
        if cursor is None:
            return await database.write(_end, site, change)


def progress(reader: Reader, site: str, change: str) -> Change:
    """How far a change has come."""
    row = reader.one(ONE, of=site, it=change)
    if row is None:
        raise NotFound
    return Change(change, row["seen"], row["changed"], bool(row["done"]))


async def undo(database: Database, site: str, member: str, change: str) -> int:
    """Take a change back where nobody has changed it since; gives back for how many people.

    An owner who has left the site meanwhile is not put back; after an hour the change is `not_found`.
    """
    undone = 0
    while some := await database.write(_undo_some, site, change, undone == 0):
        undone += some
    await database.write(_undone, site, member, change, undone)
    return undone


def _some(tx: Transaction, site: str, change: str, ids: Sequence[str]) -> int:
    """Do it for the first of these; gives back for how many."""
    wanted = _wanted(tx, site, change)
    people = list(ids[: max(1, ROWS // wanted.rows)])
    owners = {row["id"]: row["owner"] for row in tx.all(THESE, of=site, people=people)}
    which = [*wanted.add, *wanted.remove]
    had: dict[str, set[str]] = {}
    for row in tx.all(TAGGED, people=people, which=which) if which else ():
        had.setdefault(row["client"], set()).add(row["tag"])
    before = {client: _before(wanted, owner, had.get(client, set())) for client, owner in owners.items()}
    changed = {client: was for client, was in before.items() if was}
    tags.give(tx, site, [(tag, client) for client, was in changed.items() for tag in was.get("added", ())])
    for tag in wanted.remove:
        tags.take(tx, tag, [client for client, was in changed.items() if tag in was.get("removed", ())])
    if moved := [client for client, was in changed.items() if "owner" in was]:
        tx.run(ASSIGN, people=moved, to=wanted.owner)
    tx.run_many(
        REMEMBER, [{"change": change, "client": client, "before": json.dumps(was)} for client, was in changed.items()]
    )
    tx.run(COUNT, it=change, more=len(owners), others=len(changed))
    return len(people)


def _before(wanted: Wanted, owner: str | None, had: set[str]) -> dict[str, Any]:
    """What will be different for one person, in a form that can be taken back; empty: nothing."""
    added = [tag for tag in wanted.add if tag not in had]
    removed = [tag for tag in wanted.remove if tag in had]
    was: dict[str, Any] = {"added": added} if added else {}
    was |= {"removed": removed} if removed else {}
    return was | ({"owner": owner} if wanted.assigns and owner != wanted.owner else {})


def _end(tx: Transaction, site: str, change: str) -> Change:
    row = tx.one(ONE, of=site, it=change)
    if row is None:
        raise NotFound
    tx.run(DONE, it=change)
    wanted = json.loads(row["wanted"])
    journal.record(tx, site, row["member"], "clients.changed", change, **wanted, people=row["changed"])
    tx.after_commit(News(site, "people", change))
    return Change(change, row["seen"], row["changed"], done=True)


def _undo_some(tx: Transaction, site: str, change: str, begins: bool) -> int:
    wanted = _wanted(tx, site, change, tx.now - KEPT_MS if begins else 0)  # what has begun in time goes on to its end
    rows = tx.all(REMEMBERED, it=change, most=max(1, ROWS // wanted.rows))
    present = _colleagues(tx, site, rows)
    back: list[tuple[str, str]] = []
    away: dict[str, list[str]] = {}
    for row in rows:
        was: Mapping[str, Any] = json.loads(row["before"])
        back += [(tag, row["client"]) for tag in was.get("removed", ())]
        for tag in was.get("added", ()):
            away.setdefault(tag, []).append(row["client"])
        if "owner" in was and was["owner"] in present:
            tx.run(GIVE_BACK, person=row["client"], now=wanted.owner, before=was["owner"])
    tags.give(tx, site, back)
    for tag, people in away.items():
        tags.take(tx, tag, people)
    if rows:
        tx.run(FORGET, it=change, people=[row["client"] for row in rows])
    return len(rows)


def _undone(tx: Transaction, site: str, member: str, change: str, people: int) -> None:
    journal.record(tx, site, member, "clients.restored", change, people=people)
    tx.after_commit(News(site, "people", change))


def _colleagues(tx: Transaction, site: str, rows: Sequence[Row]) -> set[str | None]:
    """Who of the former owners still works here; nobody (None) is always there."""
    owners = {json.loads(row["before"]).get("owner") for row in rows} - {None}
    return {None, *(row["member"] for row in tx.all(WORK_HERE, at=site, who=sorted(owners)))} if owners else {None}


def _wanted(reader: Reader, site: str, change: str, since: int = 0) -> Wanted:
    row = reader.one(ONE, of=site, it=change)
    if row is None or row["at"] < since:
        raise NotFound
    return Wanted(**json.loads(row["wanted"]))
