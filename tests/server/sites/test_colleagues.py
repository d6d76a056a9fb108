"""How colleagues see each other: role, last seen, second step; a page at a time."""

import pytest

from server.database import Database
from server.sites import colleagues, members, sessions
from tests.support.colleagues import make_team

pytestmark = pytest.mark.storage


async def test_the_team_is_listed_a_page_at_a_time(database: Database) -> None:
    desk = await make_team(database)
    await make_team(database, "other.example")

    first = await database.read(colleagues.of_site, desk.site, 2)
    second = await database.read(colleagues.of_site, desk.site, 2, first.next)

    listed = [each.id for each in (*first.items, *second.items)]
    assert (len(first.items), sorted(listed)) == (2, sorted([desk.manager, desk.admin, desk.owner]))
    assert second.next is None


async def test_a_colleague_reads_with_role_last_seen_and_what_keeps_the_account(database: Database) -> None:
    desk = await make_team(database)
    _, session = await database.write(sessions.open_session, desk.manager)
    await database.write(members.disable, desk.admin)

    manager = await database.read(colleagues.find, desk.site, desk.manager)
    admin = await database.read(colleagues.find, desk.site, desk.admin)

    assert manager is not None
    assert admin is not None
    assert (manager.role, manager.seen_at, manager.two_factor, manager.disabled) == (
        "manager",
        session.seen_at,
        False,
        False,
    )
    assert (admin.seen_at, admin.disabled) == (None, True)
    assert set(colleagues.colleague_view(manager)) == {
        *("id", "name", "email", "role", "disabled", "two_factor", "since", "seen_at")
    }
    assert await database.read(colleagues.find, "0" * 26, desk.manager) is None
