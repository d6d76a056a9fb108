"""Open pages hear what has changed, each only of its own."""

import asyncio
import json

import pytest

from server.calls import taking
from server.database import Told
from server.errors import StorageUnavailable
from server.sites import sites
from server.sites.settings import SiteChange
from server.visitors.live import Live
from server.visitors.watcher import LOOKS, Watcher
from tests.server.hub.serving import all_of, until
from tests.server.visitors.house import BEANS, EVIL, OTHER_TOKEN, TOKEN, hear, page_of, say


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
    live = Live(Turning(fickle), house.publishing, house.hub)
    with house.hub.joined(fickle), house.hub.joined(honest):
        for watcher, visitor in ((fickle, "v1"), (honest, "v2")):
            watcher.visitor, watcher.watched = visitor, {"c": {"lead"}}
            house.hub.subscribe(watcher, "call:c")

        await live._tell_call("c")

    assert [len(each.take()) for each in (fickle, honest)] == [0, 1]


@pytest.fixture
def narrow(house):
    return Live(house.database, house.publishing, house.hub, most_waiting=2)


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
