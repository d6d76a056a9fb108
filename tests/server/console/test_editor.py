"""The editor keeps drafts, publishes, and shows what nobody has saved; it belongs to those who may publish."""

from server.sites import widgets
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
    (widget,) = look["config"]["widgets"]
    assert (widget["settings"], look["problems"]) == ({"title": {"en": "Ring"}}, {})
    assert await placed(console) == before


async def test_a_draft_is_discarded(console):
    async with console.program(console.owner) as anna:
        form = await form_of(anna, console.asks)
        await send(anna, console.asks, "draft", form, settings__title__en="Ring")
        assert (await send(anna, console.asks, "discard", await form_of(anna, console.asks))).json() == {"reload": True}
    assert (await placed(console)).draft is None


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
            await send(dmitri, console.asks, what, form) for what in ("draft", "publish", "merge", "discard", "preview")
        ]
        anna.csrf = "forged"
        forged = await send(anna, console.asks, "publish", form, settings__title__en="Ring")
        missing = await anna.client.get(f"/console/widgets/{'0' * 26}")
    assert [each.status_code for each in dmitris] == [403] * 5
    assert (forged.status_code, missing.status_code, await placed(console)) == (403, 404, before)
