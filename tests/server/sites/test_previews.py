"""A preview's link shows drafts of one site for a while, and never more than whoever made it may see."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from server.database import Database, Transaction
from server.errors import Invalid
from server.registry import find_kinds
from server.sealing import Sealer
from server.sites import members, previews, sites, team, widgets
from server.sites.policy import Role
from server.sites.previews import HOUR_MS, NewPreview, PreviewInvalid, Shown
from server.sites.settings import NewSite
from server.sites.sites import Site
from server.sites.widget_input import NewWidget, WidgetChange

KINDS = find_kinds()
SEALER = Sealer("a secret key of the tests")
NOW = 1_779_098_400_000
PAGE = "https://shop.example/coffee?size=250#top"


class Shop:
    """A site with one published widget that has a draft, one that was never published, one that is off."""

    def __init__(self, tx: Transaction) -> None:
        self.anna, self.vera = (
            members.create(tx, email=f"{name}@shop.example", name=name, password_hash="").id
            for name in ("anna", "vera")
        )
        self.site: Site = sites.create(tx, _new("Shop"), self.anna)
        self.other: Site = sites.create(tx, _new("Other"), self.anna)
        members.join(tx, self.site.id, self.vera, Role.ADMIN)
        self.drafted = self.place(tx, settings={"promise_seconds": 40})
        widgets.change(tx, KINDS, self.drafted, WidgetChange(settings={"promise_seconds": 50}, draft=True))
        self.new = self.place(tx, draft=True)
        self.off = self.place(tx, enabled=False)

    def place(self, tx: Transaction, **given: object) -> str:
        return widgets.create(tx, KINDS, self.site.id, NewWidget.read({"kind": "callback"} | given)).id

    def link(self, widget: str | None, member: str = "", hours: int = 24) -> str:
        wanted = NewPreview(page=PAGE, hours=hours)
        return token_of(previews.make(SEALER, self.site, widget, member or self.anna, wanted, NOW).url)


def _new(name: str) -> NewSite:
    return NewSite.read({"name": name, "origins": ["https://shop.example"]})


def token_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["frontdesk-link"][0]


@pytest.fixture
async def shop(database: Database) -> Shop:
    return await database.write(Shop)


async def shown(database: Database, site: Site, token: str, at: int = NOW) -> Shown:
    return await database.read(previews.show, KINDS, SEALER, site, token, at)


def seen(found: Shown) -> dict[str, object]:
    listed = found.published.config["widgets"]
    assert isinstance(listed, list)
    return {each["id"]: each["settings"].get("promise_seconds") for each in listed if isinstance(each, dict)}


async def test_a_link_leads_to_the_page_and_tells_when_it_ends(shop: Shop) -> None:
    again = previews.make(SEALER, shop.site, None, shop.anna, NewPreview(page=f"{PAGE[:-4]}&frontdesk-link=old"), NOW)

    assert again.url.startswith("https://shop.example/coffee?size=250&frontdesk-link=")
    assert (again.url.count("frontdesk-link"), again.expires_at) == (1, NOW + 24 * HOUR_MS)


async def test_the_named_widget_is_shown_as_it_was_saved_last_and_the_others_as_they_are(
    database: Database, shop: Shop
) -> None:
    by_widget = {each: await shown(database, shop.site, shop.link(each)) for each in (shop.drafted, shop.new, shop.off)}

    assert {each: seen(found) for each, found in by_widget.items()} == {
        shop.drafted: {shop.drafted: 50},
        shop.new: {shop.drafted: 40, shop.new: None},
        shop.off: {shop.drafted: 40, shop.off: None},
    }
    assert [found.widget for found in by_widget.values()] == [shop.drafted, shop.new, shop.off]


async def test_without_a_name_every_draft_is_shown_and_what_is_off_stays_off(database: Database, shop: Shop) -> None:
    found = await shown(database, shop.site, shop.link(None))
    assert (seen(found), found.widget) == ({shop.drafted: 50, shop.new: None}, "")


@pytest.mark.parametrize("hours", [1, 168])
async def test_a_link_ends_with_its_hours(database: Database, shop: Shop, hours: int) -> None:
    token = shop.link(shop.new, hours=hours)
    await shown(database, shop.site, token, NOW + hours * HOUR_MS - 1)
    with pytest.raises(PreviewInvalid):
        await shown(database, shop.site, token, NOW + hours * HOUR_MS)


@pytest.mark.parametrize("hours", [0, 169])
def test_a_link_works_for_a_week_at_most(hours: int) -> None:
    with pytest.raises(Invalid) as refused:
        NewPreview.read({"page": PAGE, "hours": hours})
    assert list(refused.value.errors) == ["hours"]


async def test_what_is_no_link_of_ours_shows_nothing(database: Database, shop: Shop) -> None:
    good = shop.link(shop.new)
    middle = len(good) // 2
    sealed = [SEALER.seal(json.dumps(each)) for each in ({"for": "other", "site": shop.site.id}, [], "preview")]
    wrong = [
        "",
        "x",
        good[:-3],
        f"{good[:middle]}{'A' if good[middle] != 'A' else 'B'}{good[middle + 1 :]}",
        "é",
        *sealed,
    ]
    for token in [*wrong, "x" * 3000, Sealer("another key").seal("{}")]:
        with pytest.raises(PreviewInvalid):
            await shown(database, shop.site, token)
    with pytest.raises(PreviewInvalid):
        await shown(database, shop.other, good)


async def test_a_link_ends_with_the_right_of_whoever_made_it(database: Database, shop: Shop) -> None:
    lowered, gone = shop.link(shop.new, shop.vera), shop.link(shop.new, shop.vera)
    await shown(database, shop.site, lowered)
    anna = await database.read(members.actor, shop.anna)
    assert anna is not None

    await database.write(team.change_role, anna, shop.site.id, shop.vera, Role.MANAGER)
    with pytest.raises(PreviewInvalid):
        await shown(database, shop.site, lowered)
    await database.write(members.disable, shop.vera)
    with pytest.raises(PreviewInvalid):
        await shown(database, shop.site, gone)


async def test_a_widget_that_was_deleted_is_previewed_no_more(database: Database, shop: Shop) -> None:
    from server.sites import removal

    token = shop.link(shop.new)
    await database.write(removal.remove, shop.new, shop.anna)
    with pytest.raises(PreviewInvalid):
        await shown(database, shop.site, token)


@pytest.mark.parametrize("page", ["https://other.example/", "http://shop.example/", "/coffee", "javascript:alert(1)"])
async def test_only_a_page_of_the_site_is_previewed(shop: Shop, page: str) -> None:
    with pytest.raises(Invalid) as refused:
        previews.make(SEALER, shop.site, None, shop.anna, NewPreview(page=page), NOW)
    assert list(refused.value.errors) == ["page"]
