"""What the pages about people read in one go."""

from server.clients import notes
from server.clients.asked import Asked
from server.console import people_read
from server.console.kinds_shown import Kinds
from server.sites import members
from tests.server.console.at_work import KINDS


async def test_a_person_comes_with_notes_a_count_and_the_colleagues_names(console):
    person = await console.client_of(await console.write_letter(name="Tom", email="tom@x.example"))
    anna = (await console.database.read(members.by_email, console.owner)).id
    await console.database.write(notes.add, console.site.id, person, anna, "Likes it")
    known = await console.database.read(people_read.person, console.site.id, person)
    assert (known.card["name"], known.happened, known.names) == ("Tom", 2, {anna: "Anna Petrova"})
    assert [note["data"] for note in known.notes] == [{"text": "Likes it", "by": anna}]


async def test_a_part_of_a_timeline_knows_the_moment_above_it(console):
    person = await console.client_of(await console.ask_for_call(name="Ivana"))
    named = Kinds(KINDS, "en")
    whole = await console.database.read(people_read.happened, console.site.id, person, "", None, named)
    first = whole.items[0]["number"]
    rest = await console.database.read(people_read.happened, console.site.id, person, "", first, named)
    assert (whole.above, rest.above) == (None, people_read.at(whole.items[0]))
    assert [*rest.items] == [*whole.items[1:]]
    assert rest.widgets == {console.asks: "Call me back", console.letters: "Write to us"}


async def test_the_list_is_read_with_its_cursor(console):
    person = await console.client_of(await console.write_letter(name="Tom", email="tom@x.example"))
    rows, more = await console.database.read(people_read.search, console.site.id, Asked(), None)
    assert ([row["id"] for row in rows], more) == ([person], None)
