"""Programs find people, read everything known about them, write notes, and erase them."""

import pytest

from tests.server.api.conftest import Office

pytestmark = pytest.mark.storage


async def test_a_card_tells_who_it_is_and_what_they_agreed_to(busy: Office) -> None:
    card = await busy.said("GET", f"/clients/{busy.things['client']}")
    consents = await busy.said("GET", f"/clients/{busy.things['client']}/consents")

    assert {name: card[name] for name in ("id", "name", "phone", "email", "sample", "identities")} == {
        "id": busy.things["client"],
        "name": "Мила",
        "phone": "+381641234567",
        "email": "",
        "sample": False,
        "identities": [{"kind": "phone", "value": "+381641234567", "verified": False}],
    }
    assert [(each["name"], each["value"], each["verified"]) for each in card["facts"]] == [("name", "Мила", False)]
    assert consents == {"items": card["consents"], "next": None}
    [consent] = card["consents"]
    assert consent == {
        "id": consent["id"],
        "purpose": "contact",
        "text": consent["text"],
        "widget": busy.things["widget"],
        "version": 1,
        "lead": busy.things["lead"],
        "address": consent["address"],
        "page": "https://shop.example/tea?utm_source=letter",
        "at": consent["at"],
        "confirmed_at": None,
        "confirmed_address": "",
        "withdrawn_at": None,
    }
    assert len(consent["text"]) > 10


@pytest.mark.parametrize("q", ["+381641234567", "064 123 45 67", "+381 (64) 123-45-67", ""])
async def test_a_person_is_found_by_the_whole_number_however_it_is_written(busy: Office, q: str) -> None:
    listed = await busy.ask("GET", f"/sites/{busy.site}/clients", params={"q": q})
    searched = await busy.said("POST", f"/sites/{busy.site}/clients/search", {"q": q})

    assert [each["id"] for each in searched["items"]] == [busy.things["client"]]
    assert listed.json() == searched


@pytest.mark.parametrize("q", ["+381641234568", "nobody@shop.example", "' OR 1=1 --", "%"])
async def test_nobody_is_found_by_what_is_not_theirs(busy: Office, q: str) -> None:
    searched = await busy.said("POST", f"/sites/{busy.site}/clients/search", {"q": q})
    assert searched == {"items": [], "next": None}


@pytest.mark.parametrize(
    ("body", "errors"),
    [({"q": "x" * 255}, ["q"]), ({"limit": 0}, ["limit"]), ({"cursor": "x"}, ["cursor"]), ({"name": "x"}, ["name"])],
    ids=str,
)
async def test_a_wrong_search_names_its_field(office: Office, body: dict, errors: list[str]) -> None:
    answer = await office.ask("POST", f"/sites/{office.site}/clients/search", body)
    assert (answer.status_code, [*answer.json()["errors"]]) == (422, errors)


async def test_a_note_stands_on_the_timeline_which_pages_by_number(busy: Office) -> None:
    path = f"/clients/{busy.things['client']}"
    note = await busy.said("POST", f"{path}/notes", {"text": "=Rings <b>after</b> 15 h"}, 201, by="pavle")

    whole = (await busy.said("GET", f"{path}/timeline"))["items"]
    first = await busy.said("GET", f"{path}/timeline?limit=1")
    rest = await busy.said("GET", f"{path}/timeline?cursor={first['next']}")

    told = {"text": "=Rings <b>after</b> 15 h", "by": busy.members["pavle"]}
    assert (first["items"][0]["kind"], first["items"][0]["thing"]) == ("note", note["id"])
    assert first["items"][0]["data"].items() >= told.items()
    assert first["items"] + rest["items"] == whole
    assert [each["number"] for each in whole] == sorted((each["number"] for each in whole), reverse=True)
    assert {each["kind"] for each in whole} == {"note", "lead", "call", "consent", "conversation"}


async def test_k3_the_timeline_is_read_by_kind(busy: Office) -> None:
    path = f"/clients/{busy.things['client']}/timeline"
    calls = (await busy.said("GET", f"{path}?kind=call&cursor="))["items"]
    wrong = await busy.ask("GET", f"{path}?kind=dream")

    assert [(each["kind"], each["thing"]) for each in calls] == [("call", busy.things["call"])]
    assert (wrong.status_code, [*wrong.json()["errors"]]) == (422, ["kind"])


async def test_consents_are_read_a_page_at_a_time(busy: Office) -> None:
    await busy.lead(busy.things["widget"])
    path = f"/clients/{busy.things['client']}/consents"

    whole = (await busy.said("GET", path))["items"]
    first = await busy.said("GET", f"{path}?limit=1")
    rest = await busy.said("GET", f"{path}?limit=1&cursor={first['next']}")

    assert (len(whole), first["items"] + rest["items"], rest["next"]) == (2, whole, None)


async def test_p2_a_consent_is_withdrawn_once_and_found_by_no_longer(busy: Office) -> None:
    client, consent = busy.things["client"], busy.things["consent"]
    path = f"/clients/{client}/consents/{consent}/withdraw"
    before = await busy.said("GET", f"/sites/{busy.site}/clients?agreed=contact")

    first, again = await busy.said("POST", path), await busy.said("POST", path)

    after = await busy.said("GET", f"/sites/{busy.site}/clients?agreed=contact")
    assert (first["id"], first["withdrawn_at"] is None, again) == (consent, False, first)
    assert ([each["id"] for each in before["items"]], after["items"]) == ([client], [])
    told = (await busy.said("GET", f"/clients/{client}/timeline?kind=consent"))["items"]
    assert [(each["thing"], each["data"].get("withdrawn", False)) for each in told] == [
        (consent, True),
        (consent, False),
    ]
    assert told[0]["data"]["by"] == busy.members["anna"]


async def test_somebody_elses_consent_is_not_there_to_withdraw(busy: Office) -> None:
    await busy.lead(busy.things["widget"], phone="+381641234599")
    people = (await busy.said("GET", f"/sites/{busy.site}/clients"))["items"]
    other = next(each["id"] for each in people if each["id"] != busy.things["client"])

    answer = await busy.ask("POST", f"/clients/{other}/consents/{busy.things['consent']}/withdraw")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 4001, 5, None])
async def test_a_note_without_words_or_with_too_many_is_refused(busy: Office, text: object) -> None:
    answer = await busy.ask("POST", f"/clients/{busy.things['client']}/notes", {"text": text})
    assert (answer.status_code, [*answer.json()["errors"]]) == (422, ["text"])


async def test_an_erased_person_is_gone_from_everywhere(busy: Office) -> None:
    path = f"/clients/{busy.things['client']}"
    await busy.said("DELETE", path, status=204)

    for gone in (path, f"{path}/timeline", f"{path}/consents", f"/callbacks/{busy.things['call']}"):
        assert (await busy.ask("GET", gone)).status_code == 404
    for empty in ("leads", "clients", "callbacks"):
        assert (await busy.said("GET", f"/sites/{busy.site}/{empty}"))["items"] == []
    assert (await busy.ask("DELETE", path)).status_code == 404
