"""The desk is made once, kept for this user only, and found again."""

from server.config import Installation
from server.database import now_ms, open_database
from server.demo.desk import COLLEAGUE, EMAIL, FILE, find_or_make
from server.sites import members, sites, tokens
from server.sites.policy import Role

SHOP = "http://localhost:8081"


async def test_the_sample_site_has_two_people_who_can_get_in(installation: Installation) -> None:
    desk = await find_or_make(installation, SHOP)

    database = open_database(installation.database)
    await database.open()
    site = await database.read(sites.find, desk.site_id)
    team = await database.read(members.of_site, desk.site_id)
    known = [
        (await database.read(tokens.read, token, now_ms())).member for token in (desk.api_token, desk.colleague_token)
    ]
    await database.close()
    assert (site.name, site.country, site.time_zone, site.languages, site.origins, site.sample) == (
        "Harbour Row",
        "RS",
        "Europe/Belgrade",
        ("en", "ru", "sr"),
        (SHOP,),
        True,
    )
    assert [(member.email, role, member.sample) for member, role in team] == [
        (EMAIL, Role.OWNER, True),
        (COLLEAGUE, Role.MANAGER, True),
    ]
    assert known == [member.id for member, _ in team]
    assert len(desk.password) >= 12


async def test_the_second_time_everything_is_as_it_was(installation: Installation) -> None:
    first = await find_or_make(installation, SHOP)
    assert await find_or_make(installation, "http://localhost:1") == first


async def test_only_this_user_can_read_the_file(installation: Installation) -> None:
    await find_or_make(installation, SHOP)
    assert (installation.data_dir / FILE).stat().st_mode & 0o777 == 0o600
    assert [found.name for found in installation.data_dir.glob("demo.*")] == [FILE]
