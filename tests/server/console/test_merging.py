"""Two people at one widget: the second keeps nothing before having seen what the first has changed."""

from server.sites import widgets
from tests.server.console.editing import colleague, form_of, send


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
