"""Whoever may change widgets makes a link that shows a draft on the real page."""

import re
from html import unescape

from server.database import now_ms
from server.sites import previews
from tests.server.console.at_work import KINDS, SEALER
from tests.server.sites.test_previews import token_of

PAGE = "https://harbourrow.example/coffee"


async def test_a_link_is_made_that_shows_the_draft(console):
    async with console.program(console.owner) as anna:
        made = await anna.act(f"/console/widgets/{console.asks}/real-page", page=PAGE)
        editor = (await anna.client.get(f"/console/widgets/{console.asks}")).text
    found = re.search(r'href="([^"]+)" target="_blank"', made.text)
    url = unescape(found[1]) if found else ""
    assert url.startswith(f"{PAGE}?frontdesk-link=")
    assert f"/console/widgets/{console.asks}/real-page" in editor

    shown = await console.database.read(previews.show, KINDS, SEALER, console.site, token_of(url), now_ms())
    assert shown.widget == console.asks


async def test_a_page_of_another_site_is_refused_beside_its_field(console):
    async with console.program(console.owner) as anna:
        answer = await anna.act(f"/console/widgets/{console.asks}/real-page", page="https://other.example/")
    assert (answer.status_code, "https://harbourrow.example" in answer.headers["hx-trigger"]) == (422, True)


async def test_a_manager_makes_none(console):
    email = await console.hire("Pavle Simic")
    async with console.program(email) as pavle:
        answer = await pavle.act(f"/console/widgets/{console.asks}/real-page", page=PAGE)
    assert answer.status_code == 403
