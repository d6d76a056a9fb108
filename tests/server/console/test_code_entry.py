"""With an authenticator a log-in has two forms; nothing but a code of this browser's own gets past the second."""

import re

from server.sites import members
from tests.server.console.at_work import PASSWORD, SEALER
from tests.server.sites.authenticator import with_authenticator

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"


def said(answer):
    """The words in the form's banner."""
    found = re.search(r'id="code-said">.*?<span>(.*?)</span>', answer.text, re.DOTALL)
    return found[1] if found else ""


async def phone_of(console):
    owner = await console.database.read(members.by_email, console.owner)
    return await with_authenticator(console.database, SEALER, owner.id)


async def test_r4_a_log_in_with_two_factor_asks_for_the_code_and_only_then_opens_the_desk(console):
    phone = await phone_of(console)
    async with console.program() as visitor:
        first = await visitor.log_in(console.owner)
        cookie = first.headers["set-cookie"]
        assert (first.status_code, first.headers["location"]) == (303, "/console/login/code")
        assert cookie.partition("; ")[2] == "HttpOnly; Max-Age=300; Path=/console/login; SameSite=lax"
        assert "frontdesk" not in visitor.client.cookies
        assert (await visitor.client.get("/console/")).headers["location"].startswith("/console/login")
        assert "One more step" in (await visitor.client.get("/console/login/code")).text

        wrong = await visitor.client.post("/console/login/code", data={"code": "000000"})
        assert (wrong.status_code, said(wrong)) == (
            401,
            "This code does not work. Wait for the next one. 9 tries left.",
        )
        answer = await visitor.client.post("/console/login/code", data={"code": await phone.shows()})
        assert (answer.status_code, answer.headers["location"]) == (303, "/console/")
        assert (await visitor.client.get("/console/")).status_code == 200
        assert (await visitor.client.get("/console/login/code")).headers["location"] == "/console/login?why=again"


async def test_a_recovery_code_is_as_good_as_a_code_and_guessing_ends(console):
    phone = await phone_of(console)
    async with console.program() as visitor:
        await visitor.log_in(console.owner)
        answers = [await visitor.client.post("/console/login/code", data={"code": "abcd-efgh"}) for _ in range(11)]
        late = await visitor.client.post("/console/login/code", data={"code": phone.recovery[0]})
    assert [answer.status_code for answer in answers] == [401] * 10 + [429]
    assert said(answers[9]) == "This code does not work. Please wait 10 minutes before you try again."
    assert said(late) == "Too many tries. Please wait 10 minutes, then try again."
    assert 590 <= int(late.headers["retry-after"]) <= 600


async def test_the_form_is_shown_to_nobody_who_has_not_given_the_password(console):
    await phone_of(console)
    async with console.program() as visitor:
        shown = await visitor.client.get("/console/login/code")
        sent = await visitor.client.post("/console/login/code", data={"code": "000000"})
    assert [shown.headers["location"], sent.headers["location"]] == ["/console/login", "/console/login"]


async def test_a_stolen_half_way_cookie_is_of_no_use_elsewhere_and_a_foreign_page_sends_no_code(console):
    phone = await phone_of(console)
    async with console.program() as visitor, console.program() as thief:
        form = {"email": console.owner, "password": PASSWORD}
        await visitor.client.post("/console/login", data=form, headers={"user-agent": AGENT})
        thief.client.cookies.set("frontdesk_code", visitor.client.cookies["frontdesk_code"], path="/console/login")
        code = {"code": await phone.shows()}
        stolen = await thief.client.post("/console/login/code", data=code)
        foreign = {"origin": "https://evil.example", "sec-fetch-site": "cross-site", "user-agent": AGENT}
        from_outside = await visitor.client.post("/console/login/code", data=code, headers=foreign)
        own = await visitor.client.post("/console/login/code", data=code, headers={"user-agent": AGENT})
    assert [stolen.headers.get("location"), from_outside.status_code] == ["/console/login?why=again", 403]
    assert own.headers["location"] == "/console/"
