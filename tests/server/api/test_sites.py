"""Programs make, read and change sites, and every wrong field is named."""

import pytest

from server.database import now_ms
from server.sites.signing import good_secrets
from tests.server.api.conftest import Office

NEW = {"name": "Second shop", "origins": ["https://second.example"]}


async def test_a_new_site_belongs_to_whoever_made_it_and_reads_as_it_was_made(office: Office) -> None:
    made = await office.said("POST", "/sites", NEW | {"country": "rs", "languages": ["sr"]}, 201, by="vera")

    assert made == {
        "id": made["id"],
        "key": made["key"],
        "name": "Second shop",
        "origins": ["https://second.example"],
        "time_zone": "UTC",
        "country": "RS",
        "languages": ["sr"],
        "memory": "after_interaction",
        "addresses": "whole",
        "looks": {"brand": "#0b6478", "theme": "auto", "corner": "end", "shape": "round", "size": "normal", "lift": 0},
        "manners": {"quiet_minutes": 3, "search_guard": False},
        "goals": {"data_layer": False, "gtag": False, "metrika": ""},
        "version": 1,
        "sample": False,
        "created_at": made["created_at"],
        "snippet": f'<script async src="https://desk.example/s/{made["key"]}.js"></script>',
    }
    assert made["created_at"].endswith("Z")
    assert await office.said("GET", f"/sites/{made['id']}", by="vera") == made
    assert (await office.ask("GET", f"/sites/{made['id']}", by="anna")).status_code == 404


async def test_the_list_holds_ones_own_sites_newest_first_a_part_at_a_time(office: Office) -> None:
    made = [(await office.said("POST", "/sites", NEW, 201))["id"] for _ in range(2)]
    wanted = [*reversed(made), office.site]

    first = await office.said("GET", "/sites?limit=2")
    second = await office.said("GET", f"/sites?limit=2&cursor={first['next']}")

    assert [each["id"] for each in first["items"]] == wanted[:2]
    assert ([each["id"] for each in second["items"]], second["next"]) == (wanted[2:], None)


async def test_a_change_replaces_the_named_fields_only_and_holds_when_answered(office: Office) -> None:
    before = await office.said("GET", f"/sites/{office.site}")
    changed = await office.said("PATCH", f"/sites/{office.site}", {"country": None, "origins": ["http://localhost:1"]})

    assert changed == before | {"country": None, "origins": ["http://localhost:1"], "version": before["version"] + 1}
    assert await office.said("GET", f"/sites/{office.site}") == changed


async def test_t3_manners_and_goals_are_replaced_each_as_a_whole(office: Office) -> None:
    path = f"/sites/{office.site}"
    await office.said("PATCH", path, {"manners": {"quiet_minutes": 0, "search_guard": True}})

    changed = await office.said("PATCH", path, {"manners": {"quiet_minutes": 20}, "goals": {"data_layer": True}})

    said = {"quiet_minutes": 20, "search_guard": False}, {"data_layer": True, "gtag": False, "metrika": ""}
    assert (changed["manners"], changed["goals"]) == said
    assert await office.said("GET", path) == changed


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("name", 5),
        ("origins", []),
        ("origins", "https://shop.example"),
        ("origins.0", ["ftp://shop.example"]),
        ("origins.0", ["https://shop.example/path"]),
        ("time_zone", "Mars/Olympus"),
        ("country", "XX"),
        ("country", "Serbia"),
        ("languages.0", ["english"]),
        ("memory", "for ever"),
        ("looks.brand", {"brand": "red; background: url(//evil)"}),
        ("manners.quiet_minutes", {"quiet_minutes": 1441}),
        ("manners.mood", {"mood": "calm"}),
        ("goals.metrika", {"metrika": "12a"}),
        ("key", "mine"),
        ("id", "0" * 26),
        ("identity_secret", "known"),
        ("sample", True),
    ],
)
@pytest.mark.parametrize("way", ["POST", "PATCH"])
async def test_each_wrong_field_is_named_and_nothing_is_kept(
    office: Office, way: str, field: str, value: object
) -> None:
    before = await office.said("GET", "/sites")
    path, body = ("/sites", dict(NEW)) if way == "POST" else (f"/sites/{office.site}", {})

    answer = await office.ask(way, path, body | {field.partition(".")[0]: value})

    assert (answer.status_code, answer.json()["code"], [*answer.json()["errors"]]) == (422, "invalid", [field])
    assert await office.said("GET", "/sites") == before


async def test_the_identity_secret_is_read_on_its_own_and_stands_nowhere_else(office: Office) -> None:
    secret = (await office.said("GET", f"/sites/{office.site}/identity-secret", by="vera"))["identity_secret"]

    assert len(secret) >= 32
    for path in ("/sites", f"/sites/{office.site}"):
        assert secret not in (await office.ask("GET", path)).text


async def test_another_identity_secret_takes_the_place_of_the_one_before_and_the_journal_tells(office: Office) -> None:
    path = f"/sites/{office.site}/identity-secret"
    before = await office.said("GET", path)
    renewed = await office.said("POST", path, by="vera")

    assert renewed != before
    assert await office.said("GET", path) == renewed
    lines = (await office.said("GET", f"/sites/{office.site}/audit"))["items"]
    [line] = [each for each in lines if each["act"] == "secret.renewed"]
    assert line["member"]["id"] == office.members["vera"]
    assert renewed["identity_secret"] not in str(lines)


async def test_e7_the_secret_before_is_good_for_a_day_unless_it_is_ended_at_once(office: Office) -> None:
    path = f"/sites/{office.site}/identity-secret"
    first = (await office.said("GET", path))["identity_secret"]
    second = (await office.said("POST", path))["identity_secret"]
    assert await office.database.read(good_secrets, office.site, now_ms()) == (second, first)

    third = (await office.said("POST", path, {"at_once": True}))["identity_secret"]

    assert await office.database.read(good_secrets, office.site, now_ms()) == (third,)
