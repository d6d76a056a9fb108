"""The install page: the line, whether it is at work, what a look at a page finds, and the first thing left."""

import html

import pytest

from server.database import now_ms
from server.sites import milestones, sightings, sites
from server.sites.content_policy import Addition
from server.sites.installed import Installed
from server.sites.policy import Role
from server.sites.sightings import HELLO, LOADER, REFUSED
from server.sites.verdict import Looked
from tests.server.console.at_work import PASSWORD

SHOP, WWW = "https://harbourrow.example", "https://www.harbourrow.example"
TROUBLES = ("name", "connection", "slow", "kind", "loop")


async def seen(console, kind=HELLO, origin=SHOP):
    """A page was seen just now."""
    await console.database.write(sightings.keep, [((console.site.id, kind, origin), now_ms())])


def finds(console, monkeypatch, looked):
    """Every look at a page finds this; gives back the addresses that were looked at."""
    asked = []

    async def look_at(address, origins, loader):
        asked.append(address)
        return looked

    monkeypatch.setattr(console.door.place._check, "look_at", look_at)
    return asked


async def test_the_line_instructions_a_letter_and_the_policy_stand_there(console):
    async with console.program(console.owner) as anna:
        page = html.unescape((await anna.client.get("/console/site")).text)
    for words in (
        f'"{console.address}/s/{console.site.key}.js"', "WordPress", "Tilda", "Shopify", "Google Tag Manager",
        "mailto:?subject=One%20line%20for%20the%20pages%20of%20Harbour%20Row",
        f"connect-src</span> {console.address} ws:", "Waiting for the first visit", "Leave a test contact on your page",
    ):  # fmt: skip
        assert words in page, words


async def test_a_manager_reads_it_and_checks_nothing(console):
    async with console.program(await console.hire("Dmitri Orlov", Role.MANAGER)) as dmitri:
        page = (await dmitri.client.get("/console/site")).text
        answers = [
            await dmitri.act("/console/site/check", page=SHOP),
            await dmitri.act("/console/site/origins", origin=WWW),
        ]
    assert ("Check the page" in page, [each.status_code for each in answers]) == (False, [403, 403])


async def test_it_turns_green_by_itself_once_a_page_speaks_and_amber_while_it_only_loads_the_line(console):
    email = await console.hire("Dmitri Orlov", Role.MANAGER)
    async with console.program(console.owner) as anna, console.program(email) as dmitri:
        before = (await anna.part("/console/site/status")).text
        await seen(console, LOADER)
        loaded = (await anna.part("/console/site/status")).text
        to_dmitri = (await dmitri.part("/console/site/status")).text
        await seen(console)
        after = (await anna.part("/console/site/status")).text
    assert f"{SHOP} has loaded the line, but nothing has come from the page yet" in loaded
    assert ("every 3s" in loaded, "connect-src" in loaded, "at work" in loaded) == (True, True, False)
    assert ("Check the page below" in loaded, "Check the page below" in to_dmitri) == (True, False)
    assert ("every 3s" in before, "every 3s" in after, f"Seen just now on {SHOP}" in after) == (True, False, True)


async def test_e6_a_page_at_another_address_is_named_and_allowed_with_one_press(console):
    await seen(console, REFUSED, WWW)
    async with console.program(console.owner) as anna:
        named = (await anna.part("/console/site/status")).text
        pressed = await anna.act("/console/site/origins", origin=WWW)
        again = await anna.act("/console/site/origins", origin=WWW)
        wrong = await anna.act("/console/site/origins", origin="nonsense")
    found = await console.database.read(sites.find, console.site.id)
    assert f"{WWW} carries your line and is not on your list" in named
    assert (pressed.status_code, "may use the site now" in pressed.text, again.status_code) == (200, True, 200)
    assert (found.origins, wrong.status_code) == ((SHOP, WWW), 422)


@pytest.mark.parametrize(
    ("looked", "words"),
    [
        (Looked(SHOP, Installed("missing")), "We read harbourrow.example and did not find it"),
        (Looked(SHOP, Installed("missing", tag_manager=True)), "publish the container"),
        (Looked(SHOP, Installed("found")), "nobody has loaded it yet"),
        (Looked(SHOP, Installed("comment")), "The line is commented out"),
        (Looked(SHOP, Installed("asleep")), "The line stands where it does not run"),
        (Looked(SHOP, Installed("held")), "Something holds the line back"),
        (Looked(SHOP, Installed("text")), "The line was pasted as text"),
        (Looked(SHOP, Installed("other_key", "abc")), "<code>abc</code>"),
        (Looked(SHOP, Installed("old_address", "https://old.example/s/x.js")), "https://old.example/s/x.js"),
        (Looked(WWW, Installed("found"), landed=WWW), f'name="origin" value="{WWW}"'),
        (Looked(SHOP, Installed("found", "", (Addition("script-src", ("https://d.example",)),))),
         "<b>script-src</b> … https://d.example"),
        (Looked(SHOP, Installed("found", "", (Addition("script-src", (), nonce=True),))), "nonce="),
        (Looked(SHOP, Installed("missing"), cut_at=5 * 1024 * 1024), "only the first 5 MB of harbourrow.example"),
        (Looked(SHOP, Installed("missing"), cut_at=700 * 1024), "We read only the first 700 KB of"),
        (Looked(SHOP, trouble="private"), "operator can allow it with FRONTDESK_OUTGOING_ALLOW"),
        (Looked("http://10.0.0.7/", trouble="private"), "leads on to 10.0.0.7. 10.0.0.7 has a private"),
        (Looked(SHOP, trouble="status", status=503), "answered 503"),
        *((Looked(SHOP, trouble=each), "harbourrow.example") for each in TROUBLES),
        (Looked(SHOP, trouble="address"), "no address of a page"),
    ],
)  # fmt: skip
async def test_a_look_at_the_page_names_the_cause(console, monkeypatch, looked, words):
    finds(console, monkeypatch, looked)
    async with console.program(console.owner) as anna:
        answer = await anna.act("/console/site/check", page="")
    assert (answer.status_code, words in html.unescape(answer.text)) == (200, True), answer.text


async def test_only_pages_of_the_site_are_looked_at_and_not_too_many_a_minute(console, monkeypatch):
    asked = finds(console, monkeypatch, Looked(SHOP, Installed("missing")))
    async with console.program(console.owner) as anna:
        own = [await anna.act("/console/site/check", page="harbourrow.example/bag#top") for _ in range(6)]
        foreign = [
            await anna.act("/console/site/check", page=page)
            for page in (
                "https://evil.example/",
                "https://harbourrow.example.evil.example",
                "http://[",
                f"{SHOP}:8080/",
            )
        ]
        flood = await anna.act("/console/site/check", page=SHOP)
    assert ({each.status_code for each in own}, asked) == ({200}, [f"{SHOP}/bag"] * 6)
    assert [(each.status_code, "begins with one of yours" in each.headers["hx-trigger"]) for each in foreign] == [
        (422, True)
    ] * 4
    assert (flood.status_code, "wait a minute" in flood.headers["hx-trigger"]) == (422, True)


async def test_a_page_on_ones_own_machine_is_explained(console, monkeypatch):
    local = "http://localhost:3000"
    finds(console, monkeypatch, Looked(local, trouble="private"))
    async with console.program(console.owner) as anna:
        await anna.act("/console/site/origins", origin=local)
        answer = await anna.act("/console/site/check", page=local)
        finds(console, monkeypatch, Looked(local, trouble="connection"))
        down = await anna.act("/console/site/check", page=local)
    assert "localhost:3000 is a machine of your own" in answer.text
    assert "Nobody answers at localhost:3000" in down.text


async def test_the_letter_asks_for_exactly_what_the_panel_about_policies_shows(console):
    async with console.program(console.owner) as anna:
        page = html.unescape((await anna.client.get("/console/site")).text)
    said = page.partition('id="letter"')[2].partition("</pre>")[0]
    socket = console.address.replace("http", "ws", 1)
    for line in (
        f"script-src {console.address}",
        f"connect-src {console.address} {socket}",
        f"img-src {console.address}",
    ):
        assert f"\n{line}\n" in said
    assert "wss:" not in said


async def test_an_empty_address_is_refused_in_a_whole_sentence(console):
    async with console.program(console.owner) as anna:
        answer = await anna.act("/console/site/origins", origin=" ")
    assert '"origin": "From 1 to 20 addresses' in answer.headers["hx-trigger"]


async def test_the_first_thing_left_is_told_as_the_first_once_and_never_again(console):
    async with console.program(console.owner) as anna:
        waiting = (await anna.part("/console/site/first")).text
        await console.write_letter(name="Nada", email="nada@x.example")
        first = (await anna.part("/console/site/first")).text
        told = [await anna.act("/console/site/first") for _ in range(2)]
        await console.write_letter(name="Milan", email="milan@x.example")
        after = (await anna.part("/console/site/first")).text
    assert ("Leave a test contact" in waiting, "Nada left a contact" in first, "/console/people/" in first) == (
        True, True, True,
    )  # fmt: skip
    assert ([each.status_code for each in told], "left a contact" in after) == ([200, 200], False)
    assert await console.database.read(milestones.reached, console.site.id, milestones.FIRST_LEAD)
    assert PASSWORD not in first
