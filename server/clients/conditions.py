"""What people must fulfil: each condition tells whom it may be, what SQL it is for one person, and its truth in Python.

Every condition has an index of its own. `ordered` ones can be walked through newest first without a sort.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy import ColumnElement, CompoundSelect, FromClause, Select, exists, or_, select, union_all

from server.clients.asked import NOBODY, Range
from server.clients.known import Known
from server.clients.tables import client_tags, clients, search_words

one = clients.alias("one_client")  # beside the list of them that it is looked up for
Ids = Select[Any] | CompoundSelect[Any]


class Condition(Protocol):
    """One thing that must be so."""

    @property
    def ordered(self) -> bool:
        """Whether `people()` can be read in the order of ids."""
        ...

    def people(self, site: str) -> Ids:
        """Everybody of whom it is so, as one column `client`; somebody may stand there twice."""
        ...

    def holds(self, client: ColumnElement[Any]) -> ColumnElement[bool]:
        """The condition for the person with this id."""
        ...

    def is_true_of(self, person: Known) -> bool:
        """The same, in Python."""
        ...


@dataclass(frozen=True, slots=True)
class Words:
    """One of these ranges holds a word of theirs, or they have one of these tags."""

    ranges: Sequence[Range]
    tags: Sequence[str] = ()
    ordered: bool = False

    def people(self, site: str) -> Ids:
        """By the index of words, and by that of tags where some are meant."""
        word, client = search_words.c.word, search_words.c.client
        parts = [
            select(client).where(search_words.c.site == site, word >= each.low, word < each.high)
            for each in self.ranges
        ]
        if self.tags:
            parts.append(select(client_tags.c.client).where(client_tags.c.tag.in_(self.tags)))
        return parts[0] if len(parts) == 1 else union_all(*parts)

    def holds(self, client: ColumnElement[Any]) -> ColumnElement[bool]:
        """A look at this person's words alone."""
        word = search_words.c.word
        found = [
            exists().where(search_words.c.client == client, word >= each.low, word < each.high) for each in self.ranges
        ]
        if self.tags:
            found.append(exists().where(client_tags.c.client == client, client_tags.c.tag.in_(self.tags)))
        return or_(*found)

    def is_true_of(self, person: Known) -> bool:
        """Any of their words, or any of their tags."""
        return not person.tags.isdisjoint(self.tags) or any(
            each.holds(word) for word in person.words for each in self.ranges
        )


@dataclass(frozen=True, slots=True)
class Marked:
    """They carry this mark of the index."""

    word: str
    ordered: bool = True

    def people(self, site: str) -> Ids:
        """By the index of words."""
        return select(search_words.c.client).where(search_words.c.site == site, search_words.c.word == self.word)

    def holds(self, client: ColumnElement[Any]) -> ColumnElement[bool]:
        """A look at this person's words alone."""
        return exists().where(search_words.c.client == client, search_words.c.word == self.word)

    def is_true_of(self, person: Known) -> bool:
        """Whether the mark is among their words."""
        return self.word in person.words


@dataclass(frozen=True, slots=True)
class Tagged:
    """They have this tag."""

    tag: str
    ordered: bool = True

    def people(self, site: str) -> Ids:
        """By the tag; it belongs to one site."""
        return select(client_tags.c.client).where(client_tags.c.tag == self.tag)

    def holds(self, client: ColumnElement[Any]) -> ColumnElement[bool]:
        """A look at the one row there may be."""
        return exists().where(client_tags.c.tag == self.tag, client_tags.c.client == client)

    def is_true_of(self, person: Known) -> bool:
        """Whether it is among their tags."""
        return self.tag in person.tags


@dataclass(frozen=True, slots=True)
class Owned:
    """This member looks after them; `none`: nobody does."""

    owner: str
    ordered: bool = True

    def people(self, site: str) -> Ids:
        """By the owner."""
        return select(clients.c.id.label("client")).where(clients.c.site == site, self._is(clients))

    def holds(self, client: ColumnElement[Any]) -> ColumnElement[bool]:
        """A look at the person's own row."""
        return exists().where(one.c.id == client, self._is(one))

    def is_true_of(self, person: Known) -> bool:
        """Whether the row says so."""
        return bool((person.row["owner"] or NOBODY) == self.owner)

    def _is(self, table: FromClause) -> ColumnElement[bool]:
        return table.c.owner.is_(None) if self.owner == NOBODY else table.c.owner == self.owner


@dataclass(frozen=True, slots=True)
class SeenSince:
    """They were seen at this moment or later."""

    moment: int
    ordered: bool = False

    def people(self, site: str) -> Ids:
        """By when they were seen last."""
        return select(clients.c.id.label("client")).where(clients.c.site == site, clients.c.seen_at >= self.moment)

    def holds(self, client: ColumnElement[Any]) -> ColumnElement[bool]:
        """A look at the person's own row."""
        return exists().where(one.c.id == client, one.c.seen_at >= self.moment)

    def is_true_of(self, person: Known) -> bool:
        """Whether the row says so."""
        return bool(person.row["seen_at"] >= self.moment)
