"""One person's card, read and put into words."""

import re

from server.clients import notes
from server.sites import members


async def test_a_card_comes_with_its_notes_in_the_readers_words(console):
    person = await console.client_of(await console.write_letter(name="Tom", email="tom@x.example", message="Hello"))
    anna = (await console.database.read(members.by_email, console.owner)).id
    await console.database.write(notes.add, console.site.id, person, anna, "Likes it")
    async with console.program(console.owner) as program:
        page = (await program.client.get(f"/console/people/{person}")).text
    assert "Likes it" in page
    assert re.search(r'<dd class="as-written">Hello<br>\s*<small class="faint"><a href="[^"]+kind=lead', page)
