"""A site's departments."""

import pytest

from server.database import Database
from server.errors import Invalid, NotFound
from server.routing import departments
from server.routing.departments import DepartmentInput
from server.sites import members
from server.sites.tables import memberships
from tests.server.leads.desk import open_desk

pytestmark = pytest.mark.storage


async def test_l5_a_department_is_made_changed_and_removed(database: Database):
    desk = await open_desk(database)
    made = await database.write(departments.create, desk.site, DepartmentInput(name="Roastery", members=(desk.vera,)))
    both = DepartmentInput(name="Roasters", members=(desk.vera, desk.petar, desk.vera))
    changed = await database.write(departments.change, desk.site, made.id, both)
    assert (made.name, made.members, changed.name) == ("Roastery", (desk.vera,), "Roasters")
    assert set(changed.members) == {desk.vera, desk.petar}
    assert await database.read(departments.of_site, desk.site) == [changed]
    assert await database.read(departments.site_of, made.id) == desk.site

    await database.write(departments.remove, desk.site, made.id)
    assert await database.read(departments.of_site, desk.site) == []
    with pytest.raises(NotFound):
        await database.write(departments.remove, desk.site, made.id)


async def test_a_name_twice_and_a_stranger_are_refused_and_another_sites_is_not_there(database: Database):
    desk = await open_desk(database)
    made = await database.write(departments.create, desk.site, DepartmentInput(name="Roastery"))
    for wrong, field in (
        (DepartmentInput(name="ROASTERY"), "name"),
        (DepartmentInput(name="Shipping", members=("0" * 26,)), "members"),
    ):
        with pytest.raises(Invalid) as refused:
            await database.write(departments.create, desk.site, wrong)
        assert list(refused.value.errors) == [field]
    with pytest.raises(NotFound):
        await database.write(departments.change, "0" * 26, made.id, DepartmentInput(name="Ours"))
    assert [each.name for each in await database.read(departments.of_site, desk.site)] == ["Roastery"]


async def test_a_site_has_only_so_many(database: Database, monkeypatch: pytest.MonkeyPatch):
    desk = await open_desk(database)
    monkeypatch.setattr(departments, "MOST", 1)
    await database.write(departments.create, desk.site, DepartmentInput(name="Roastery"))
    with pytest.raises(Invalid):
        await database.write(departments.create, desk.site, DepartmentInput(name="Shipping"))


async def test_whoever_left_the_team_or_is_locked_works_in_no_department(database: Database):
    desk = await open_desk(database)
    both = DepartmentInput(name="Roastery", members=(desk.vera, desk.petar))
    made = await database.write(departments.create, desk.site, both)
    await database.write(members.disable, desk.petar)
    await database.write(lambda tx: tx.run(memberships.delete().where(memberships.c.member == desk.vera)))
    assert await database.read(departments.people, desk.site) == {}
    assert (await database.read(departments.find, desk.site, made.id)).members == ()
