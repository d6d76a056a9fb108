"""The editor keeps drafts, publishes, and shows what nobody has saved; it belongs to those who may publish."""

import json

from server.console.preview import NEVER
from server.sites import widgets
from server.sites.widget_input import NewWidget
from tests.server.console.at_work import KINDS
from tests.server.console.editing import form_of, send


async def placed(console):
    return await console.database.read(widgets.find, console.asks)


async def test_a_draft_is_kept_from_the_revision_it_was_made_from_and_then_published(console):
    async with console.program(console.owner) as anna:
        form = await form_of(anna, console.asks)
        said = (await send(anna, console.asks, "draft", form, settings__title__en="Ring")).json()
        assert (said["revision"], said["count"]) == (3, 1)
        assert said["base"] == {"settings": {"title": {"en": "Ring"}}, "rules": {}}
        assert "1 change is not published" in said["standing"]
        assert "Ring" in said["changes"]
        form = await form_of(anna, console.asks)
        assert (await send(anna, console.asks, "publish", form)).json()["reload"] is True
    found = await placed(console)
    assert (found.version, found.draft, found.settings) == (2, None, {"title": {"en": "Ring"}})


async def test_a_mistake_keeps_nothing_and_is_told_by_its_path(console):
    async with console.program(console.owner) as anna:
        form, before = await form_of(anna, console.asks), await placed(console)
        answer = await send(anna, console.asks, "publish", form, settings__promise_seconds="5")
        look = (await send(anna, console.asks, "preview", form, settings__promise_seconds="5")).json()
    assert (answer.status_code, answer.json()) == (422, {"problems": {"settings.promise_seconds": "From 10 to 600."}})
    assert ("config" in look, list(look["problems"])) == (False, ["settings.promise_seconds"])
    assert await placed(console) == before


async def test_a_look_at_what_nobody_has_saved_changes_nothing(console):
    async with console.program(console.owner) as anna:
        form, before = await form_of(anna, console.asks), await placed(console)
        look = (await send(anna, console.asks, "preview", form, settings__title__en="Ring")).json()
    widget, *others = look["config"]["widgets"]
    assert (widget["settings"], look["problems"]) == ({"title": {"en": "Ring"}}, {})
    assert {(each["settings"] == {}, each["start"]) for each in others} <= {(True, NEVER)}
    assert await placed(console) == before


async def test_the_kind_stands_beside_a_name_of_its_own_and_never_twice(console):
    page, badge = f"/console/widgets/{console.asks}", '<span class="badge">Callback</span>'
    async with console.program(console.owner) as anna:
        named = (await anna.client.get(page)).text
        await anna.act(f"{page}/name", name="Callback")
        unnamed = (await anna.client.get(page)).text
    assert (badge in named, badge in unnamed) == (True, False)


async def test_a_draft_is_discarded(console):
    async with console.program(console.owner) as anna:
        form = await form_of(anna, console.asks)
        await send(anna, console.asks, "draft", form, settings__title__en="Ring")
        said = (await send(anna, console.asks, "discard", await form_of(anna, console.asks))).json()
        assert (said["reload"], said["undo"]["label"]) == (True, "Undo")
    assert (await placed(console)).draft is None


async def test_a_discarded_draft_comes_back_as_it_was_unless_the_widget_has_changed_since(console):
    async with console.program(console.owner) as anna:
        await send(anna, console.asks, "draft", await form_of(anna, console.asks), settings__title__en="Ring")
        kept = (await placed(console)).draft
        undo = (await send(anna, console.asks, "discard", await form_of(anna, console.asks))).json()["undo"]
        drafts = {"_draft": json.dumps(undo["draft"]), "_revision": str(undo["revision"])}
        back = await send(anna, console.asks, "draft/back", await form_of(anna, console.asks), **drafts)
        assert (back.json()["reload"], (await placed(console)).draft) == (True, kept)
        late = await send(anna, console.asks, "draft/back", await form_of(anna, console.asks), **drafts)
        torn = await send(anna, console.asks, "draft/back", await form_of(anna, console.asks), _draft="[]")
    assert (late.status_code, torn.status_code, (await placed(console)).draft) == (409, 400, kept)


async def test_a_kind_without_a_button_of_its_own_has_no_closed_state_to_look_at(console):
    async with console.program(console.owner) as anna:
        pages = []
        for kind in KINDS:
            new = NewWidget(kind=kind.name, draft=True)
            made = await console.database.write(widgets.create, KINDS, console.site.id, new)
            pages.append((kind, (await anna.client.get(f"/console/widgets/{made.id}")).text))
    assert {("Button only" in page) == kind.widget.launcher for kind, page in pages} == {True}
    assert {kind.widget.launcher for kind, _ in pages} == {True, False}


async def test_the_preview_may_run_our_modules_and_reach_nothing(console):
    async with console.program(console.owner) as anna:
        page = await anna.client.get(f"/console/widgets/{console.asks}/preview")
        editor = await anna.client.get(f"/console/widgets/{console.asks}")
    policy = page.headers["content-security-policy"]
    assert "connect-src" not in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "sandbox allow-scripts allow-forms" in policy
    assert page.headers["x-frame-options"] == "SAMEORIGIN"
    assert "frame-src 'self'" in editor.headers["content-security-policy"]


async def test_managers_strangers_and_forgers_change_nothing(console):
    email = await console.hire("Dmitri Orlov")
    async with console.program(console.owner) as anna, console.program(email) as dmitri:
        form, before = await form_of(anna, console.asks), await placed(console)
        dmitris = [
            await send(dmitri, console.asks, what, form)
            for what in ("draft", "publish", "merge", "discard", "draft/back", "preview")
        ]
        anna.csrf = "forged"
        forged = await send(anna, console.asks, "publish", form, settings__title__en="Ring")
        missing = await anna.client.get(f"/console/widgets/{'0' * 26}")
    assert [each.status_code for each in dmitris] == [403] * 6
    assert (forged.status_code, missing.status_code, await placed(console)) == (403, 404, before)


async def test_that_no_letter_can_ask_is_said_beside_what_letters_would_confirm(console):
    asks, not_yet = [
        await console.database.write(
            widgets.create, KINDS, console.site.id, NewWidget(kind="popup", name="News", settings=settings)
        )
        for settings in ({"confirm_by_mail": True}, {})
    ]
    async with console.program(console.owner) as anna:
        pages = [
            (await anna.client.get(f"/console/widgets/{each}")).text for each in (asks.id, not_yet.id, console.asks)
        ]
    warning = "No mail server is set up: letters that confirm a subscription cannot be sent."
    assert [page.count(warning) for page in pages] == [1, 0, 0]
    assert warning in pages[0].partition('id="part-consent"')[2].partition("</fieldset>")[0]
