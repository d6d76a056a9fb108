"""Ready answers on their page and in a conversation."""

import json

from server.replies import replies
from server.sites.policy import Role


def told(answer, name="frontdesk:told"):
    return json.loads(answer.headers["hx-trigger"])[name]


async def test_l9_an_answer_is_written_changed_deleted_and_brought_back(console):
    async with console.program(console.owner) as anna:
        empty = (await anna.client.get("/console/replies")).text
        made = await anna.act("/console/replies", shortcut="/Hours", text="From nine, {first_name}.", title="Open")
        (reply,) = await console.database.read(replies.of_site, console.site.id)
        form = (await anna.part(f"/console/replies/{reply['id']}/edit")).text
        changed = await anna.act(f"/console/replies/{reply['id']}", shortcut="hours", text="From ten.", title="")
        gone = await anna.act(f"/console/replies/{reply['id']}/delete")
        back = await anna.act(told(gone)["undo"]["path"])
    assert ("No ready answers yet" in empty, "/hours" in made.text, "From nine, {first_name}." in form) == (True,) * 3
    assert ("From ten." in changed.text, "No ready answers yet" in gone.text, "/hours" in back.text) == (True,) * 3


async def test_l9_what_is_wrong_stands_under_its_field_in_the_readers_words(console):
    async with console.program(console.owner) as anna:
        wrong = await anna.act("/console/replies", shortcut="two words", text="Hi {nmae}")
        await anna.act("/console/replies", shortcut="hi", text="Hi")
        taken = await anna.act("/console/replies", shortcut="HI", text="Hi")
    assert told(wrong, "frontdesk:refused")["errors"] == {
        "shortcut": "From 1 to 30 letters, digits, - or _, without spaces.",
        "text": "{nmae} is none of the words below. Only these can be filled in.",
    }
    assert list(told(taken, "frontdesk:refused")["errors"]) == ["shortcut"]
    assert len(await console.database.read(replies.of_site, console.site.id)) == 1


async def test_l9_in_a_chat_they_are_filled_in_and_the_visitors_language_comes_first(console):
    begun = await console.say()
    async with console.program(console.owner) as anna:
        for shortcut, language in (("privet", "ru"), ("hello", ""), ("hi", "en")):
            text = "Hello, {first_name}! {manager} of {site}."
            await anna.act("/console/replies", shortcut=shortcut, text=text, language=language)
        offered = (await anna.part(f"/console/conversations/{begun.conversation}/replies")).text
        missing = await anna.part(f"/console/conversations/{'0' * 26}/replies")
    places = [offered.index(f'data-short="{each}"') for each in ("hello", "hi", "privet")]
    assert (places, missing.status_code) == (sorted(places), 404)
    assert f'data-text="Hello! Anna of {console.site.name}."' in offered
    assert "{first_name}" not in offered


async def test_l9_a_manager_reads_them_and_only_an_admin_writes_them(console):
    email = await console.hire("Dmitri Orlov", Role.MANAGER)
    async with console.program(email) as dmitri:
        page = await dmitri.client.get("/console/replies")
        refused = await dmitri.act("/console/replies", shortcut="hi", text="Hi")
    assert (page.status_code, "New answer" in page.text, refused.status_code) == (200, False, 403)
