"""In and out of the console."""

import re

import httpx2
from starlette.applications import Starlette

from server.sites import members
from server.sites.settings import NewSite
from server.sites.sites import create
from tests.server.console.at_work import PASSWORD, SHOP, a_door, quick_passwords, routes

EVIL = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}


def said(answer):
    """The words in the log-in page's banner."""
    found = re.search(r'id="login-said">.*?<span>(.*?)</span>', answer.text, re.DOTALL)
    return found[1] if found else ""


async def test_who_logs_in_gets_a_new_session_in_a_cookie_that_scripts_cannot_read(console):
    async with console.program() as visitor:
        answer = await visitor.log_in(console.owner)
        cookie = answer.headers["set-cookie"]
        name, _, token = cookie.partition(";")[0].partition("=")
        assert (answer.status_code, answer.headers["location"], name) == (303, "/console/", "frontdesk")
        assert len(token) == 43
        assert cookie.partition("; ")[2] == "HttpOnly; Max-Age=2592000; Path=/; SameSite=lax"
        assert (await visitor.client.get("/console/")).status_code == 200
        assert (await visitor.client.get("/console/login")).headers["location"] == "/console/"


async def test_a_second_log_in_in_the_same_browser_ends_the_first_session(console):
    async with console.program(console.owner) as visitor:
        first = visitor.client.cookies["frontdesk"]
        await visitor.log_in(console.owner)
        second = visitor.client.cookies["frontdesk"]
        visitor.client.cookies.clear()
        visitor.client.cookies.set("frontdesk", first)
        assert (await visitor.client.get("/console/")).headers["location"] == "/console/login?why=again"
        assert first != second


async def test_a_wrong_password_says_how_many_tries_are_left_and_the_eleventh_has_to_wait(console):
    async with console.program() as visitor:
        answers = [await visitor.log_in(console.owner, "not this one") for _ in range(11)]
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert [said(answer) for answer in (answers[0], answers[8], answers[9], answers[10])] == [
        "E-mail and password do not match. 9 tries left.",
        "E-mail and password do not match. 1 try left.",
        "E-mail and password do not match. Please wait 10 minutes before you try again.",
        "Too many tries. Please wait 10 minutes, then try again.",
    ]
    assert 590 <= int(answers[10].headers["retry-after"]) <= 600
    assert all(f'value="{console.owner}"' in answer.text and "not this one" not in answer.text for answer in answers)


async def test_somebody_unknown_reads_the_same_words_as_a_wrong_password(console):
    async with console.program() as visitor:
        assert said(await visitor.log_in("nobody@x.example")) == "E-mail and password do not match. 9 tries left."


async def test_what_is_typed_as_an_e_mail_comes_back_as_text(console):
    async with console.program() as visitor:
        page = (await visitor.log_in('"><script>alert(1)</script>')).text
    assert "<script>alert" not in page
    assert "&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" in page


async def test_a_log_in_from_a_foreign_page_is_refused_before_anything_is_checked(console):
    async with console.program() as visitor:
        form = {"email": console.owner, "password": "a long enough password"}
        answer = await visitor.client.post("/console/login", data=form, headers=EVIL)
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
        assert said(answer).startswith("This request came from another page, so nothing was done.")


async def test_a_log_in_at_another_name_of_ours_is_told_the_address_that_works(console):
    async with console.program() as visitor:
        form = {"email": console.owner, "password": "a long enough password"}
        answer = await visitor.client.post(
            "/console/login", data=form, headers={"origin": "http://localhost:1", "sec-fetch-site": "same-origin"}
        )
        assert answer.status_code == 403
        assert said(answer) == (
            f'The console lives at another address. Open it there: <a href="{console.address}/console/">'
            f"{console.address}/console/</a>"
        )


async def test_a_log_out_ends_the_session_on_the_server_and_forgets_the_cookie(console):
    async with console.program(console.owner) as visitor:
        token = visitor.client.cookies["frontdesk"]
        answer = await visitor.client.post("/console/logout", data={"csrf": visitor.csrf})
        assert (answer.status_code, answer.headers["location"]) == (303, "/console/login?why=out")
        assert said(await visitor.client.get("/console/login?why=out")) == "You have logged out. See you."
        visitor.client.cookies.set("frontdesk", token)
        assert (await visitor.client.get("/console/")).status_code == 303


async def test_a_log_out_needs_our_own_page_and_the_sessions_token(console):
    async with console.program(console.owner) as visitor:
        foreign = await visitor.client.post("/console/logout", data={"csrf": visitor.csrf}, headers=EVIL)
        without = await visitor.client.post("/console/logout", data={"csrf": "another"})
        assert [foreign.status_code, without.status_code] == [403, 403]
        assert (await visitor.client.get("/console/")).status_code == 200


async def test_a_language_is_chosen_before_and_after_the_log_in(console):
    async with console.program() as visitor:
        answer = await visitor.client.post("/console/language", data={"language": "ru"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/console/login")
        assert '<html lang="ru">' in (await visitor.client.get("/console/login")).text
        assert (await visitor.client.post("/console/language", data={"language": "xx"})).status_code == 404
        assert (
            await visitor.client.post("/console/language", data={"language": "en"}, headers=EVIL)
        ).status_code == 403


async def test_the_members_own_language_is_spoken_until_another_is_chosen(console):
    email = await console.hire("Дмитрий Орлов", language="ru")
    async with console.program(email) as visitor:
        assert "<h1>Обращения</h1>" in (await visitor.client.get("/console/")).text
        await visitor.client.post("/console/language", data={"language": "en"})
        assert "<h1>Inbox</h1>" in (await visitor.client.get("/console/")).text


async def test_another_site_is_chosen_among_those_one_works_at_only(console):
    owner = (await console.database.read(members.by_email, console.owner)).id
    second = await console.database.write(create, NewSite.read(SHOP | {"name": "Second Street"}), owner)
    stranger = await console.database.write(members.create, email="x@x.example", name="X", password_hash="")
    foreign = await console.database.write(create, NewSite.read(SHOP | {"name": "Foreign"}), stranger.id)
    async with console.program(console.owner) as visitor:
        answer = await visitor.client.post("/console/choose-site", data={"site": console.site.id, "csrf": visitor.csrf})
        assert answer.status_code == 303
        assert "<b>Harbour Row</b>" in (await visitor.client.get("/console/site")).text
        await visitor.client.post("/console/choose-site", data={"site": second.id, "csrf": visitor.csrf})
        assert "<b>Second Street</b>" in (await visitor.client.get("/console/site")).text
        answer = await visitor.client.post("/console/choose-site", data={"site": foreign.id, "csrf": visitor.csrf})
        assert answer.status_code == 404
        lacking = await visitor.client.post("/console/choose-site", data={"csrf": visitor.csrf})
        assert (lacking.status_code, "The field site is missing." in lacking.text) == (400, True)
        visitor.client.cookies.set("frontdesk_site", foreign.id, path="/console")
        assert "Foreign" not in (await visitor.client.get("/console/site")).text


async def test_a_log_in_that_is_no_form_is_told_so_and_not_blamed_on_us(console):
    async with console.program() as visitor:
        answers = [
            await visitor.client.post("/console/login", json={"email": console.owner}),
            await visitor.client.post("/console/login", files={"email": ("a.txt", b"text")}),
            await visitor.client.post("/console/login", data={"email": "a\0b"}),
            await visitor.client.post("/console/login", data={"email": "a" * 70_000}),
        ]
    assert [answer.status_code for answer in answers] == [400, 400, 400, 413]
    assert [("our side" in answer.text, "Nothing was saved" in answer.text) for answer in answers] == [
        (False, True)
    ] * 4


async def test_why_a_page_was_closed_is_said_at_the_log_in_in_known_words_only(console):
    async with console.program() as visitor:
        pages = [(await visitor.client.get(f"/console/login?why={why}")).text for why in ("removed", "locked", "wrong")]
    said = ["You no longer work at this site." in pages[0], "has been locked" in pages[1], "login-said" in pages[2]]
    assert said == [True, True, False]


async def test_an_address_where_nothing_is_gets_a_page_that_leads_back(console):
    async with console.program() as visitor:
        page = await visitor.client.get("/console/nothing/here")
    assert (page.status_code, "Nothing here" in page.text, 'href="/console/"' in page.text) == (404, True, True)


async def test_over_https_the_cookie_is_bound_to_the_host_and_never_leaves_it_unencrypted(console, built):
    door = a_door(console.database, quick_passwords(), console.hub, console.presence, built, "https://desk.example")
    app = Starlette(routes=routes(door, built))
    headers = {"origin": "https://desk.example", "sec-fetch-site": "same-origin"}
    line = httpx2.ASGITransport(app)
    async with httpx2.AsyncClient(transport=line, base_url="https://desk.example", headers=headers) as client:
        answer = await client.post("/console/login", data={"email": console.owner, "password": PASSWORD})
    name, _, rest = answer.headers["set-cookie"].partition("=")
    assert (answer.status_code, name) == (303, "__Host-frontdesk")
    assert rest.partition("; ")[2] == "HttpOnly; Max-Age=2592000; Path=/; SameSite=lax; Secure"


async def test_a_member_who_chose_no_language_goes_on_in_the_one_of_the_log_in(console):
    chose = await console.hire("Vera Ilić", language="ru")
    async with console.program() as anna, console.program() as vera:
        anna.client.headers["accept-language"] = "ru-RU,ru;q=0.9"
        vera.client.headers["accept-language"] = "en-GB"
        form = (await anna.client.get("/console/login")).text
        await anna.log_in(console.owner)
        await vera.log_in(chose)
        pages = [(await each.client.get("/console/")).text for each in (anna, vera)]
    assert ['<html lang="ru"' in page for page in (form, *pages)] == [True] * 3


async def test_a_forged_session_and_one_with_a_letter_changed_are_nobodys(console):
    async with console.program(console.owner) as visitor:
        real = visitor.client.cookies["frontdesk"]
        changed = ("A" if real[0] != "A" else "B") + real[1:]
        visitor.client.cookies.clear()
        for forged in ("x", "x" * 43, changed, real[:-1], real + "x", real.swapcase(), "' OR 1=1 --", real + "%00"):
            answer = await visitor.client.get("/console/", headers={"cookie": f"frontdesk={forged}"})
            assert (answer.status_code, answer.headers.get("location")) == (303, "/console/login?why=again"), forged
        real_one = await visitor.client.get("/console/", headers={"cookie": f"frontdesk={real}"})
        assert real_one.status_code == 200
