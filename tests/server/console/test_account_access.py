"""Members see who else acts as them, and end it: browsers, and programs with a token."""

import re

from server.database import now_ms
from server.sites import members, tokens
from server.sites.scopes import Scope
from tests.server.console.at_work import PASSWORD

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"
BASE = "/console/account"


async def tokens_of(console, email=""):
    member = (await console.database.read(members.by_email, email or console.owner)).id
    return await console.database.read(tokens.of_member, member, now_ms())


async def test_r4_sessions_are_listed_in_plain_words_and_one_is_ended(console):
    async with console.program(console.owner) as anna, console.program() as elsewhere:
        elsewhere.client.headers["user-agent"] = FIREFOX
        await elsewhere.log_in(console.owner)
        part = (await anna.part(f"{BASE}/sessions")).text
        handle = re.search(r'name="session" value="([0-9a-f]{16})"', part)[1]
        after = (await anna.act(f"{BASE}/sessions/end", session=handle)).text
        gone = await anna.act(f"{BASE}/sessions/end", session=handle)
        there = await elsewhere.client.get("/console/")
        here = await anna.client.get("/console/")
    assert "Firefox on Windows" in part
    assert part.count("this one") == 1
    assert "Firefox on Windows" not in after
    assert (gone.status_code, here.status_code) == (404, 200)
    assert there.headers["location"] == "/console/login?why=again"


async def test_r4_all_other_sessions_are_ended_at_once_and_nobody_elses(console):
    email = await console.hire("Dmitri Orlov")
    async with (
        console.program(email) as dmitri,
        console.program(console.owner) as anna,
        console.program(console.owner) as second,
        console.program(console.owner) as third,
    ):
        part = (await anna.act(f"{BASE}/sessions/others")).text
        found = [await each.client.get("/console/") for each in (second, third, anna, dmitri)]
    assert "Only here." in part
    assert [each.status_code for each in found] == [303, 303, 200, 200]


async def test_i1_a_token_is_made_with_scopes_and_an_end_and_shown_once(console):
    async with console.program(console.owner) as anna:
        base = {"name": "Warehouse <1>", "may": "some", "ends": "30", "your_password": PASSWORD}
        made = await anna.act(f"{BASE}/tokens", **base, scope="leads:read")
        text = re.search(r'id="token-text">(fd_[\w-]+)<', made.text)[1]
        page = (await anna.client.get(BASE)).text
        refused = [
            await anna.act(f"{BASE}/tokens", **fields)
            for fields in (
                base,
                base | {"scope": "everything"},
                base | {"scope": "leads:read", "ends": "7"},
                base | {"scope": "leads:read", "name": ""},
                base | {"scope": "leads:read", "your_password": "no"},
                base | {"scope": "leads:read", "site": "0" * 26},
            )
        ]
    found = (await tokens_of(console))[0]
    assert (found.name, found.grant.scopes) == ("Warehouse <1>", {Scope.LEADS_READ})
    assert found.grant.expires_at is not None
    assert 29.9 < (found.grant.expires_at - now_ms()) / 86_400_000 <= 30
    assert (text in page, "Warehouse &lt;1&gt;" in page, "Read leads" in page) == (False, True, True)
    assert [answer.status_code for answer in refused] == [422] * 6
    assert len(await tokens_of(console)) == 1


async def test_i1_a_token_is_revoked_at_once_and_can_be_let_work_again(console):
    async with console.program(console.owner) as anna:
        made = await anna.act(f"{BASE}/tokens", name="Warehouse", may="all", your_password=PASSWORD)
        text = re.search(r'id="token-text">(fd_[\w-]+)<', made.text)[1]
        token = (await tokens_of(console))[0].id
        revoked = (await anna.act(f"{BASE}/tokens/{token}/revoke")).text
        works = [await console.database.read(tokens.read, text, now_ms())]
        again = await anna.act(f"{BASE}/tokens/{token}/revoke")
        await anna.act(f"{BASE}/tokens/{token}/restore")
        works.append(await console.database.read(tokens.read, text, now_ms()))
    assert ("Undo" in revoked, again.status_code) == (True, 404)
    assert [each is not None for each in works] == [False, True]


async def test_another_members_token_is_not_there(console):
    email = await console.hire("Dmitri Orlov")
    async with console.program(console.owner) as anna, console.program(email) as dmitri:
        await anna.act(f"{BASE}/tokens", name="Warehouse", may="all", your_password=PASSWORD)
        token = (await tokens_of(console))[0].id
        answers = [await dmitri.act(f"{BASE}/tokens/{each}/revoke") for each in (token, "0" * 26)]
        page = (await dmitri.client.get(BASE)).text
    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Warehouse" not in page
    assert (await tokens_of(console))[0].revoked_at is None
