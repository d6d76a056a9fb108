"""A site's tags: made by using them, renamed, put together, deleted and brought back."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT compiles for SQLite as well

from server.audit import journal
from server.clients.tables import client_tags, tags
from server.clients.words import fold, split
from server.database import Database, News, Reader, Transaction, prepared
from server.errors import AlreadyExists, Invalid, NotFound
from server.widget import one_line

LONGEST = 40
MOST_OF_SITE, MOST_OF_PERSON = 500, 50
COUNTED = 1000  # people of one tag are counted so far
ROWS = 90  # people in one unit: each is a row that comes and one that goes
KEPT_MS = 60 * 60 * 1000  # so long a deleted tag can be brought back

_live = tags.c.gone_at.is_(None)
OF_SITE = prepared(select(tags.c.id, tags.c.name, tags.c.key).where(tags.c.site == bindparam("of"), _live))
BY_KEY = prepared(select(tags.c.id).where(tags.c.site == bindparam("of"), tags.c.key == bindparam("folded"), _live))
COUNT = prepared(select(func.count()).select_from(tags).where(tags.c.site == bindparam("of"), _live))
ONE = prepared(select(tags).where(tags.c.site == bindparam("of"), tags.c.id == bindparam("tag")))
ADD = prepared(insert(tags))
CHANGE = prepared(update(tags).where(tags.c.id == bindparam("tag")))
GIVE = prepared(upsert(client_tags).on_conflict_do_nothing(index_elements=["tag", "client"]))
TAKE = prepared(
    delete(client_tags).where(
        client_tags.c.tag == bindparam("tag"), client_tags.c.client.in_(bindparam("people", expanding=True))
    )
)
OF_PEOPLE = prepared(
    select(client_tags.c.client, tags.c.id, tags.c.name)
    .join(tags, tags.c.id == client_tags.c.tag)
    .where(client_tags.c.client.in_(bindparam("people", expanding=True)), _live)
    .order_by(tags.c.key)
)
SOME_OF = prepared(select(client_tags.c.client).where(client_tags.c.tag == bindparam("tag")).limit(ROWS))
REMOVE = prepared(delete(tags).where(tags.c.id == bindparam("tag")))
LONG_GONE = prepared(select(tags.c.id).where(tags.c.gone_at < bindparam("until")).limit(1))


def listed(reader: Reader, site: str, tag: str | None = None) -> list[dict[str, Any]]:
    """The site's tags by name, or only this one, each with how many people have it, counted to 1,001."""
    of_tag = select(client_tags.c.tag).where(client_tags.c.tag == tags.c.id).limit(COUNTED + 1).correlate(tags)
    people = select(func.count()).select_from(of_tag.subquery()).scalar_subquery()
    query = select(tags.c.id, tags.c.name, people.label("people")).where(tags.c.site == site, _live)
    query = query if tag is None else query.where(tags.c.id == tag)
    return [dict(row) for row in reader.all(query.order_by(tags.c.key))]


def of_site(reader: Reader, site: str) -> list[dict[str, Any]]:
    """The same by id and name only."""
    rows = sorted(reader.all(OF_SITE, of=site), key=lambda row: str(row["key"]))
    return [{"id": row["id"], "name": row["name"]} for row in rows]


def named(reader: Reader, site: str, said: str) -> str | None:
    """The id of the site's tag of this name or id, or None."""
    row = reader.one(ONE, of=site, tag=said)
    if row is not None and row["gone_at"] is None:
        return said
    found: str | None = reader.value(BY_KEY, of=site, folded=key_of(said))
    return found


def beginning(reader: Reader, site: str, typed: Sequence[str]) -> dict[str, list[str]]:
    """For each typed word the tags in whose names a word begins with it."""
    known = [(row["id"], split(row["name"])) for row in reader.all(OF_SITE, of=site)]
    return {word: [tag for tag, words in known if any(each.startswith(word) for each in words)] for word in typed}


def of_people(reader: Reader, people: Sequence[str]) -> dict[str, list[dict[str, str]]]:
    """The tags of each of these people, by name."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in reader.all(OF_PEOPLE, people=list(people)) if people else ():
        found.setdefault(row["client"], []).append({"id": row["id"], "name": row["name"]})
    return found


def key_of(name: str) -> str:
    """What two tags may not share: the name without case and accents."""
    return fold(name)[:80]


def read_name(said: str, field: str = "name") -> str:
    """A tag's name as it is kept: one line of 1 to 40 characters with a letter or a figure in it."""
    name = str(one_line(said))
    if not 1 <= len(name) <= LONGEST or not fold(name).strip():
        raise Invalid(errors={field: f"between 1 and {LONGEST} characters"})
    return name


def ensure(tx: Transaction, site: str, member: str | None, names: Sequence[str], field: str = "tags") -> list[str]:
    """The ids of tags of these names; those that the site does not have are made."""
    wanted: dict[str, str] = {}
    for name in (read_name(each, field) for each in names):
        wanted.setdefault(key_of(name), name)
    known = {row["key"]: row["id"] for row in tx.all(OF_SITE, of=site)}
    new = [(key, name) for key, name in wanted.items() if key not in known]
    if len(known) + len(new) > MOST_OF_SITE:
        raise Invalid(errors={field: f"a site has at most {MOST_OF_SITE} tags"})
    for key, name in new:
        known[key] = tx.new_id()
        tx.run(ADD, id=known[key], site=site, name=name, key=key, created_at=tx.now, gone_at=None)
        journal.record(tx, site, member, "tag.created", known[key], name=name)
    return [known[key] for key in wanted]


def give(tx: Transaction, site: str, pairs: Sequence[tuple[str, str]]) -> None:
    """Let people have tags, each pair a tag and a person; who has one already keeps it."""
    tx.run_many(GIVE, [{"tag": tag, "client": client, "site": site, "at": tx.now} for tag, client in pairs])


def take(tx: Transaction, tag: str, people: Sequence[str]) -> None:
    """Take a tag away from people."""
    if people:
        tx.run(TAKE, tag=tag, people=list(people))


def rename(tx: Transaction, site: str, member: str, tag: str, said: str) -> None:
    """Give a tag another name; one that another tag has is refused as `already_exists`."""
    _live_one(tx, site, tag)
    name = read_name(said)
    other = tx.value(BY_KEY, of=site, folded=key_of(name))
    if other not in (None, tag):
        raise AlreadyExists("Another tag has this name. Merge the two instead.", errors={"name": "another tag has it"})
    tx.run(CHANGE, tag=tag, name=name, key=key_of(name))
    _told(tx, site, member, "tag.renamed", tag, name)


def remove(tx: Transaction, site: str, member: str, tag: str) -> None:
    """Delete a tag: nobody has it any more; for an hour it can be brought back."""
    row = _live_one(tx, site, tag)
    tx.run(CHANGE, tag=tag, gone_at=tx.now, key=f"~{tag}")
    _told(tx, site, member, "tag.deleted", tag, row["name"])


def restore(tx: Transaction, site: str, member: str, tag: str) -> None:
    """Bring a deleted tag back to everybody who had it."""
    row = tx.one(ONE, of=site, tag=tag)
    if row is None:
        raise NotFound
    if row["gone_at"] is None:
        return
    if tx.value(BY_KEY, of=site, folded=key_of(row["name"])) is not None:
        raise AlreadyExists("Another tag has this name by now.")
    tx.run(CHANGE, tag=tag, gone_at=None, key=key_of(row["name"]))
    _told(tx, site, member, "tag.restored", tag, row["name"])


async def merge(database: Database, site: str, member: str, tag: str, into: str) -> None:
    """Give everybody who has `tag` the tag `into` instead, and end the first; safe to repeat when cut short."""
    while await database.write(_merge_some, site, member, tag, into):
        pass


def _merge_some(tx: Transaction, site: str, member: str, tag: str, into: str) -> bool:
    """Move some; True while more may be left."""
    _live_one(tx, site, tag)
    name = _live_one(tx, site, into)["name"]
    if tag == into:
        raise Invalid(errors={"into": "another tag"})
    people = [row["client"] for row in tx.all(SOME_OF, tag=tag)]
    if people:
        give(tx, site, [(into, client) for client in people])
        take(tx, tag, people)
        return True
    tx.run(REMOVE, tag=tag)
    _told(tx, site, member, "tag.merged", into, name, away=tag)
    return False


def has_long_gone(reader: Reader, now: int) -> bool:
    """Whether a deleted tag can no longer be brought back and is still kept."""
    return reader.value(LONG_GONE, until=now - KEPT_MS) is not None


def forget_some(tx: Transaction) -> bool:
    """Remove what is left of one tag that was deleted long ago; False when there is none."""
    tag = tx.value(LONG_GONE, until=tx.now - KEPT_MS)
    if tag is None:
        return False
    people = [row["client"] for row in tx.all(SOME_OF, tag=tag)]
    take(tx, tag, people)
    if len(people) < ROWS:
        tx.run(REMOVE, tag=tag)
    return True


def _live_one(reader: Reader, site: str, tag: str) -> Mapping[str, Any]:
    row = reader.one(ONE, of=site, tag=tag)
    if row is None or row["gone_at"] is not None:
        raise NotFound
    return row


def _told(tx: Transaction, site: str, member: str, act: str, tag: str, name: str, **data: str) -> None:
    journal.record(tx, site, member, act, tag, name=name, **data)
    tx.after_commit(News(site, "tags", tag))
