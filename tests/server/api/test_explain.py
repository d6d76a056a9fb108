"""Programs ask why a widget shows or does not, and make links that show drafts."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.server.api.conftest import Office

BEANS = {"where": {"all": [{"field": "path", "op": "prefix", "value": "/beans"}]}}
ABROAD = {"where": {"all": [{"field": "country", "op": "is", "value": "RS"}]}}
PAGE = "https://shop.example/coffee"


async def test_every_widget_is_listed_with_what_holds_it_back(office: Office) -> None:
    beans = await office.widget(name="Beans", rules=BEANS | {"priority": 3})
    abroad = await office.widget(name="Abroad", rules=ABROAD | {"priority": 2})
    shown = await office.widget(name="Shown", rules={"priority": 1})

    said = await office.said("GET", f"/sites/{office.site}/explain", params={"page": PAGE}, by="pavle")

    told = [(each["widget"], each["shown"], each["gate"], each["missing"]) for each in said["items"]]
    assert told == [(beans, False, "where", []), (abroad, False, "unknown", ["country"]), (shown, True, None, [])]
    assert said["items"][0]["condition"] == {
        "path": "rules.where.all.0",
        "field": "path",
        "op": "prefix",
        "value": "/beans",
        "found": "/coffee",
        "met": False,
        "others": 0,
    }
    assert (said["page"], said["facts"]["path"]) == (PAGE, "/coffee")


async def test_what_is_said_of_the_visitor_counts(office: Office) -> None:
    await office.widget(rules=ABROAD)
    for country, gate in (("RS", None), ("DE", "where")):
        asked = {"page": PAGE, "country": country}
        said = await office.said("GET", f"/sites/{office.site}/explain", params=asked)
        assert [each["gate"] for each in said["items"]] == [gate]


async def test_a_person_is_asked_about_with_what_is_known_of_them(busy: Office) -> None:
    client = busy.things["client"]
    said = await busy.said("GET", f"/sites/{busy.site}/explain", params={"client": client})
    assert (said["page"], said["facts"]["knows_phone"]) == ("https://shop.example/tea?utm_source=letter", "yes")


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "page"),
        ({"page": "/coffee"}, "page"),
        ({"page": PAGE, "device": "tv"}, "device"),
        ({"page": PAGE, "at": "noon"}, "at"),
        ({"page": PAGE, "attributes": "["}, "attributes"),
        ({"page": PAGE, "mood": "calm"}, "mood"),
    ],
    ids=str,
)
async def test_bad_input_is_refused_by_its_field(office: Office, asked: dict[str, str], field: str) -> None:
    answer = await office.ask("GET", f"/sites/{office.site}/explain", params=asked)
    assert (answer.status_code, list(answer.json()["errors"])) == (422, [field])


async def test_people_are_told_of_only_to_whom_may_read_them(busy: Office) -> None:
    new = {"name": "Signs", "scopes": ["widgets:read"]}
    token = (await busy.said("POST", "/tokens", new, 201))["token"]
    headers = {"authorization": f"Bearer {token}"}
    path, client = f"/sites/{busy.site}/explain", busy.things["client"]

    anybody = await busy.ask("GET", path, params={"page": PAGE}, headers=headers)
    somebody = await busy.ask("GET", path, params={"client": client}, headers=headers)

    assert (anybody.status_code, somebody.status_code, somebody.json()["scope"]) == (200, 403, "clients:read")
    other = (await busy.said("GET", "/sites", by="zoran"))["items"][0]["id"]
    strange = await busy.ask("GET", f"/sites/{other}/explain", params={"client": client}, by="zoran")
    assert strange.status_code == 404


async def test_a_link_to_a_draft_is_made_for_a_page_of_the_site(office: Office) -> None:
    widget = await office.widget(draft=True)

    made = await office.said("POST", f"/widgets/{widget}/preview", {"page": PAGE, "hours": 1}, 201)

    address = urlsplit(made["url"])
    assert (f"{address.scheme}://{address.netloc}{address.path}", list(parse_qs(address.query))) == (
        PAGE,
        ["frontdesk-link"],
    )
    wrong = await office.ask("POST", f"/widgets/{widget}/preview", {"page": "https://other.example/"})
    assert (wrong.status_code, wrong.json()["reasons"]) == (422, {"page": "another_site"})
