"""How much of what waits a member takes on: here or away, how many at once, in which languages."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

from pydantic import Field
from sqlalchemy import bindparam, delete, insert, select

from server.clients.stored import json_text
from server.database import News, Reader, Row, Transaction, prepared
from server.errors import NotFound
from server.routing.tables import duties
from server.sites.tables import memberships
from server.widget import Model

DUTY = "duty"  # the kind of news
USUAL_CAPACITY = 5
MOST_CAPACITY = 50

OF_SITE = prepared(select(duties).where(duties.c.site == bindparam("at")))
ONE = prepared(select(duties).where(duties.c.site == bindparam("at"), duties.c.member == bindparam("who")))
REMOVE = prepared(delete(duties).where(duties.c.site == bindparam("at"), duties.c.member == bindparam("who")))
ADD = prepared(insert(duties))
WORKS_HERE = prepared(
    select(memberships.c.member).where(memberships.c.site == bindparam("at"), memberships.c.member == bindparam("who"))
)

Language = Annotated[str, Field(pattern=r"^[a-z]{2}$")]


class DutyChange(Model):
    """How many conversations at once (1 to 50), and in which languages; no language: any."""

    capacity: Annotated[int, Field(ge=1, le=MOST_CAPACITY)] = USUAL_CAPACITY
    languages: Annotated[tuple[Language, ...], Field(max_length=20)] = ()


@dataclass(frozen=True, slots=True)
class Duty:
    """What one member takes on at one site."""

    away: bool = False
    capacity: int = USUAL_CAPACITY
    languages: frozenset[str] = frozenset()


NOTHING_SAID = Duty()


def of(reader: Reader, site: str, member: str) -> Duty:
    """What this member takes on; whoever has said nothing is here, and takes what is usual."""
    row = reader.one(ONE, at=site, who=member)
    return _duty(row) if row else NOTHING_SAID


def of_team(reader: Reader, site: str) -> Mapping[str, Duty]:
    """What members take on who have said so, by their ids."""
    return {row["member"]: _duty(row) for row in reader.all(OF_SITE, at=site)}


def set_away(tx: Transaction, site: str, member: str, away: bool) -> bool:
    """To whoever is away nothing new is offered, nor are visitors told that they are here; says whether it is new."""
    now = of(tx, site, member)
    return _keep(tx, site, member, now, replace(now, away=away))


def change(tx: Transaction, site: str, member: str, wanted: DutyChange) -> bool:
    """How many at once, and in which languages; `NotFound` for somebody who does not work here."""
    if tx.value(WORKS_HERE, at=site, who=member) is None:
        raise NotFound
    now = of(tx, site, member)
    said = replace(now, capacity=wanted.capacity, languages=frozenset(wanted.languages))
    return _keep(tx, site, member, now, said)


def _keep(tx: Transaction, site: str, member: str, now: Duty, said: Duty) -> bool:
    if said == now:
        return False
    tx.run(REMOVE, at=site, who=member)
    row = {"away": said.away, "capacity": said.capacity, "languages": json_text(sorted(said.languages))}
    tx.run(ADD, site=site, member=member, **row, changed_at=tx.now)
    tx.after_commit(News(site, DUTY, member))
    return True


def _duty(row: Row) -> Duty:
    return Duty(bool(row["away"]), row["capacity"], frozenset(json.loads(row["languages"])))
