"""Open pages hear what has changed, each only of its own."""

import asyncio
import json

import pytest

from server.calls import taking
from server.clients import senders
from server.database import Told
from server.errors import StorageUnavailable
from server.hub.presence import Somebody
from server.sites import sites
from server.sites.settings import SiteChange
from server.visitors.geography import Geography
from server.visitors.live import Live
from server.visitors.watcher import LOOKS, Watcher
from tests.server.hub.serving import all_of, until
from tests.server.visitors.house import BEANS, EVIL, OTHER_TOKEN, TOKEN, House, hear, page_of, say
from tests.support.mmdb import write_mmdb


async def arrive(page, house, token=TOKEN, **given):
    await say(page, type="hello", visitor=token, page=BEANS, **given)
    return await hear(page, "welcome")


async def leave_number(page, house, **given):
    await say(page, type="submit", **house.said(**given))
    kept = await hear(page, "kept")
    await hear(page, "progress")
    return kept["lead"]


async def silent(page):
    """Whether nothing comes for a moment."""
    try:
        return await asyncio.wait_for(page.recv(), 0.2) is None
    except TimeoutError:
        return True


async def test_who_asked_to_be_called_reads_who_calls_and_how_it_ended(house):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page, house)
        lead = await leave_number(page, house)
        [call] = await house.calls()
        await house.database.write(taking.accept, house.site.id, call["id"], house.member.id)
        taken = await hear(page, "progress")
        await house.database.write(taking.end, house.site.id, call["id"], house.member.id, "reached")
        ended = await hear(page, "progress")

    assert (taken["lead"], taken["state"], taken["by"]) == (lead, "manager_answered", "Ana")
    assert (ended["state"], ended["outcome"], "Petrović" in json.dumps([taken, ended], ensure_ascii=False)) == (
        "ended",
        "reached",
        False,
    )


async def test_a_page_that_comes_back_reads_on_and_other_tabs_read_along(house):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page, house)
        lead = await leave_number(page, house)
        async with page_of(address) as other_tab:
            await arrive(other_tab, house, watch=[lead])
            assert (await hear(other_tab, "progress"))["state"] == "queued"
            [call] = await house.calls()
            await house.database.write(taking.accept, house.site.id, call["id"], house.member.id)

            assert [(await hear(each, "progress"))["state"] for each in (page, other_tab)] == ["manager_answered"] * 2


async def test_nobody_else_hears_of_it_though_he_names_the_lead(house):
    async with house.open_lines() as address, page_of(address) as page, page_of(address) as curious:
        await arrive(page, house)
        lead = await leave_number(page, house)
        await arrive(curious, house, OTHER_TOKEN, watch=[lead])
        [call] = await house.calls()
        await house.database.write(taking.accept, house.site.id, call["id"], house.member.id)
        await hear(page, "progress")

        assert await silent(curious)
        await say(curious, type="hello", page=BEANS, watch=[lead])
        await hear(curious, "welcome")
        assert await silent(curious)


async def test_open_pages_hear_of_new_settings_and_others_do_not(house):
    async with house.open_lines() as address, page_of(address) as page:
        welcome = await arrive(page, house)
        await house.database.write(sites.change, house.site.id, SiteChange.read({"name": "New name"}))
        told = await hear(page, "site")

        assert told == {"type": "site", "version": welcome["version"] + 1}
        house.live.tell([Told("other", 1, "site", "other", 0)])
        assert await silent(page)


async def test_a_change_that_no_news_told_of_reaches_open_pages_too(house):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page, house)
        house.database._answers.listeners.clear()
        await house.database.write(sites.change, house.site.id, SiteChange.read({"name": "New name"}))
        await house.publishing.check()

        assert (await hear(page, "site"))["version"] == 3


async def test_a_page_whose_origin_has_left_the_list_is_closed(house):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page, house)
        await house.database.write(sites.change, house.site.id, SiteChange.read({"origins": [EVIL]}))
        await all_of(page)

        assert page.close_code == 4403


async def test_what_fails_is_logged_with_ids_only_and_the_rest_goes_on(house, monkeypatch, capsys):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page, house)
        read = house.database.read
        failures = [RuntimeError("+381641234567"), StorageUnavailable()]

        async def failing(*args, **named):
            if failures:
                raise failures.pop()
            return await read(*args, **named)

        monkeypatch.setattr(house.database, "read", failing)
        watcher = next(iter(house.hub.listeners(f"site:{house.site.id}")))
        house.live.watch(watcher, ["a", "b"])
        await until(lambda: not failures)
        monkeypatch.undo()
        await leave_number(page, house)

    logged = "".join(capsys.readouterr())
    assert "our_fault" in logged
    assert "live_failed" in logged
    assert "+381641234567" not in logged


class Turning:
    """A database in whose time to answer one page says hello as another visitor."""

    def __init__(self, watcher):
        self.watcher = watcher

    async def read(self, _query, pairs):
        self.watcher.visitor = "another visitor"
        return {pair: {"lead": pair[0], "state": "queued", "since": 1} for pair in pairs}


async def test_a_page_that_becomes_another_visitors_keeps_nobody_from_hearing(house):
    fickle, honest = (Watcher(house.site.id, house.site.key, "https://shop.example") for _ in range(2))
    live = Live(Turning(fickle), house.publishing, house.hub, house.presence)
    with house.hub.joined(fickle), house.hub.joined(honest):
        for watcher, visitor in ((fickle, "v1"), (honest, "v2")):
            watcher.visitor, watcher.watched = visitor, {"c": {"lead"}}
            house.hub.subscribe(watcher, "call:c")

        await live._tell_call("c")

    assert [len(each.take()) for each in (fickle, honest)] == [0, 1]


@pytest.fixture
def narrow(house):
    return Live(house.database, house.publishing, house.hub, house.presence, most_waiting=2)


async def test_what_waits_is_bounded_and_the_same_waits_once(house, narrow):
    watcher = Watcher(house.site.id, house.site.key, "https://shop.example")
    narrow.watch(watcher, ["nobody is known yet"])
    watcher.visitor = "v1"
    for _ in range(3):
        narrow.watch(watcher, ["a"])
    assert len(narrow._waiting) == 1
    narrow.watch(watcher, ["b", "c", "d"])

    assert len(narrow._waiting) == 2


async def test_a_page_watches_a_bounded_number_of_calls(house, monkeypatch):
    monkeypatch.setattr("server.visitors.live.MOST_CALLS", 1)
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page, house)
        await leave_number(page, house)
        await say(page, type="submit", **house.said(key="k2", values={"phone": "+381641234568"}))
        await hear(page, "kept")

        assert await silent(page)


async def test_a_page_that_asks_over_and_over_is_not_answered_every_time(house):
    watcher = Watcher(house.site.id, house.site.key, "https://shop.example")
    watcher.visitor = "v1"
    for n in range(100):
        house.live.watch(watcher, [f"lead{n}"])

    assert len(house.live._waiting) == LOOKS


ASKS = {"where": {"all": [{"field": "online", "op": "is", "value": "yes"}]}}
ANA, BORIS = Somebody("m1", "Ana"), Somebody("m2", "Boris")


async def test_t1_open_pages_whose_rules_ask_hear_when_the_team_comes_and_goes(house):
    await house.place(rules=ASKS)
    async with house.open_lines() as address, page_of(address) as page:
        assert (await arrive(page, house))["facts"] == {"online": "no"}
        await house.presence.arrive(house.site.id, ANA, "s1")
        assert await hear(page, "facts") == {"type": "facts", "online": "yes"}

        await house.presence.arrive(house.site.id, BORIS, "s2")
        await house.presence.leave(house.site.id, "s1")
        await house.presence.lose(house.site.id, "s2")
        assert await hear(page, "facts") == {"type": "facts", "online": "no"}


async def test_pages_of_other_sites_and_of_sites_that_do_not_ask_hear_nothing(house):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page, house)
        await house.presence.arrive("another", BORIS, "s2")
        await house.presence.arrive(house.site.id, ANA, "s1")
        assert await silent(page)


async def test_a_page_hears_it_too_when_the_rules_begin_to_ask(house):
    async with house.open_lines() as address, page_of(address) as page:
        await arrive(page, house)
        await house.presence.arrive(house.site.id, ANA, "s1")
        await house.place(rules=ASKS)

        await hear(page, "site")
        assert await hear(page, "facts") == {"type": "facts", "online": "yes"}


async def test_t1_the_welcome_tells_the_country_and_whether_somebody_is_here(database, tmp_path):
    countries = write_mmdb(tmp_path / "countries.mmdb", {"127.0.0.0/8": {"country": {"iso_code": "RS"}}})
    house = await House(database, geography=Geography(countries)).set_up()
    await house.presence.arrive(house.site.id, ANA, "s1")
    async with house.open_lines() as address, page_of(address) as page:
        assert (await arrive(page, house))["facts"] == {"country": "RS", "online": "yes"}


async def test_l8_a_site_with_a_greeter_tells_its_pages_who_is_here_until_they_go(house):
    await house.place(kind="greeter")
    ana = Somebody(house.member.id, house.member.name)
    async with house.open_lines() as address, page_of(address) as page:
        assert (await arrive(page, house))["facts"] == {"online": "no"}
        await house.presence.arrive(house.site.id, ana, "s1")
        here = await hear(page, "facts")
        async with page_of(address) as another:
            assert (await arrive(another, house))["facts"] == {"online": "yes", "sender": here["sender"]}
        await house.presence.leave(house.site.id, "s1")

        assert here == {"type": "facts", "online": "yes", "sender": {"id": house.member.id, "name": "Ana"}}
        assert await hear(page, "facts") == {"type": "facts", "online": "no"}


async def test_l8_nobody_is_named_where_no_widget_shows_it(house):
    await house.place(kind="greeter", settings={"senders": "named"})
    await house.presence.arrive(house.site.id, Somebody(house.member.id, house.member.name), "s1")
    async with house.open_lines() as address, page_of(address) as page:
        assert (await arrive(page, house))["facts"] == {"online": "yes"}


async def test_l8_while_the_database_is_away_the_line_stands_and_nobody_is_named(house, monkeypatch):
    await house.place(kind="greeter")
    await house.presence.arrive(house.site.id, Somebody(house.member.id, house.member.name), "s1")
    read = house.database.read

    async def away(query, *args, **named):
        if query is senders.team:
            raise StorageUnavailable
        return await read(query, *args, **named)

    monkeypatch.setattr(house.database, "read", away)
    async with house.open_lines() as address, page_of(address) as page:
        assert (await arrive(page, house))["facts"] == {"online": "yes"}
