"""Articles on their page."""

import json

from server.knowledge import articles
from server.sites import widgets
from server.sites.policy import Role
from server.sites.widget_input import NewWidget
from tests.server.console.at_work import KINDS

BADGE = ">hidden</span>"


def told(answer, name="frontdesk:told"):
    return json.loads(answer.headers["hx-trigger"])[name]


async def place(console, **given):
    """A published chat on the console's site; gives back its id."""
    new = NewWidget.read({"kind": "chat"} | given)
    return (await console.database.write(widgets.create, KINDS, console.site.id, new)).id


async def test_l12_an_article_is_written_changed_deleted_and_brought_back(console):
    async with console.program(console.owner) as anna:
        empty = (await anna.client.get("/console/articles")).text
        made = await anna.act("/console/articles", title="Do you <b>ship</b>?", text="Yes.", published="yes")
        (article,) = await console.database.read(articles.of_site, console.site.id)
        form = (await anna.part(f"/console/articles/{article['id']}/edit")).text
        hidden = await anna.act(f"/console/articles/{article['id']}", title="Do you ship?", text="Everywhere.")
        gone = await anna.act(f"/console/articles/{article['id']}/delete")
        back = await anna.act(told(gone)["undo"]["path"])
    assert ("No articles yet" in empty, "&lt;b&gt;ship&lt;/b&gt;" in made.text, " checked" in form) == (True,) * 3
    assert (BADGE in made.text, BADGE in hidden.text, "Everywhere." in hidden.text) == (False, True, True)
    assert ("No articles yet" in gone.text, "Do you ship?" in back.text) == (True, True)


async def test_what_is_wrong_stands_under_its_field(console):
    async with console.program(console.owner) as anna:
        wrong = await anna.act("/console/articles", title="", text=" ", language="xx-yy")
    assert told(wrong, "frontdesk:refused")["errors"] == {
        "title": "From 1 to 120 characters.",
        "text": "From 1 to 10,000 characters.",
        "language": "Choose a language of the list.",
    }
    assert await console.database.read(articles.of_site, console.site.id) == []


async def test_the_page_says_that_no_chat_offers_them_until_one_does(console):
    async with console.program(console.owner) as anna:
        none = (await anna.client.get("/console/articles")).text
        chat = await place(console)
        off = (await anna.client.get("/console/articles")).text
        await place(console, settings={"articles": True})
        on = (await anna.client.get("/console/articles")).text
    assert ("this site has none yet" in none, f"/console/widgets/{chat}" in off) == (True, True)
    assert ("does not offer" in on, "none yet." in on) == (False, False)


async def test_a_manager_reads_them_and_only_an_admin_writes_them(console):
    email = await console.hire("Dmitri Orlov", Role.MANAGER)
    async with console.program(email) as dmitri:
        page = await dmitri.client.get("/console/articles")
        refused = await dmitri.act("/console/articles", title="Hi", text="Hi")
    assert (page.status_code, "New article" in page.text, refused.status_code) == (200, False, 403)
