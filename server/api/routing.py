"""What programs do with routing: departments, what members take on, and who is to get a conversation."""

from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from server.api.asking import Ask, Rooms
from server.api.questions import ID
from server.database import Reader, Transaction
from server.errors import NotFound
from server.routing import departments, duty, handing, priorities
from server.routing.departments import MOST_MEMBERS, Department, DepartmentInput
from server.routing.duty import DutyChange
from server.sites import colleagues
from server.sites.colleagues import Colleague
from server.widget import Model


class DepartmentChange(Model):
    """The parts of a department to replace."""

    name: str | None = None
    members: Annotated[tuple[str, ...], Field(max_length=MOST_MEMBERS)] | None = None


class DutySaid(Model):
    """The parts of what a member takes on to replace."""

    away: bool | None = None
    capacity: int | None = None
    languages: tuple[str, ...] | None = None


class Wish(Model):
    """How a conversation that waits is to be offered; what is not named stays."""

    priority: Annotated[int, Field(ge=-100, le=100)] | None = None
    department: Annotated[str, Field(pattern=f"^({ID})?$", description="Empty: anybody.")] | None = None


class Handing(Model):
    """To whom it is handed: one of the two."""

    member: Annotated[str, Field(pattern=f"^{ID}$")] | None = None
    department: Annotated[str, Field(pattern=f"^({ID})?$", description="Empty: to whoever is free.")] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if (self.member is None) == (self.department is None):
            raise ValueError("name a member or a department")
        return self


async def list_departments(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The site's departments by name."""
    found = await rooms.database.read(departments.of_site, ask.site)
    return {"items": [_department(each) for each in found], "next": None}


async def create_department(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Make a department."""
    return _department(await rooms.database.write(departments.create, ask.site, ask.body))


async def read_department(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """One department."""
    return _department(await rooms.database.read(departments.find, ask.site, ask.thing))


async def change_department(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Replace its name, or those who work in it."""
    return _department(await rooms.database.write(_change_department, ask.site, ask.thing, ask.body))


async def delete_department(rooms: Rooms, ask: Ask) -> None:
    """Have it no more; what waits for it waits for anybody."""
    await rooms.database.write(departments.remove, ask.site, ask.thing)


async def list_duties(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """What each member takes on, and who is here."""
    return {"items": await rooms.database.read(_duties, ask.site, await _here(rooms, ask)), "next": None}


async def change_duty(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Be away or back, take more or fewer at once, in other languages."""
    found, takes = await rooms.database.write(_change_duty, ask.site, ask.within, ask.body)
    return _duty(found, takes, ask.within in await _here(rooms, ask))


async def change_conversation(rooms: Rooms, ask: Ask) -> Any:
    """Let it be offered earlier or later, or to a department's people."""
    return await rooms.database.write(priorities.wish, ask.site, ask.thing, ask.body.priority, ask.body.department)


async def hand_conversation(rooms: Rooms, ask: Ask) -> Any:
    """Hand it to a colleague, to a department, or to whoever is free."""
    if ask.body.member is not None:
        return await rooms.database.write(handing.to_member, ask.site, ask.thing, ask.body.member, ask.actor.member)
    to = ask.body.department
    return await rooms.database.write(handing.to_department, ask.site, ask.thing, to, ask.actor.member)


async def _here(rooms: Rooms, ask: Ask) -> set[str]:
    return {each.id for each in await rooms.presence.online(ask.site)} if rooms.presence else set()


def _department(each: Department) -> dict[str, Any]:
    return {"id": each.id, "site": each.site, "name": each.name, "members": list(each.members)}


def _change_department(tx: Transaction, site: str, department: str, wanted: DepartmentChange) -> Department:
    now = departments.find(tx, site, department)
    members = now.members if wanted.members is None else wanted.members
    said = {"name": now.name if wanted.name is None else wanted.name, "members": list(members)}
    return departments.change(tx, site, department, DepartmentInput.read(said))


def _duties(reader: Reader, site: str, here: set[str]) -> list[dict[str, Any]]:
    said = duty.of_team(reader, site)
    team = colleagues.of_site(reader, site, colleagues.MOST_SHOWN).items
    return [_duty(each, said.get(each.id, duty.NOTHING_SAID), each.id in here) for each in team]


def _duty(each: Colleague, takes: duty.Duty, is_here: bool) -> dict[str, Any]:
    spoken = sorted(takes.languages)
    said = {"away": takes.away, "capacity": takes.capacity, "languages": spoken}
    return {"member": {"id": each.id, "name": each.name}, "here": is_here} | said


def _change_duty(tx: Transaction, site: str, member: str, wanted: DutySaid) -> tuple[Colleague, duty.Duty]:
    found = colleagues.find(tx, site, member)
    if found is None:
        raise NotFound
    now = duty.of(tx, site, member)
    said = {
        "capacity": now.capacity if wanted.capacity is None else wanted.capacity,
        "languages": sorted(now.languages) if wanted.languages is None else list(wanted.languages),
    }
    duty.change(tx, site, member, DutyChange.read(said))
    if wanted.away is not None:
        duty.set_away(tx, site, member, wanted.away)
    return found, duty.of(tx, site, member)
