"""The table of people, by a link that opens once."""

import csv
import io
import json
from datetime import datetime
from zoneinfo import ZoneInfo

from server.clients import consents, editing
from server.clients.consents import Agreement
from server.clients.editing import CardChange
from server.sites import members
from server.sites.policy import Role


def address_in(answer):
    """Where the page is told to fetch the file."""
    return json.loads(answer.headers["hx-trigger"])["frontdesk:file"]["address"]


async def test_k6_the_button_gives_a_file_of_the_filter_once(console):
    for name in ("=cmd()", "Ivana Lukić"):
        person = await console.client_of(await console.write_letter(name=name, email=f"{len(name)}@x.example"))
    anna_id = (await console.database.read(members.by_email, console.owner)).id
    change = CardChange.read({"tags": ["VIP"]})
    await console.database.write(editing.change, console.site.id, person, anna_id, change)
    other = await console.hire("Vera Admin", Role.ADMIN)
    given = Agreement({"contact": "Write to me."}, "w", 1, "192.0.2.1", "https://shop.rs/")
    await console.database.write(consents.record, console.site.id, person, "l", given)
    async with console.program(console.owner) as anna, console.program(other) as vera:
        link = address_in(await anna.act("/console/people/export", q="", has="email"))
        foreign = await vera.client.get(link)
        file = await anna.client.get(link)
        again = await anna.client.get(link)
        tagged = await anna.client.get(address_in(await anna.act("/console/people/export", tag="VIP")))
    rows = [*csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline=""))]
    assert (foreign.status_code, again.status_code, file.headers["content-type"]) == (
        404,
        404,
        "text/csv; charset=utf-8",
    )
    assert file.headers["content-disposition"].startswith('attachment; filename="people-')
    told = dict(zip(rows[0], rows[1], strict=True))
    assert (told["First came from"], told["Agreed to"]) == ("Direct", "To be contacted")
    known = datetime.fromisoformat(told[f"Known since ({console.site.time_zone})"])
    assert known.utcoffset() == known.astimezone(ZoneInfo(console.site.time_zone)).utcoffset()
    assert (rows[0][:5], [row[0] for row in rows[1:]]) == (
        ["Name", "Phone", "E-mail", "Tags", "Looked after by"], ["Ivana Lukić", "'=cmd()"],
    )  # fmt: skip
    assert [line.partition(",")[0] for line in tagged.text.splitlines()[1:]] == ['"Ivana Lukić"']


async def test_k6_a_manager_may_not_and_is_not_offered_to(console):
    email = await console.hire("Dmitri Orlov", Role.MANAGER)
    async with console.program(email) as dmitri:
        page = (await dmitri.client.get("/console/people")).text
        answer = await dmitri.act("/console/people/export")
        direct = await dmitri.client.get("/console/people/export/x")
    assert ("/console/people/export" in page, answer.status_code, direct.status_code) == (False, 403, 403)
