"""One person's card, read and put into words."""

import re

from server.clients import notes
from server.optin import confirming
from server.optin.tables import optins
from server.sites import members
from tests.server.console.delivering import subscribe


async def test_a_card_comes_with_its_notes_in_the_readers_words(console):
    person = await console.client_of(await console.write_letter(name="Tom", email="tom@x.example", message="Hello"))
    anna = (await console.database.read(members.by_email, console.owner)).id
    await console.database.write(notes.add, console.site.id, person, anna, "Likes it")
    async with console.program(console.owner) as program:
        page = (await program.client.get(f"/console/people/{person}")).text
    assert "Likes it" in page
    assert re.search(r'<dd class="as-written">Hello<br>\s*<small class="faint"><a href="[^"]+kind=lead', page)


async def test_p2_what_waits_for_a_letters_answer_is_told_apart_from_what_was_confirmed(console):
    person = await subscribe(console)
    async with console.program(console.owner) as program:
        before = (await program.client.get(f"/console/people/{person}")).text
        [optin] = await console.database.read(lambda reader: reader.all(optins.select()))
        await console.database.write(confirming.confirm, optin["id"], "203.0.113.9")
        after = (await program.client.get(f"/console/people/{person}")).text
    shown = [("waits for confirmation since" in page, "confirmed by mail" in page) for page in (before, after)]
    assert shown == [(True, False), (False, True)]
