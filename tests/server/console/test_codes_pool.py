"""One pool of codes: its list by state, and the owner's own codes that are pasted in."""

import json

from server.codes import pools
from server.codes.pool_input import NewPool
from server.codes.tables import codes
from tests.server.console.every_page import offer


async def made(console, **more):
    new = NewPool.model_validate({"name": "Own"} | more)
    return (await console.database.write(pools.create, console.site.id, new, None)).id


async def kept(console):
    rows = await console.database.read(lambda reader: reader.all(codes.select().order_by(codes.c.id)))
    return [row["code"] for row in rows]


async def test_o2_pasted_codes_go_in_and_doubles_are_told(console):
    pool = await made(console)
    async with console.program(console.owner) as anna:
        first = await anna.act(f"/console/codes/{pool}/add", codes="code;worth\nTEA-1;10 %\n\nTEA-2;5 %\n")
        again = await anna.act(f"/console/codes/{pool}/add", codes="TEA-1\ntea 2\nTEA-3")
    assert await kept(console) == ["TEA-1", "TEA-2", "TEA-3"]
    assert "2 codes added." in first.text
    assert "1 code added. 2 were there already: TEA-1, tea 2." in " ".join(again.text.split())


async def test_a_line_that_is_no_code_is_named_and_nothing_goes_in(console):
    pool = await made(console)
    async with console.program(console.owner) as anna:
        answer = await anna.act(f"/console/codes/{pool}/add", codes="TEA-1\nwhat/is/this\n")
    errors = json.loads(answer.headers["hx-trigger"])["frontdesk:refused"]["errors"]
    assert errors["codes"].startswith("Line 2, “what/is/this”, is no code.")
    assert await kept(console) == []


async def test_o2_ten_thousand_pasted_codes_go_in_with_one_press(console):
    pool = await made(console)
    async with console.program(console.owner) as anna:
        answer = await anna.act(f"/console/codes/{pool}/add", codes="\n".join(f"TEA-{n:05}" for n in range(10_000)))
        page = (await anna.client.get(f"/console/codes/{pool}?most=200")).text
    assert "10000 codes added." in answer.text
    assert page.count("<tr><td>") == 200
    assert "The newest 200 are shown." in page


async def test_o2_codes_are_shown_by_state_with_whom_they_were_given(console):
    pool = await offer(console)
    async with console.program(console.owner) as anna:
        redeemed = (await anna.part(f"/console/codes/{pool}/rows?state=redeemed")).text
        odd = (await anna.part(f"/console/codes/{pool}/rows?state=lost")).status_code
    assert ("SPRING-000" in redeemed, "a visitor" in redeemed, "order A-1007" in redeemed) == (True, True, True)
    assert odd == 404


async def test_a_generated_pool_says_how_hopeless_guessing_is_and_takes_no_codes(console):
    pool = await made(console, kind="generated")
    async with console.program(console.owner) as anna:
        page = (await anna.client.get(f"/console/codes/{pool}")).text
        refused = await anna.act(f"/console/codes/{pool}/add", codes="TEA-1")
    assert "One guess in 81\u202f962\u202f828\u202f698 hits a code" in page
    assert ('id="codes"' in page, refused.status_code) == (False, 422)
