"""Settings changed by forms that were drawn a while ago: together where they can be, told where they cross."""

import pytest

from server.database import Database
from server.errors import NotFound
from server.sites import members, sites
from server.sites.settings import NewSite, SiteChange
from server.sites.site_edit import Crossed, allow_origin, edit
from server.sites.sites import Site
from server.widget import InvalidSettings

SHOP = {"name": "Shop", "origins": ["https://shop.example"], "time_zone": "UTC"}


async def shop(database: Database) -> tuple[Site, str]:
    member = await database.write(members.create, email="a@b.example", name="Anna", password_hash="-")
    return await database.write(sites.create, NewSite.read(SHOP), member.id), member.id


@pytest.mark.storage
async def test_what_two_people_change_apart_is_both_kept(database: Database) -> None:
    site, member = await shop(database)
    was = SiteChange.read(SHOP)
    await database.write(edit, site.id, was, SiteChange.read(SHOP | {"name": "Harbour Row"}), member)
    both = await database.write(edit, site.id, was, SiteChange.read(SHOP | {"time_zone": "Europe/Belgrade"}), member)
    assert (both.name, both.time_zone) == ("Harbour Row", "Europe/Belgrade")


@pytest.mark.storage
async def test_what_two_people_change_at_once_is_told_and_nothing_is_overwritten(database: Database) -> None:
    site, member = await shop(database)
    was = SiteChange.read(SHOP)
    await database.write(edit, site.id, was, SiteChange.read(SHOP | {"name": "Harbour Row"}), member)
    mine = SiteChange.read(SHOP | {"name": "Hafen", "time_zone": "Europe/Belgrade"})
    with pytest.raises(Crossed) as crossed:
        await database.write(edit, site.id, was, mine, member)
    present = await database.read(sites.find, site.id)
    assert present is not None
    assert (dict(crossed.value.theirs), present.name, present.time_zone) == (
        {"name": "Harbour Row"},
        "Harbour Row",
        "UTC",
    )
    same = await database.write(edit, site.id, was, SiteChange.read(SHOP | {"name": "Harbour Row"}), member)
    assert same.version == present.version
    with pytest.raises(NotFound):
        await database.write(edit, "0" * 26, was, mine, member)


@pytest.mark.storage
async def test_an_origin_is_added_once_and_the_list_has_its_limits(database: Database) -> None:
    site, member = await shop(database)
    for _ in range(2):
        added = await database.write(allow_origin, site.id, "https://www.shop.example", member)
        assert added is not None
        assert added.origins == ("https://shop.example", "https://www.shop.example")
    assert await database.write(allow_origin, "0" * 26, "https://x.example", member) is None
    with pytest.raises(InvalidSettings):
        await database.write(allow_origin, site.id, "nonsense", member)
