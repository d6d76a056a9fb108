"""The links of a letter that asks to confirm: looking changes nothing, a press does, and nobody else's link helps."""

import re

import pytest

from server.clients.tables import consents
from server.optin.links import token_of
from server.optin.tables import optins
from server.sites import widgets
from server.sites.settings import NewSite
from server.sites.sites import create
from server.sites.widget_input import NewWidget
from tests.server.visitors.house import SEALER, SHOP, House

MILA = "mila@post.example"
SETTINGS = {"confirm_by_mail": True, "consent_contact": {"en": "Write to me on Fridays."}}

pytestmark = pytest.mark.storage


async def rows(house, table):
    """Every row of a table."""
    query = table.select().order_by(*table.primary_key.columns)
    return await house.database.read(lambda reader: reader.all(query))


async def ask(house, email=MILA, **more):
    """A visitor leaves an address in a pop-up; gives back the path of the letter's link."""
    widget = await house.place(kind="popup", settings=SETTINGS)
    said = house.said(widget=widget, values={"email": email}, **more)
    async with house.client() as client:
        answer = await client.post(f"{house.base}/submissions", json=said, headers={"origin": SHOP})
    assert answer.json()["confirm"] is True
    return path_of((await rows(house, optins))[-1]["id"])


def path_of(optin):
    """Where a letter's button leads."""
    return f"/v1/confirm/{token_of(SEALER, optin)}"


def heading(page):
    """What a page says first."""
    return re.findall(r"<h1>([^<]+)</h1>", page.text)


async def test_p2_looking_changes_nothing_and_a_press_makes_the_consent_once(house):
    path = await ask(house)
    async with house.client("198.51.100.77") as client:
        looked = [await client.get(path) for _ in range(3)] + [await client.head(path)]
        before = await rows(house, consents)
        pressed = [await client.post(path) for _ in range(2)]
        after = await client.get(path)

    [agreed] = await rows(house, consents)
    assert ({each.status_code for each in looked}, before) == ({200}, [])
    assert (heading(looked[0]), heading(after)) == (["One press, and it is confirmed"], ["Thank you, it is confirmed"])
    assert "Write to me on Fridays." in looked[0].text
    assert [(each.status_code, each.headers["location"]) for each in pressed] == [(303, path)] * 2
    assert (agreed["text"], agreed["confirmed_address"], agreed["address"]) == (
        "Write to me on Fridays.",
        "198.51.100.77",
        "203.0.113.7",
    )
    assert f'href="{SHOP}/beans"' in after.text


async def test_every_answer_runs_nothing_keeps_nothing_and_tells_nobody(house):
    path = await ask(house)
    async with house.client() as client:
        answers = [
            await client.get(path),
            await client.post(path),
            await client.get(f"{path}/stop"),
            await client.post(f"{path}/stop"),
            await client.post(f"{path}/again"),
            await client.get("/v1/confirm/nonsense"),
        ]
    for answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script" not in policy
        assert "unsafe" not in policy
        assert "<script" not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-robots-tag"] == "noindex, nofollow"
        assert answer.headers["x-frame-options"] == "DENY"
    [nonce] = re.findall(r"style-src 'nonce-([^']+)'", answers[0].headers["content-security-policy"])
    assert f'<style nonce="{nonce}">' in answers[0].text


async def test_whoever_says_that_it_was_not_them_is_asked_no_more(house):
    path = await ask(house)
    async with house.client() as client:
        looked = [await client.get(f"{path}/stop") for _ in range(2)]
        stopped = [await client.post(f"{path}/stop") for _ in range(2)]
        after, link, pressed = await client.get(f"{path}/stop"), await client.get(path), await client.post(path)

    assert [heading(each) for each in looked] == [["No more such letters?"]] * 2
    assert [each.headers["location"] for each in stopped] == [f"{path}/stop"] * 2
    assert heading(after) == heading(link) == ["Done: no more such letters"]
    assert (pressed.status_code, await rows(house, consents)) == (303, [])


async def test_p2_what_was_confirmed_is_withdrawn_as_easily_and_agreed_to_again_by_a_press_only(house):
    path = await ask(house)
    async with house.client() as client:
        await client.post(path)
        agreed, offered = await client.get(path), await client.get(f"{path}/stop")
        await client.post(f"{path}/stop")
        withdrawn = [await client.get(path), await client.get(f"{path}/stop")]
        pressed_old_page = await client.post(path)
        between = [row["withdrawn_at"] is None for row in await rows(house, consents)]
        again = [await client.post(f"{path}/again") for _ in range(2)]
        after = await client.get(path)

    assert f'href="{path}/stop"' in agreed.text
    assert (heading(offered), "Write to me on Fridays." in offered.text) == (["No longer agreed?"], True)
    assert [heading(each) for each in withdrawn] == [["Done: it is withdrawn"]] * 2
    assert all(f'action="{path}/again"' in each.text for each in withdrawn)
    assert (pressed_old_page.status_code, between) == (303, [False])
    assert [(each.status_code, each.headers["location"]) for each in again] == [(303, path)] * 2
    assert heading(after) == ["Thank you, it is confirmed"]
    assert [row["withdrawn_at"] is None for row in await rows(house, consents)] == [False, True]


async def test_a_link_that_has_ended_says_so(house):
    path = await ask(house)
    await house.database.write(lambda tx: tx.run(optins.update().values(ends_at=1)))
    async with house.client() as client:
        pressed, looked = await client.post(path), await client.get(path)

    assert (looked.status_code, heading(looked), pressed.status_code) == (410, ["This link has ended"], 303)
    assert await rows(house, consents) == []


async def test_what_is_no_link_of_ours_looks_the_same_whatever_it_is(house):
    real = (await ask(house)).rpartition("/")[2]
    other = token_of(SEALER, "0" * 26)
    broken = [real[:-1] + ("A" if real[-1] != "A" else "B"), other, other[:26] + real[26:], "x", "%00", "ж"]
    async with house.client() as client:
        answers = [
            await getattr(client, method)(f"/v1/confirm/{token}{more}", headers={"accept-language": "ru"})
            for token in broken
            for method in ("get", "post")
            for more in ("", "/stop")
        ]

    assert {(each.status_code, *heading(each)) for each in answers} == {(404, "Ссылка больше не действует")}
    assert (await rows(house, consents), [row["state"] for row in await rows(house, optins)]) == ([], ["waiting"])


async def test_a_link_of_one_site_confirms_nothing_of_another(house):
    path = await ask(house)
    other = await house.database.write(_another_site, house)
    widget = (await house.database.write(widgets.create, house.registry, other.id, _popup())).id
    said = house.said(key="k9", widget=widget, values={"email": MILA})
    async with house.client() as client:
        sent = await client.post(f"/v1/sites/{other.key}/submissions", json=said, headers={"origin": SHOP})
        await client.post(path)

    assert sent.json()["confirm"] is True
    assert [row["site"] for row in await rows(house, consents)] == [house.site.id]
    assert {row["site"]: row["state"] for row in await rows(house, optins)} == {
        house.site.id: "confirmed",
        other.id: "waiting",
    }


async def test_a_site_that_cuts_addresses_cuts_the_one_that_confirmed_too(database):
    house = await House(database).set_up(addresses="cut")
    path = await ask(house)
    async with house.client("198.51.100.77") as client:
        await client.post(path)

    [agreed], [asked] = await rows(house, consents), await rows(house, optins)
    assert (agreed["address"], agreed["confirmed_address"]) == ("203.0.113.0", "198.51.100.0")
    assert (asked["address"], asked["network"]) == ("203.0.113.0", "203.0.113.0")


async def test_who_opens_links_without_end_has_to_wait_and_others_do_not(standing):
    path = await ask(standing)
    async with standing.client() as client:
        statuses = [(await client.get(path)).status_code for _ in range(61)]
        told = heading(await client.get(path))
    async with standing.client("198.51.100.77") as client:
        elsewhere = (await client.get(path)).status_code

    assert (statuses.count(200), statuses[-1], told, elsewhere) == (60, 429, ["This did not work just now"], 200)


async def test_a_page_says_it_where_something_goes_wrong_on_our_side(house, monkeypatch):
    path = await ask(house)

    def broken(*_):
        raise RuntimeError("broken")

    monkeypatch.setattr(house.door.confirmations._pages, "_find", broken)
    async with house.client() as client:
        answer = await client.get(path)

    assert (answer.status_code, heading(answer)) == (500, ["This did not work just now"])


async def test_the_page_speaks_as_the_visitor_did(house):
    path = await ask(house, language="sr-Latn")
    async with house.client() as client:
        page = await client.get(path, headers={"accept-language": "en"})

    assert ('<html lang="sr-Latn">' in page.text, heading(page)) == (True, ["Još jedan pritisak i potvrđeno je"])


def _another_site(tx, house):
    return create(tx, NewSite.read({"name": "Tea", "origins": [SHOP], "country": "RS"}), house.member.id)


def _popup():
    return NewWidget.read({"kind": "popup", "settings": SETTINGS})
