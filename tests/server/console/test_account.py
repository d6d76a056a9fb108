"""A member's own page: name, language, password; every act asks for what it should."""

import re

from server.sites import members
from server.sites.own_acts import Profile, change_profile
from tests.server.console.at_work import PASSWORD

NEXT = "another long password"


async def member_of(console):
    return await console.database.read(members.by_email, console.owner)


async def test_the_page_shows_who_one_is_and_what_is_open(console):
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/account")).text
    assert re.findall(r"<h2[^>]*>([^<]+?) ?<", page)[:1] != []
    for words in ('value="Anna Petrova"', console.owner, "Where you are logged in", "No tokens", "this one"):
        assert words in page
    assert f'value="{PASSWORD}"' not in page


async def test_an_explicit_english_stays_english_and_none_speaks_as_the_browser(console):
    russian = {"accept-language": "ru-RU,ru;q=0.9,en;q=0.8"}
    async with console.program(console.owner) as anna:

        async def spoken():
            page = (await anna.client.get("/console/account", headers=russian)).text
            return re.search(r'<html lang="(..)"', page)[1]

        before = await spoken()
        heard = [before]
        for language in ("en", "ru", ""):
            answer = await anna.act("/console/account/profile", name="Anna Petrova", language=language)
            assert (answer.status_code, answer.headers["hx-redirect"]) == (200, "/console/account")
            heard.append(await spoken())
        await anna.client.post("/console/language", data={"language": "en"})
        heard.append(await spoken())  # in this browser, until the profile says otherwise
        await anna.act("/console/account/profile", name="Anna Petrova", language="ru")
        heard.append(await spoken())
    assert heard == ["ru", "en", "ru", "ru", "en", "ru"]


async def test_a_name_is_changed_and_a_wrong_field_is_named(console):
    async with console.program(console.owner) as anna:
        empty = await anna.act("/console/account/profile", name=" ", language="")
        odd = await anna.act("/console/account/profile", name="Anna", language="xx")
        await anna.act("/console/account/profile", name="Анна <b>", language="")
        page = (await anna.client.get("/console/account")).text
    assert [answer.status_code for answer in (empty, odd)] == [422, 422]
    assert '"name"' in empty.headers["hx-trigger"]
    assert "Анна &lt;b&gt;" in page
    assert (await member_of(console)).name == "Анна <b>"


async def test_r4_another_password_keeps_this_session_and_ends_the_others(console):
    async with console.program(console.owner) as anna, console.program(console.owner) as elsewhere:
        wrong = await anna.act("/console/account/password", old_password="no", new_password=NEXT)
        short = await anna.act("/console/account/password", old_password=PASSWORD, new_password="short")
        done = await anna.act("/console/account/password", old_password=PASSWORD, new_password=NEXT)
        here = await anna.client.get("/console/")
        there = await elsewhere.client.get("/console/")
        again = await elsewhere.log_in(console.owner, NEXT)
    assert "This is not your password." in wrong.headers["hx-trigger"]
    assert "From 10 to 200 characters." in short.headers["hx-trigger"]
    assert "Every other browser is logged out." in done.headers["hx-trigger"]
    assert (here.status_code, there.headers["location"]) == (200, "/console/login?why=again")
    assert again.headers["location"] == "/console/"


async def test_guessing_the_password_from_an_open_page_ends(console):
    async with console.program(console.owner) as anna:
        fields = {"old_password": "no", "new_password": NEXT}
        answers = [await anna.act("/console/account/password", **fields) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [422] * 10 + [429]
    assert "Please wait 10 minutes" in answers[-1].headers["hx-trigger"]


async def test_every_act_of_the_page_needs_our_own_page_and_the_sessions_token(console):
    acts = [
        "profile",
        "password",
        "two-factor/begin",
        "two-factor/confirm",
        "two-factor/codes",
        "two-factor/off",
        "sessions/end",
        "sessions/others",
        "tokens",
        f"tokens/{'0' * 26}/revoke",
        f"tokens/{'0' * 26}/restore",
    ]
    async with console.program(console.owner) as anna:
        headers = {"hx-request": "true", "content-type": "application/x-www-form-urlencoded"}
        without = [await anna.client.post(f"/console/account/{act}", headers=headers) for act in acts]
        evil = headers | {"origin": "https://evil.example", "x-csrf-token": anna.csrf}
        foreign = [await anna.client.post(f"/console/account/{act}", headers=evil) for act in acts]
        anna.client.cookies.clear()
        anna.client.cookies.set("frontdesk", "x" * 43)
        forged = [await anna.act(f"/console/account/{act}") for act in acts]
    assert [{answer.status_code for answer in answers} for answers in (without, foreign, forged)] == [
        {403},
        {403},
        {401},
    ]
    assert {answer.headers["hx-redirect"] for answer in forged} == {"/console/login?why=again"}


async def test_a_picture_is_kept_by_its_address_and_what_is_none_is_named(console):
    address = "https://shop.example/anna.jpg"
    async with console.program(console.owner) as anna:
        kept = await anna.act("/console/account/profile", name="Anna Petrova", picture=address)
        page = (await anna.client.get("/console/account")).text
        wrong = await anna.act("/console/account/profile", name="Anna Petrova", picture="anna.jpg")
    assert (kept.status_code, f'value="{address}"' in page, wrong.status_code) == (200, True, 422)
    assert '"picture"' in wrong.headers["hx-trigger"]
    assert (await member_of(console)).picture == address


async def test_what_one_member_changes_is_nobody_elses(console):
    email = await console.hire("Dmitri Orlov")
    async with console.program(email) as dmitri:
        await dmitri.act("/console/account/profile", name="Somebody", language="ru")
        await dmitri.act("/console/account/sessions/others")
    anna = await member_of(console)
    assert (anna.name, anna.language) == ("Anna Petrova", "")
    actor = await console.database.read(members.actor, anna.id)
    assert await console.database.write(change_profile, actor, Profile(name="Anna Petrova")) is False
