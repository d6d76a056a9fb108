"""A page that comes in pieces, as over a slow line: what is drawn of it already does not move when the rest comes."""

import asyncio

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from tests.server.console import every_page
from tests.server.console.at_work import PASSWORD
from tests.server.console.delivering import lively_deliveries
from tests.server.console.every_page import JUMPED, sort_people
from tests.server.console.lively import PHONE, WIDE, lively
from tests.server.hub.serving import served

PIECES, SECONDS_BETWEEN, AT_ONCE = 12, 0.03, 4


def slow_line(client):
    """The console behind a line that carries a page in pieces, and no script, which would wait for its socket."""

    async def answer(request):
        kept = await client.get(request.url.path)
        kind = kept.headers.get("content-type", "")
        if "javascript" in kind:
            return Response("", media_type="text/javascript")
        if "html" in kind:
            return StreamingResponse(pieces(kept.content), media_type=kind)
        return Response(kept.content, media_type=kind)

    return Starlette(routes=[Route("/{rest:path}", answer)])


async def pieces(whole):
    """The bytes of a page, a piece at a time."""
    size = len(whole) // PIECES + 1
    for start in range(0, len(whole), size):
        yield whole[start : start + size]
        await asyncio.sleep(SECONDS_BETWEEN)


@pytest.mark.parametrize("size", [PHONE, WIDE])
async def test_no_page_of_the_desk_jumps_while_it_comes(console, browser, size):
    person = await lively(console)
    await sort_people(console, person)
    await lively_deliveries(console)
    made = {"pool": await every_page.offer(console), "pressed": await every_page.reach(console)}
    made["conversation"] = await every_page.talk(console)
    ids = {"person": person, "widget": console.asks} | made
    async with httpx2.AsyncClient(base_url=console.address, timeout=20) as client:
        said = {"origin": console.address, "sec-fetch-site": "same-origin"}
        await client.post("/console/login", data={"email": console.owner, "password": PASSWORD}, headers=said)
        async with served(slow_line(client)) as where:
            context, turns = await browser.new_context(viewport=size), asyncio.Semaphore(AT_ONCE)

            async def jumps(path):
                async with turns, await context.new_page() as page:
                    await page.goto(f"http://{where}{path.format(**ids)}")
                    assert await page.locator("#main h1").count() == 1, path
                    return await page.evaluate(JUMPED)

            found = await asyncio.gather(*(jumps(path) for path in every_page.DESK.values()))
            await context.close()
    assert dict(zip(every_page.DESK, found, strict=True)) == {name: [] for name in every_page.DESK}
