"""What the journal's page reads in one go: lines, and the names of what they speak of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.audit import journal
from server.audit.journal import Entry, Wanted
from server.database import Reader
from server.sites import invitations, members
from server.sites.members import Member

LINES = 50
OF_MEMBERS = {"member", "role", "login"}


@dataclass(frozen=True, slots=True)
class JournalRead:
    """A part of the journal; `names` of things by id, `people` who work here and can be chosen."""

    lines: Sequence[Entry]
    next: str | None
    names: Mapping[str, str]
    people: Sequence[Member]


def read_journal(reader: Reader, site: str, cursor: str | None, wanted: Wanted) -> JournalRead:
    """One part, newest first."""
    found = journal.lines(reader, site, LINES, cursor, wanted)
    people = [member for member, _ in members.of_site(reader, site)]
    names = {member.id: member.name for member in people}
    for thing in {entry.thing for entry in found.items if entry.act.partition(".")[0] in OF_MEMBERS} - names.keys():
        names[thing] = _name(reader, thing)
    return JournalRead(found.items, found.next, names, people)


def _name(reader: Reader, thing: str) -> str:
    """Of a member who works here no more, or the e-mail of somebody who was asked."""
    if member := members.find(reader, thing):
        return member.name
    asked = invitations.find(reader, thing)
    return asked.email if asked else ""
