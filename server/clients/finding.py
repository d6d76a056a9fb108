"""Finds people by what is asked for, newest first, in a bounded time however many there are.

Whatever is rare is read whole and cut down; whatever is frequent is walked through from the newest on, at most so far
in one go: then a part may hold fewer people than asked for, even none, and its cursor leads on.
"""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, select

from server.clients import known, tags
from server.clients.asked import Asked, may_be_number, typed
from server.clients.called import countries_of
from server.clients.conditions import Condition, Ids, Marked, Owned, SeenSince, Tagged, Words
from server.clients.emails import read_email
from server.clients.known import Known
from server.clients.phones import search_forms, trunk_prefixes
from server.clients.tables import clients, identities
from server.clients.walking import Found, Span, walk
from server.clients.words import mark
from server.database import Reader, prepared
from server.database.ids import earliest_id
from server.errors import Invalid

ALONE = 10_000  # so many of the one thing asked for are sorted by the database
RARE = 4000  # so many of each of several things are read whole
CHECKED = 200  # of the rare ones, together
BEHIND_ALL = "z" * 27  # sorts behind every id in any collation

IDENTIFIED = prepared(
    select(identities.c.client).where(
        identities.c.site == bindparam("site"),
        identities.c.kind == bindparam("kind"),
        identities.c.value.in_(bindparam("values", expanding=True)),
    )
)


def find(reader: Reader, site: str, asked: Asked, cursor: str | None, most: int) -> Found:
    """At most `most` people of this site of whom everything is so."""
    span = _span(asked, cursor)
    if asked.is_everybody:
        return _cut(_everybody(reader, site, span, most + 1), most)
    countries = countries_of(reader, site) if may_be_number(asked.q) else ()
    identified = _identified(reader, site, asked.q.strip(), countries)
    conditions = _conditions(reader, site, asked, None if identified else trunk_prefixes(countries))
    if conditions is None:
        return Found([], None)
    fresh = known.stale(reader, site)
    found = _indexed(reader, site, conditions, identified, span, most + 1)
    return _with_fresh(found, fresh, conditions, identified, span, most)


def _span(asked: Asked, cursor: str | None) -> Span:
    low = earliest_id(asked.created_since) if asked.created_since is not None else ""
    high = earliest_id(asked.created_until) if asked.created_until is not None else BEHIND_ALL
    return Span(low, min(high, cursor) if cursor else high)


def _conditions(reader: Reader, site: str, asked: Asked, trunks: Sequence[str] | None) -> list[Condition] | None:
    """Everything that must be so, the typed words too unless `trunks` is None; None where nobody can fit."""
    conditions: list[Condition] = []
    if asked.tag is not None:
        tag = tags.named(reader, site, asked.tag)
        if tag is None:
            return None
        conditions.append(Tagged(tag))
    if asked.owner is not None:
        conditions.append(Owned(asked.owner))
    for kind, value in (("source", asked.source), ("has", asked.has), ("agreed", asked.agreed)):
        if value is not None:
            conditions.append(Marked(mark(kind, value)))
    if asked.seen_since is not None:
        conditions.append(SeenSince(asked.seen_since))
    if trunks is not None and asked.q.strip():
        words = typed(asked.q, trunks)
        if not words:
            return None
        beginning = tags.beginning(reader, site, [word for word, _ in words])
        conditions += [Words(ranges, beginning[word]) for word, ranges in words]
    return conditions


def _identified(reader: Reader, site: str, q: str, countries: tuple[str, ...]) -> frozenset[str]:
    """The people whom this whole phone or e-mail identifies."""
    if not q:
        return frozenset()
    kind, values = "phone", search_forms(q, countries)
    if "@" in q:
        kind, values = "email", _emails(q)
    if not values:
        return frozenset()
    return frozenset(row["client"] for row in reader.all(IDENTIFIED, site=site, kind=kind, values=values))


def _emails(q: str) -> list[str]:
    try:
        return [read_email(q)]
    except Invalid:
        return []


def _indexed(
    reader: Reader, site: str, conditions: Sequence[Condition], identified: frozenset[str], span: Span, most: int
) -> Found:
    """Whom the indexes know; the first `most` of them, and where a walk was broken off."""
    if len(conditions) == 1 and not identified and not conditions[0].ordered:
        few = _newest_of(reader, conditions[0].people(site), span, most)
        return walk(reader, site, conditions, span, most) if few is None else Found(few, None)
    if len(conditions) == 1 and not identified:
        return walk(reader, site, conditions, span, most)
    rare: set[str] | None = set(identified) if identified else None
    frequent: list[Condition] = []
    for condition in conditions:
        if _are_more(reader, condition.people(site), RARE):
            frequent.append(condition)
            continue
        people = {str(row["client"]) for row in reader.all(condition.people(site))}
        rare = people if rare is None else rare & people
    if rare is None:
        return walk(reader, site, frequent, span, most)
    ids = sorted((each for each in rare if span.holds(each)), reverse=True)
    return Found(_checked(reader, ids, frequent, most) if frequent else ids[:most], None)


def _newest_of(reader: Reader, people: Ids, span: Span, most: int) -> list[str] | None:
    """The newest of these people, or None where they are too many to sort."""
    if _are_more(reader, people, ALONE):
        return None
    some = people.limit(ALONE + 1).subquery("some_people")  # limited, it is read by its own index first
    query = select(some.c.client).where(span.of(some.c.client)).distinct()
    return [row["client"] for row in reader.all(query.order_by(some.c.client.desc()).limit(most))]


def _are_more(reader: Reader, people: Ids, limit: int) -> bool:
    """Whether they are more than that, counted by the database: none of them travels here for it."""
    some = people.limit(limit + 1).subquery("some_people")
    return bool(reader.value(select(func.count()).select_from(some)) > limit)


def _checked(reader: Reader, ids: Sequence[str], conditions: Sequence[Condition], most: int) -> list[str]:
    """The first `most` of these of whom the conditions hold."""
    found: list[str] = []
    for at in range(0, len(ids), CHECKED):
        some = ids[at : at + CHECKED]
        query = select(clients.c.id).where(clients.c.id.in_(some), *(each.holds(clients.c.id) for each in conditions))
        found += sorted((row["id"] for row in reader.all(query)), reverse=True)
        if len(found) >= most:
            break
    return found[:most]


def _with_fresh(
    found: Found,
    fresh: Sequence[Known],
    conditions: Sequence[Condition],
    identified: frozenset[str],
    span: Span,
    most: int,
) -> Found:
    """The same with those whose index is not written yet: what was just kept is found at once."""
    until = found.next or ""  # a walk that was broken off has not come further yet
    ids = set(found.ids) - {each.row["id"] for each in fresh}
    for each in fresh:
        client = each.row["id"]
        is_meant = not identified or client in identified
        if is_meant and span.holds(client) and client >= until and all(one.is_true_of(each) for one in conditions):
            ids.add(client)
    cut = _cut(sorted(ids, reverse=True), most)
    return cut if cut.next or not found.next else Found(cut.ids, found.next)


def _everybody(reader: Reader, site: str, span: Span, most: int) -> list[str]:
    query = select(clients.c.id).where(clients.c.site == site, span.of(clients.c.id))
    return [row["id"] for row in reader.all(query.order_by(clients.c.id.desc()).limit(most))]


def _cut(ids: list[str], most: int) -> Found:
    return Found(ids[:most], ids[most - 1]) if len(ids) > most else Found(ids, None)
