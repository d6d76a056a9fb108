"""What waits is offered to one of the team for a while, then to the next; anybody may take it all the same."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sqlalchemy import String, and_, bindparam, func, null, select, update

from server.clients.stored import json_text
from server.clients.tables import clients
from server.conversations.states import ASSIGNED, FREE, QUEUE, WAITING
from server.conversations.tables import OPEN, conversations
from server.database import News, Reader, Row, Transaction, prepared
from server.errors import NotFound
from server.routing import departments, duty
from server.routing.choosing import Available, Choice, Wanting, choose
from server.sites.policy import Action, Role, allows
from server.sites.tables import members, memberships

OFFER_MS = 30_000
ABANDONED_MS = 60_000  # so long a visitor waits for somebody who is gone; then others are asked
ACTIVE_MS = 30 * 60_000  # a conversation in which nobody has written for so long takes nobody's hands
MOST = 200  # waiting ones that are looked at together; who came later has to wait for these anyway

_here = conversations.c.site == bindparam("at")
TEAM = prepared(
    select(members.c.id, memberships.c.role)
    .join(memberships, memberships.c.member == members.c.id)
    .where(
        memberships.c.site == bindparam("at"),
        members.c.id.in_(bindparam("who", expanding=True)),
        members.c.disabled.is_(False),
    )
)
HELD = prepared(
    select(conversations.c.taken_by, func.count().label("load"), func.max(conversations.c.taken_at).label("last"))
    .where(_here, OPEN, conversations.c.state == ASSIGNED, conversations.c.last_at > bindparam("since"))
    .group_by(conversations.c.taken_by)
)
FREE_ONES = prepared(
    select(
        conversations.c.id,
        conversations.c.language,
        conversations.c.department,
        conversations.c.keeper,
        conversations.c.offered_to,
        conversations.c.offered_until,
        conversations.c.passed,
        clients.c.owner,
    )
    .join(clients, clients.c.id == conversations.c.client)
    .where(_here, OPEN, conversations.c.state.in_(FREE))
    .order_by(
        conversations.c.priority.desc(),
        func.coalesce(conversations.c.waiting_since, conversations.c.last_at),
        conversations.c.id,
    )
    .limit(MOST)
)
UNANSWERED = prepared(
    select(conversations.c.id, conversations.c.taken_by, conversations.c.waiting_since)
    .where(_here, OPEN, conversations.c.state == ASSIGNED, conversations.c.waiting_since.is_not(None))
    .order_by(conversations.c.waiting_since)
    .limit(MOST)
)
_free = and_(conversations.c.id == bindparam("of"), conversations.c.state.in_(FREE))
OFFER = prepared(
    update(conversations)
    # Another process may have offered it meanwhile: whoever comes second changes nothing.
    .where(_free, func.coalesce(conversations.c.offered_until, 0) == bindparam("seen"))
)
RELEASE = prepared(
    update(conversations)
    .where(conversations.c.id == bindparam("of"), conversations.c.taken_by == bindparam("who", type_=String))
    .where(conversations.c.state == ASSIGNED, conversations.c.waiting_since.is_not(None))
    .values(state=WAITING, taken_by=null(), taken_at=null(), passed="[]")
)
PASS = prepared(
    select(conversations.c.offered_to, conversations.c.offered_until, conversations.c.passed).where(
        _free, _here, conversations.c.offered_to == bindparam("who")
    )
)
WITH_WAITING = prepared(select(conversations.c.site).where(OPEN).distinct())


class Offer(NamedTuple):
    """Another standing of one conversation: on offer to somebody until then, or to nobody; `seen`: how it was read."""

    conversation: str
    member: str | None
    until: int | None
    passed: tuple[str, ...]
    seen: int


@dataclass(slots=True)
class Plan:
    """What is to be changed at a site now, when to look again (0: when something happens), and how things stand."""

    offers: list[Offer] = field(default_factory=list)
    releases: list[tuple[str, str]] = field(default_factory=list)  # conversation, who had it
    next_at: int = 0
    team: Sequence[Available] = ()
    waiting: Sequence[tuple[str, str]] = ()  # conversation and department, in their order

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be changed."""
        return not (self.offers or self.releases)

    def look_at(self, moment: int) -> None:
        """Look again then at the latest."""
        self.next_at = min(self.next_at or moment, moment)


def plan(reader: Reader, site: str, here: Collection[str], now: int) -> Plan:
    """What is to be done with all that waits at this site while these members are `here` and not away."""
    made = Plan()
    rows = reader.all(FREE_ONES, at=site)
    team = {each.member: each for each in _team(reader, site, here, now)}
    _release(made, reader, site, team, now)
    made.waiting = [(row["id"], row["department"] or "") for row in rows]
    undecided = []
    for row in rows:  # who is asked already has a hand less for the others
        if _stands(row, team, now):
            made.look_at(row["offered_until"])
            _load(team, row["offered_to"], row["offered_until"] - OFFER_MS)
        else:
            undecided.append(row)
    for row in undecided:
        passed = (*json.loads(row["passed"]), *([row["offered_to"]] if row["offered_to"] else []))
        owners = tuple(each for each in (row["keeper"], row["owner"]) if each)
        wanting = Wanting(row["id"], row["language"], row["department"] or "", owners, frozenset(passed))
        if choice := choose(wanting, list(team.values())):
            _load(team, choice.member, now)
            made.look_at(now + OFFER_MS)
            made.offers.append(_offer(row, choice, passed, now))
        elif row["offered_to"]:
            made.offers.append(Offer(row["id"], None, None, passed, row["offered_until"] or 0))
    made.team = list(team.values())
    return made


def carry_out(tx: Transaction, site: str, here: Collection[str]) -> Plan:
    """Decide once more on what is there by now, and keep it; open pages are told after the commit."""
    made = plan(tx, site, here, tx.now)
    for each in made.offers:
        said = {"offered_to": each.member, "offered_until": each.until, "passed": json_text(each.passed)}
        if tx.run(OFFER, of=each.conversation, seen=each.seen, **said):
            tx.after_commit(News(site, "conversation", each.conversation))
    for conversation, member in made.releases:
        if tx.run(RELEASE, of=conversation, who=member):
            tx.after_commit(News(site, "conversation", conversation))
            tx.after_commit(News(site, QUEUE, conversation))
    return made


def pass_on(tx: Transaction, site: str, conversation: str, member: str) -> None:
    """Let an offer pass: the next one is asked at once. `NotFound` where it is not on offer to this member."""
    row = tx.one(PASS, of=conversation, at=site, who=member)
    if row is None:
        raise NotFound
    passed = [*json.loads(row["passed"]), member]
    tx.run(
        OFFER,
        of=conversation,
        seen=row["offered_until"] or 0,
        offered_to=None,
        offered_until=None,
        passed=json_text(passed),
    )
    tx.after_commit(News(site, "conversation", conversation))
    tx.after_commit(News(site, QUEUE, conversation))


def sites_with_open(reader: Reader) -> list[str]:
    """The sites with conversations that are not closed: those to look at when a process starts."""
    return [row["site"] for row in reader.all(WITH_WAITING)]


def _team(reader: Reader, site: str, here: Collection[str], now: int) -> Iterator[Available]:
    held = {row["taken_by"]: row for row in reader.all(HELD, at=site, since=now - ACTIVE_MS)} if here else {}
    duties, where = duty.of_team(reader, site), departments.people(reader, site)
    for row in reader.all(TEAM, at=site, who=sorted(here)) if here else ():
        if not allows(Role(row["role"]), Action.ANSWER_CONVERSATIONS):
            continue
        member, own = row["id"], held.get(row["id"])
        takes = duties.get(member, duty.NOTHING_SAID)
        yield Available(
            member,
            takes.capacity,
            takes.languages,
            frozenset(department for department, people in where.items() if member in people),
            own["load"] if own else 0,
            (own["last"] or 0) if own else 0,
        )


def _release(made: Plan, reader: Reader, site: str, team: Mapping[str, Available], now: int) -> None:
    """What somebody has who is gone, while the visitor waits and others are here."""
    for row in reader.all(UNANSWERED, at=site) if team else ():
        if row["taken_by"] in team:
            continue
        if row["waiting_since"] + ABANDONED_MS <= now:
            made.releases.append((row["id"], row["taken_by"]))
        else:
            made.look_at(row["waiting_since"] + ABANDONED_MS)


def _stands(row: Row, team: Mapping[str, Available], now: int) -> bool:
    return row["offered_to"] in team and (row["offered_until"] or 0) > now


def _load(team: dict[str, Available], member: str, at: int) -> None:
    before: Any = team[member]
    team[member] = before._replace(load=before.load + 1, last=max(before.last, at))


def _offer(row: Row, choice: Choice, passed: tuple[str, ...], now: int) -> Offer:
    asked = () if choice.is_new_round else passed
    return Offer(row["id"], choice.member, now + OFFER_MS, asked, row["offered_until"] or 0)
