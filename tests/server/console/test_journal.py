"""The journal's page: newest first, by member and kind, a page at a time, for admins and owners only."""

from server.audit import journal
from server.sites import members


async def fill(console, number):
    """So many lines, of the owner."""
    owner = (await console.database.read(members.by_email, console.owner)).id
    for each in range(number):
        await console.database.write(
            journal.record, console.site.id, owner, "widget.renamed", "w" * 26, name=f"Widget {each}"
        )
    return owner


async def test_r4_the_journal_is_read_by_member_and_kind_and_further_on(console):
    owner = await fill(console, 55)
    await console.hire("Dmitri Orlov")
    async with console.program(console.owner) as anna:
        page = (await anna.client.get("/console/journal")).text
        assert ("Widget 54" in page, "Widget 1<" in page) == (True, False)
        more = page.partition('hx-get="/console/journal?rows=1')[2].partition('"')[0].replace("&amp;", "&")
        rest = (await anna.part(f"/console/journal?rows=1{more}")).text
        assert ("Widget 1<" in rest, "Widget 54" in rest, "<ol" in rest) == (True, False, False)

        by_kind = (await anna.part("/console/journal?member=&kind=team")).text
        assert "Widget" not in by_kind
        by_both = (await anna.part(f"/console/journal?member={owner}&kind=widgets")).text
        assert "Widget 54" in by_both
        for wrong in ("kind=moon", "member=x", "cursor=x"):
            assert (await anna.client.get(f"/console/journal?{wrong}")).status_code == 404


async def test_the_journal_is_not_for_managers(console):
    email = await console.hire("Dmitri Orlov")
    async with console.program(email) as dmitri:
        assert (await dmitri.client.get("/console/journal")).status_code == 403
        assert "/console/journal" not in (await dmitri.client.get("/console/members")).text


async def test_a_kind_of_which_nothing_happened_says_so(console):
    async with console.program(console.owner) as anna:
        part = (await anna.part("/console/journal?kind=deliveries")).text
    assert ("Nothing here" in part, "Show everything" in part) == (True, True)
