"""Two people at one widget: the second keeps nothing before having seen what the first has changed."""

from server.sites import widgets
from server.sites.widget_input import NewWidget
from tests.server.console.at_work import KINDS
from tests.server.console.editing import colleague, form_of, send

CALL, CHAT = {"kind": "call", "to": "+381 60 0"}, {"kind": "chat"}


async def content(console):
    return (await console.database.read(widgets.find, console.asks)).working["settings"]


async def test_the_second_is_shown_every_field_and_keeps_what_is_chosen(console):
    async with console.program(console.owner) as anna, console.program(await colleague(console)) as vera:
        annas, veras = await form_of(anna, console.asks), await form_of(vera, console.asks)
        await send(vera, console.asks, "draft", veras, settings__title__en="Vera", settings__button__en="Vera’s")
        mine = {"settings__title__en": "Anna", "settings__promise__en": "Anna’s"}
        for what in ("draft", "publish"):
            answer = await send(anna, console.asks, what, annas, **mine)
            assert answer.status_code == 409
            shown = answer.json()["conflict"]
            assert "Vera Admin has saved other changes" in shown
            assert all(words in shown for words in ("Anna", "Anna’s", "Vera’s", "as usual"))
        assert await content(console) == {"title": {"en": "Vera"}, "button": {"en": "Vera’s"}}
        theirs = str((await console.database.read(widgets.find, console.asks)).revision)
        chosen = {"_choose.settings.title.en": "mine", "_choose.settings.button.en": "theirs", "_theirs": theirs}
        choices = annas + list(chosen.items()) + [("_choose.settings.promise.en", "mine")]
        assert (await send(anna, console.asks, "merge", choices, **mine)).json() == {"reload": True}
        late = await send(anna, console.asks, "merge", choices, **mine)
    assert late.status_code == 409
    assert await content(console) == {
        "title": {"en": "Anna"},
        "promise": {"en": "Anna’s"},
        "button": {"en": "Vera’s"},
    }


async def test_what_both_have_written_alike_and_a_name_in_between_are_no_clash(console):
    async with console.program(console.owner) as anna, console.program(await colleague(console)) as vera:
        annas, veras = await form_of(anna, console.asks), await form_of(vera, console.asks)
        await vera.act(f"/console/widgets/{console.asks}/name", name="Another name")
        assert (await send(anna, console.asks, "draft", annas, settings__title__en="Same")).status_code == 200
        assert (await send(vera, console.asks, "draft", veras, settings__title__en="Same")).status_code == 200


async def test_rows_of_one_list_go_together_and_a_row_that_both_have_changed_is_asked(console):
    new = NewWidget(kind="multibutton", settings={"actions": [CALL, CHAT]})
    many = (await console.database.write(widgets.create, KINDS, console.site.id, new)).id
    async with console.program(console.owner) as anna, console.program(await colleague(console)) as vera:
        annas, veras = await form_of(anna, many), await form_of(vera, many)
        await send(vera, many, "draft", veras, settings__actions__0__to="+381 60 1", settings__actions__1__note__en="V")
        mine = {"settings__actions__0__to": "+381 60 2", "settings__actions__1__label__en": "A"}
        answer = await send(anna, many, "draft", annas, **mine)
        shown = answer.json()["conflict"]
        assert shown.count("data-clash") == 1
        assert all(words in shown for words in ("+381 60 1", "+381 60 2", "_choose.settings.actions.was0"))
        assert " checked" not in shown
        theirs = str((await console.database.read(widgets.find, many)).revision)
        choices = [*annas, ("_theirs", theirs)]
        unchosen = await send(anna, many, "merge", choices, **mine)
        assert "conflict" in unchosen.json()
        choices.append(("_choose.settings.actions.was0", "mine"))
        assert (await send(anna, many, "merge", choices, **mine)).json() == {"reload": True}
    assert (await console.database.read(widgets.find, many)).working["settings"]["actions"] == [
        {**CALL, "to": "+381 60 2"},
        {**CHAT, "note": {"en": "V"}, "label": {"en": "A"}},
    ]
