"""The table of people, by a link that opens once."""

import csv
import io

from server.clients import editing
from server.clients.editing import CardChange
from server.sites import members
from server.sites.policy import Role


async def test_k6_the_button_gives_a_file_of_the_filter_once(console):
    for name in ("=cmd()", "Ivana Lukić"):
        person = await console.client_of(await console.write_letter(name=name, email=f"{len(name)}@x.example"))
    anna_id = (await console.database.read(members.by_email, console.owner)).id
    change = CardChange.read({"tags": ["VIP"]})
    await console.database.write(editing.change, console.site.id, person, anna_id, change)
    other = await console.hire("Vera Admin", Role.ADMIN)
    async with console.program(console.owner) as anna, console.program(other) as vera:
        link = (await anna.act("/console/people/export", q="", has="email")).headers["hx-redirect"]
        foreign = await vera.client.get(link)
        file = await anna.client.get(link)
        again = await anna.client.get(link)
        tagged = await anna.client.get((await anna.act("/console/people/export", tag="VIP")).headers["hx-redirect"])
    rows = [*csv.reader(io.StringIO(file.content.decode("utf-8-sig"), newline=""))]
    assert (foreign.status_code, again.status_code, file.headers["content-type"]) == (
        404,
        404,
        "text/csv; charset=utf-8",
    )
    assert file.headers["content-disposition"].startswith('attachment; filename="people-')
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
