"""What programs do with a site's team: read it, change roles, invite, and read the journal."""

from typing import Any

from pydantic import Field

from server.api.asking import Ask, Rooms
from server.api.questions import ID, Listing
from server.audit import journal
from server.database import Reader, Transaction, now_ms
from server.database.paging import Page
from server.errors import NotFound
from server.sites import colleagues, invitations, team
from server.sites.colleagues import Colleague
from server.sites.instants import Instant, written
from server.sites.invitations import invitation_view
from server.sites.policy import Actor, Role


class JournalListing(Listing):
    """Which part of the journal: of one member, of one kind of act, from one moment on."""

    member: str | None = Field(None, pattern=f"^{ID}$", description="The id of whoever did it.")
    noun: str | None = Field(None, pattern=r"^[a-z_]{1,40}$", description="The first part of `act`, like `widget`.")
    since: Instant | None = Field(None, description="Nothing before this moment.")


async def list_members(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Everybody who works at the site, the newest members first."""
    found = await rooms.database.read(colleagues.of_site, ask.site, ask.query.limit, ask.query.cursor)
    return {"items": [colleagues.colleague_view(each) for each in found.items], "next": found.next}


async def change_member(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Give a member another role; nobody changes the own one, or anything above it."""
    return colleagues.colleague_view(
        await rooms.database.write(_change_role, ask.actor, ask.site, ask.within, ask.body.role)
    )


async def remove_member(rooms: Rooms, ask: Ask) -> None:
    """Let a member work at this site no more; open pages end within seconds."""
    await rooms.database.write(team.remove, ask.actor, ask.site, ask.within)


async def list_invitations(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The invitations that nobody has answered, newest first."""
    found = await rooms.database.read(invitations.waiting, ask.site, ask.query.limit, ask.query.cursor)
    now = now_ms()
    return {"items": [invitation_view(each, now) for each in found.items], "next": found.next}


async def create_invitation(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Invite somebody; the link is answered once and sent to nobody."""
    token, made = await rooms.database.write(invitations.invite, ask.actor, ask.site, ask.body.email, ask.body.role)
    return invitation_view(made, now_ms()) | {"link": invitations.link(rooms.public_url, token)}


async def revoke_invitation(rooms: Rooms, ask: Ask) -> None:
    """Let an invitation work no more."""
    await rooms.database.write(invitations.revoke, ask.actor, ask.thing)


async def read_journal(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Who changed what and when, newest first."""
    query = ask.query
    wanted = journal.Wanted(member=query.member, nouns=(query.noun,) if query.noun else (), since=query.since)
    found: Page[journal.Entry] = await rooms.database.read(journal.lines, ask.site, query.limit, query.cursor, wanted)
    return {"items": [_line(each) for each in found.items], "next": found.next}


def _line(entry: journal.Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "member": {"id": entry.member, "name": entry.member_name} if entry.member else None,
        "act": entry.act,
        "thing": entry.thing,
        "data": entry.data,
        "network": entry.address,
        "at": written(entry.at),
    }


def _change_role(tx: Transaction, actor: Actor, site: str, member: str, role: Role) -> Colleague:
    team.change_role(tx, actor, site, member, role)
    return _found(tx, site, member)


def _found(reader: Reader, site: str, member: str) -> Colleague:
    found = colleagues.find(reader, site, member)
    if found is None:
        raise NotFound
    return found
