"""The table of those who are on the site, and speaking to them first."""

import json

from server.clients import visitors
from server.conversations import reading
from server.hub.connection import Connection
from server.hub.visiting import Visiting
from server.hub.visitor_frames import Page
from server.sites import widgets
from server.sites.widget_input import NewWidget
from tests.server.console.at_work import KINDS


class Line(Connection):
    """A visitor's open page."""

    def __init__(self, visitor=""):
        super().__init__()
        self.visiting = Visiting(self, "RS", visitor)
        self.visiting.go_to(Page(url="https://harbourrow.example/guji", title="Guji"), 1)


async def stand_a_chat(console):
    """Without one nobody can be spoken to."""
    await console.database.write(widgets.create, KINDS, console.site.id, NewWidget(kind="chat", name="Chat"))


async def test_l7_who_is_here_is_listed_and_one_press_speaks_to_them(console):
    await stand_a_chat(console)
    line = Line()
    async with console.program(console.owner) as anna:
        empty = (await anna.client.get("/console/visitors")).text
        with console.hub.joined(line):
            console.hub.subscribe(line, f"site:{console.site.id}")
            listed = (await anna.part("/console/visitors/list")).text
            said = await anna.act("/console/visitors/invite", guest=line.visiting.id, text=" Need help? ")
        gone = await anna.act("/console/visitors/invite", guest=line.visiting.id, text="Still there?")
        nothing = await anna.act("/console/visitors/invite", guest=line.visiting.id, text=" ")
    assert ("Nobody is on the site" in empty, "Guji" in listed, "Somebody new" in listed) == (True, True, True)
    [frame] = [json.loads(each) for each in line.take()]
    assert (frame["type"], frame["name"], frame["text"]) == ("invited", "Anna", "Need help?")
    assert "Invited" in said.text
    assert (gone.status_code, nothing.status_code) == (404, 422)


async def test_l7_whoever_has_a_conversation_is_spoken_to_in_it(console):
    await stand_a_chat(console)
    begun = await console.say("Is the Guji back?", "mila")
    visitor = await console.database.read(visitors.find, console.site.id, visitors.token_hash(f"{'mila':x<22}"))
    line = Line(visitor)
    async with console.program(console.owner) as anna:
        with console.hub.joined(line):
            console.hub.subscribe(line, f"site:{console.site.id}")
            await anna.act("/console/visitors/invite", guest=line.visiting.id, text="It is.")
    found = await console.database.read(reading.messages_of, begun.conversation)
    assert [each["text"] for each in found.items] == ["Is the Guji back?", "It is."]
    assert list(line.take()) == []


async def test_the_pages_of_one_visitor_are_one_line_and_another_sites_visitors_are_not_there(console):
    lines = [Line("visitor-1"), Line("visitor-1"), Line()]
    async with console.program(console.owner) as anna:
        with console.hub.joined(lines[0]), console.hub.joined(lines[1]), console.hub.joined(lines[2]):
            for line, site in zip(lines, (console.site.id, console.site.id, "another"), strict=True):
                console.hub.subscribe(line, f"site:{site}")
            listed = (await anna.part("/console/visitors/list")).text
            refused = await anna.act("/console/visitors/invite", guest=lines[2].visiting.id, text="Hello")
    assert (listed.count('id="guest-'), refused.status_code) == (1, 404)


async def test_without_a_chat_nobody_is_spoken_to_and_the_page_says_what_is_missing(console):
    line = Line()
    async with console.program(console.owner) as anna:
        with console.hub.joined(line):
            console.hub.subscribe(line, f"site:{console.site.id}")
            listed = (await anna.part("/console/visitors/list")).text
            refused = await anna.act("/console/visitors/invite", guest=line.visiting.id, text="Need help?")
            await stand_a_chat(console)
            after = (await anna.part("/console/visitors/list")).text
    assert ("needs a chat" in listed, "Invite" in listed) == (True, False)
    assert ("needs a chat" in after, "Invite" in after) == (False, True)
    assert (refused.status_code, list(line.take())) == (422, [])
