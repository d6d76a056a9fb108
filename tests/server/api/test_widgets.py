"""Programs place widgets, change them, publish them, and learn which kinds there are."""

import pytest

from tests.server.api.conftest import KINDS, Office


async def test_every_kind_tells_its_settings_its_submission_and_its_purposes(office: Office) -> None:
    said = await office.said("GET", "/widget-kinds")

    assert said["next"] is None
    assert [each["kind"] for each in said["items"]] == [kind.name for kind in KINDS]
    for each, kind in zip(said["items"], KINDS, strict=True):
        assert set(each["settings"]["properties"]) == set(kind.widget.settings.model_fields)
        assert set(each["submission"]["properties"]) == set(kind.widget.submission.model_fields)
        assert {one["name"]: one["required"] for one in each["purposes"]} == {
            one.name: one.required for one in kind.widget.purposes
        }


async def test_the_kinds_are_a_list_like_any_other(office: Office) -> None:
    whole = await office.said("GET", "/widget-kinds?limit=100&cursor=")
    after_all = await office.said("GET", "/widget-kinds?limit=1&cursor=zzz")

    assert whole == await office.said("GET", "/widget-kinds")
    assert after_all == {"items": [], "next": None}


async def test_a_widget_is_published_at_once_and_reads_as_it_was_placed(office: Office) -> None:
    rules = {"where": {"all": [{"field": "path", "op": "prefix", "value": "/tea"}]}, "priority": 3}
    body = {"kind": "callback", "name": "Ring us", "settings": {"promise_seconds": 40}, "rules": rules}
    made = await office.said("POST", f"/sites/{office.site}/widgets", body, 201)

    assert made == {
        "id": made["id"],
        "site": office.site,
        "kind": "callback",
        "name": "Ring us",
        "enabled": True,
        "settings": {"promise_seconds": 40},
        "rules": rules,
        "draft": False,
        "published": None,
        "version": 1,
        "revision": 2,
        "published_at": made["created_at"],
        "created_at": made["created_at"],
    }
    assert await office.said("GET", f"/widgets/{made['id']}") == made
    assert (await office.said("GET", f"/sites/{office.site}/widgets"))["items"] == [made]


async def test_a_draft_reaches_visitors_when_it_is_published(office: Office) -> None:
    widget = await office.widget(settings={"promise_seconds": 40})
    drafted = await office.said("PATCH", f"/widgets/{widget}", {"settings": {"promise_seconds": 50}, "draft": True})
    published = await office.said("POST", f"/widgets/{widget}/publish")
    again = await office.said("POST", f"/widgets/{widget}/publish")

    assert (drafted["draft"], drafted["version"]) == (True, 1)
    assert drafted["settings"] == {"promise_seconds": 50}
    assert drafted["published"] == {"settings": {"promise_seconds": 40}, "rules": {}}
    assert (published["draft"], published["version"], published["published"]) == (False, 2, None)
    assert again == published


async def test_a_draft_that_is_said_to_be_none_any_more_is_published(office: Office) -> None:
    widget = await office.widget(settings={"promise_seconds": 40}, draft=True)
    renamed = await office.said("PATCH", f"/widgets/{widget}", {"name": "Ring us"})
    published = await office.said("PATCH", f"/widgets/{widget}", {"draft": False, "name": "Ring me"})

    assert (renamed["draft"], renamed["version"]) == (True, 0)
    assert (published["draft"], published["version"], published["name"]) == (False, 1, "Ring me")
    assert published["settings"] == {"promise_seconds": 40}


async def test_a_change_made_from_another_version_is_refused(office: Office) -> None:
    widget = await office.widget()
    answer = await office.ask("PATCH", f"/widgets/{widget}", {"settings": {}, "version": 7})
    assert (answer.status_code, answer.json()["code"], answer.json()["version"]) == (409, "conflict", 1)


async def test_a_kind_that_is_not_built_is_unknown(office: Office) -> None:
    answer = await office.ask("POST", f"/sites/{office.site}/widgets", {"kind": "no_such_kind"})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_kind")
    assert (await office.said("GET", f"/sites/{office.site}/widgets"))["items"] == []


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"settings": {"promise_seconds": "soon"}}, ["settings.promise_seconds"]),
        ({"settings": {"nothing": 1}}, ["settings.nothing"]),
        ({"settings": {"title": {"en": "x" * 61}}}, ["settings.title.en"]),
        ({"rules": {"where": {"all": [{"field": "moon", "op": "is", "value": "x"}]}}}, ["rules.where.all.0.field"]),
        ({"rules": {"when": [{"kind": "delay"}]}}, ["rules.when.0"]),
        ({"rules": {"priority": 0.5}}, ["rules.priority"]),
        ({"enabled": "yes"}, ["enabled"]),
        ({"name": ""}, ["name"]),
        ({"id": "0" * 26}, ["id"]),
        ({"settings": {"nothing": 1}, "rules": {"never": 1}}, ["settings.nothing", "rules.never"]),
    ],
    ids=str,
)
async def test_each_wrong_field_is_named_by_its_path(office: Office, fields: dict, errors: list[str]) -> None:
    widget = await office.widget()
    before = await office.said("GET", f"/widgets/{widget}")

    changing = await office.ask("PATCH", f"/widgets/{widget}", fields)
    making = await office.ask("POST", f"/sites/{office.site}/widgets", {"kind": "callback"} | fields)

    assert [(each.status_code, [*each.json()["errors"]]) for each in (changing, making)] == [(422, errors)] * 2
    assert (await office.said("GET", f"/sites/{office.site}/widgets"))["items"] == [before]
