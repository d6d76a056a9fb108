"""Two-factor is set up from a picture and a code, and every secret of it is shown once, to its member."""

import re

from server.sites import members, two_factor
from tests.server.console.at_work import PASSWORD, SEALER
from tests.server.sites.authenticator import Authenticator, with_authenticator

BASE = "/console/account/two-factor"


async def owner_of(console):
    return (await console.database.read(members.by_email, console.owner)).id


async def test_r4_it_is_learnt_from_a_picture_confirmed_by_a_code_and_gives_ten_recovery_codes(console):
    async with console.program(console.owner) as anna:
        refused = await anna.act(f"{BASE}/begin", your_password="no")
        early = await anna.client.get(f"{BASE}/picture")
        part = (await anna.act(f"{BASE}/begin", your_password=PASSWORD)).text
        picture = await anna.client.get(f"{BASE}/picture")
        key = re.search(r'id="two-key">([A-Z2-7 ]+)<', part)[1]
        phone = Authenticator(console.database, SEALER, await owner_of(console))
        wrong = await anna.act(f"{BASE}/confirm", code="000000")
        done = (await anna.act(f"{BASE}/confirm", code=await phone.shows())).text
        page = (await anna.client.get("/console/account")).text
        late = await anna.client.get(f"{BASE}/picture")
    codes = re.findall(r"<li>([a-z0-9-]{19})", done)
    assert [refused.status_code, early.status_code, wrong.status_code, late.status_code] == [422, 404, 422, 404]
    assert (picture.headers["content-type"], picture.headers["cache-control"]) == ("image/svg+xml", "no-store")
    assert picture.text.startswith("<svg ")
    assert "<script" not in picture.text
    assert len(key.replace(" ", "")) == 32
    assert len(set(codes)) == 10
    assert "10 recovery codes are left." in page
    assert [each for each in (key, *codes) if each in page] == []


async def test_r4_recovery_codes_are_renewed_and_it_is_switched_off_with_password_and_code(console):
    owner = await owner_of(console)
    phone = await with_authenticator(console.database, SEALER, owner)
    async with console.program() as anna:
        await anna.log_in(console.owner)
        await anna.client.post("/console/login/code", data={"code": phone.recovery[0]})
        page = (await anna.client.get("/console/account")).text
        anna.csrf = page.partition('data-csrf="')[2].partition('"')[0]
        renewed = (await anna.act(f"{BASE}/codes", your_password=PASSWORD)).text
        codes = re.findall(r"<li>([a-z0-9-]{19})", renewed)
        old = await anna.act(f"{BASE}/off", your_password=PASSWORD, code=phone.recovery[1])
        done = await anna.act(f"{BASE}/off", your_password=PASSWORD, code=codes[0])
    assert "9 recovery codes are left." in page
    assert (old.status_code, done.status_code) == (422, 200)
    assert "Two-factor is off." in done.headers["hx-trigger"]
    assert not await console.database.read(two_factor.is_on, owner)


async def test_whoever_does_not_want_it_now_sees_it_off(console):
    async with console.program(console.owner) as anna:
        await anna.act(f"{BASE}/begin", your_password=PASSWORD)
        part = (await anna.part(BASE)).text
    assert "Set up two-factor" in part
