"""Writes down who changed what, in the same unit of work as the change, and reads it a page at a time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, column, func, insert, literal, select, table

from server.audit.tables import audit
from server.database import Reader, Row, Transaction, prepared
from server.database.ids import earliest_id
from server.database.paging import Page, page

# The members' room stands further on in the line of imports: of its table only these two columns are known here.
_members = table("members", column("id"), column("name"))
_name = select(_members.c.name).where(_members.c.id == bindparam("member")).scalar_subquery()
_given: dict[str, Any] = {name: bindparam(name) for name in "id site member noun act thing data address at".split()}  # noqa: SIM905
ADD = prepared(insert(audit).values(**_given, member_name=func.coalesce(_name, literal(""))))
_counted = select(func.count()).where(
    audit.c.site.in_(bindparam("sites", expanding=True)),
    audit.c.noun == bindparam("noun"),
    audit.c.act.in_(bindparam("acts", expanding=True)),
    audit.c.id >= bindparam("since"),
)
COUNT = prepared(_counted)
COUNT_OF_MEMBER = prepared(_counted.where(audit.c.member == bindparam("member")))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal; `member` None: nobody we know, or the server itself."""

    id: str
    member: str | None
    member_name: str
    act: str
    thing: str
    data: Mapping[str, Any]
    address: str
    at: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines: of one member, of acts on these `nouns` (`widget` means `widget.…`), not before `since` (ms)."""

    member: str | None = None
    nouns: tuple[str, ...] = ()
    since: int | None = None


def record(tx: Transaction, site: str | None, member: str | None, act: str, thing: str = "", **data: Any) -> None:
    """Write one line: `act` is `noun.verb`, `thing` the id of what was changed, `data` ids, fields and counts.

    `member` None stands for a program of the house itself, or for somebody we do not know. Never secrets, and nothing
    that a client has told: the journal outlives them.
    """
    _add(tx, site, member, act, thing, data)


def record_entrance(tx: Transaction, site: str, member: str | None, act: str, thing: str, network: str) -> None:
    """The same for whoever came in or tried to, with the network they came from."""
    _add(tx, site, member, act, thing, {}, network)


def _add(
    tx: Transaction,
    site: str | None,
    member: str | None,
    act: str,
    thing: str,
    data: Mapping[str, Any],
    address: str = "",
) -> None:
    tx.run(
        ADD,
        id=tx.new_id(),
        site=site,
        member=member,
        noun=act.partition(".")[0],
        act=act,
        thing=thing,
        data=json.dumps(data, ensure_ascii=False, sort_keys=True),
        address=address,
        at=tx.now,
    )


def lines(
    reader: Reader, site: str, limit: int, cursor: str | None = None, wanted: Wanted | None = None
) -> Page[Entry]:
    """A site's journal, newest first."""
    wanted = wanted or Wanted()
    query = select(audit).where(audit.c.site == site).order_by(audit.c.id.desc()).limit(limit + 1)
    if wanted.member:
        query = query.where(audit.c.member == wanted.member)
    if wanted.since is not None:
        query = query.where(audit.c.id >= earliest_id(wanted.since))
    if cursor:
        query = query.where(audit.c.id < cursor)
    # One question for each noun, as no index has the lines of several in one order.
    asked = [query.where(audit.c.noun == noun) for noun in wanted.nouns] or [query]
    found = [_entry(row) for each in asked for row in reader.all(each)]
    return page(sorted(found, key=lambda entry: entry.id, reverse=True)[: limit + 1], limit, lambda entry: entry.id)


def count(reader: Reader, sites: Sequence[str], acts: Sequence[str], since: int, member: str | None = None) -> int:
    """How often these acts, all of one noun, were done at the sites since a moment (ms), by anybody or by one member.

    For limits: what was done stands in the journal whatever has become of the thing.
    """
    query = COUNT if member is None else COUNT_OF_MEMBER
    asked = {"sites": list(sites), "acts": list(acts), "noun": acts[0].partition(".")[0]}
    if member is not None:
        asked["member"] = member
    return int(reader.value(query, **asked, since=earliest_id(since)) or 0)


def _entry(row: Row) -> Entry:
    return Entry(
        id=row["id"],
        member=row["member"],
        member_name=row["member_name"],
        act=row["act"],
        thing=row["thing"],
        data=json.loads(row["data"]),
        address=row["address"],
        at=row["at"],
    )
