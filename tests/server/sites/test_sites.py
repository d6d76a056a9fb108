"""Sites are made, found and changed; what visitors are given gets a new version, and open pages are told."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from server.audit import journal
from server.database import Database
from server.errors import NotFound
from server.sites import members, sites
from server.sites.policy import Role
from server.sites.settings import Goals, Looks, Manners, NewSite, SiteChange
from server.sites.sites import Site, site_view, snippet
from server.sites.tables import sites as table
from tests.support.desk import hearing, settled

pytestmark = pytest.mark.storage

SHOP = NewSite.read(
    {"name": "Ряд у гавани", "origins": ["https://shop.example"], "country": "RS", "languages": ["sr", "en"]}
)


async def make(database: Database, email: str = "anna@shop.example") -> tuple[str, Site]:
    owner = await database.write(members.create, email=email, name="Anna", password_hash="")
    made = await database.write(sites.create, SHOP, owner.id)
    await settled()
    return owner.id, made


async def test_a_site_is_found_as_it_was_made_and_its_maker_owns_it(database: Database) -> None:
    owner, made = await make(database)
    assert await database.read(sites.find, made.id) == made
    assert await database.read(sites.of_member, owner) == [(made, Role.OWNER)]
    assert made == Site(
        id=made.id,
        key=made.key,
        name="Ряд у гавани",
        origins=("https://shop.example",),
        time_zone="UTC",
        country="RS",
        languages=("sr", "en"),
        memory="after_interaction",
        addresses="whole",
        looks=Looks(),
        version=1,
        sample=False,
        created_at=made.created_at,
    )


async def test_a_missing_site_is_not_found(database: Database) -> None:
    assert await database.read(sites.find, "0" * 26) is None
    with pytest.raises(NotFound):
        await database.write(sites.change, "0" * 26, SiteChange.read({"name": "Nobody's"}))
    with pytest.raises(NotFound):
        await database.read(sites.secret, "0" * 26)


async def test_a_change_replaces_the_named_fields_and_moves_the_version_on(database: Database) -> None:
    _, made = await make(database)
    told = hearing(database)
    change = SiteChange.read(
        {"country": None, "origins": ["https://a.example", "https://b.example"], "looks": {"theme": "dark"}}
    )
    changed = await database.write(sites.change, made.id, change)
    assert (changed.country, changed.origins, changed.looks, changed.name, changed.version) == (
        None,
        ("https://a.example", "https://b.example"),
        Looks(theme="dark"),
        made.name,
        2,
    )
    assert await database.read(sites.find, made.id) == changed
    await settled()
    assert [(each.site, each.kind, each.thing) for each in told] == [(made.id, "site", made.id)]


async def test_a_change_that_changes_nothing_tells_nobody(database: Database) -> None:
    _, made = await make(database)
    told = hearing(database)
    same = SiteChange.read({"name": "Ряд у гавани", "country": "rs", "looks": {}})
    assert await database.write(sites.change, made.id, same) == made
    assert await database.write(sites.change, made.id, SiteChange.read({})) == made
    await settled()
    assert told == []


async def test_t3_manners_and_goals_are_kept_apart_and_each_change_is_in_the_journal(database: Database) -> None:
    owner, made = await make(database)
    calm = SiteChange.read({"manners": {"quiet_minutes": 30, "search_guard": True}})
    told = SiteChange.read({"goals": {"gtag": True, "metrika": "123"}})

    for change in (calm, calm, told):
        await database.write(sites.change, made.id, change, owner)

    found = await database.read(sites.find, made.id)
    assert found == replace(
        made, version=3, manners=Manners(quiet_minutes=30, search_guard=True), goals=Goals(gtag=True, metrika="123")
    )
    lines = await database.read(journal.lines, made.id, 10)
    acts = [(each.act, each.data.get("fields")) for each in lines.items]
    assert acts == [("site.changed", ["goals"]), ("site.changed", ["manners"]), ("site.created", None)]


async def test_a_site_of_an_earlier_release_has_the_usual_manners_and_no_goals(database: Database) -> None:
    _, made = await make(database)
    bare = update(table).where(table.c.id == made.id).values(manners="{}", goals="{}")
    await database.write(lambda tx: tx.run(bare))

    found = await database.read(sites.find, made.id)

    assert found is not None
    assert (found.manners, found.goals) == (Manners(), Goals())


async def test_moving_on_counts_one_and_tells_open_pages(database: Database) -> None:
    _, made = await make(database)
    told = hearing(database)
    assert await database.write(sites.move_on, made.id) == 2
    await settled()
    assert [each.kind for each in told] == ["site"]


async def test_every_site_has_a_secret_of_its_own(database: Database) -> None:
    _, one = await make(database)
    _, other = await make(database, "boris@shop.example")
    secrets = [await database.read(sites.secret, each.id) for each in (one, other)]
    assert [len(each) for each in secrets] == [43, 43]
    assert secrets[0] != secrets[1]
    assert one.key != other.key


async def test_a_members_sites_come_newest_first_a_page_at_a_time(database: Database) -> None:
    owner, _ = await make(database)
    for _ in range(2):
        await database.write(sites.create, SHOP, owner)
    everything = [site.id for site, _ in await database.read(sites.of_member, owner)]
    actor = await database.read(members.actor, owner)
    assert actor is not None
    first = await database.read(sites.page_of_actor, actor, 2)
    second = await database.read(sites.page_of_actor, actor, 2, first.next)
    assert everything == sorted(everything, reverse=True)
    assert ([each.id for each in first.items], first.next) == (everything[:2], everything[1])
    assert ([each.id for each in second.items], second.next) == (everything[2:], None)
    only = replace(actor, roles={everything[1]: actor.roles[everything[1]]})
    assert [each.id for each in (await database.read(sites.page_of_actor, only, 2)).items] == [everything[1]]


async def test_programs_read_a_site_with_its_snippet_and_without_its_secret(database: Database) -> None:
    _, made = await make(database)
    line = f'<script async src="https://desk.example/s/{made.key}.js"></script>'
    view = site_view(made, "https://desk.example")
    assert snippet(made, "https://desk.example") == line
    assert view == {
        "id": made.id,
        "key": made.key,
        "name": "Ряд у гавани",
        "origins": ["https://shop.example"],
        "time_zone": "UTC",
        "country": "RS",
        "languages": ["sr", "en"],
        "memory": "after_interaction",
        "addresses": "whole",
        "looks": {"brand": "#0b6478", "theme": "auto", "corner": "end", "shape": "round", "size": "normal", "lift": 0},
        "manners": {"quiet_minutes": 3, "search_guard": False},
        "goals": {"data_layer": False, "gtag": False, "metrika": ""},
        "version": 1,
        "sample": False,
        "created_at": view["created_at"],
        "snippet": line,
    }


async def test_only_the_sites_own_origins_are_allowed_letter_by_letter(database: Database) -> None:
    _, made = await make(database)
    asked = ["https://shop.example", "http://shop.example", "https://shop.example.evil", "null", None]
    assert [made.allows(origin) for origin in asked] == [True, False, False, False, False]
