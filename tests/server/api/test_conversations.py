"""Programs read conversations and answer in them; the same send twice is one message."""

import asyncio

import pytest

from tests.server.api.conftest import Office

pytestmark = pytest.mark.storage


async def test_a_conversation_and_its_messages_are_read_with_who_said_what(busy: Office) -> None:
    conversation = busy.things["conversation"]
    found = await busy.said("GET", f"/conversations/{conversation}")
    page = await busy.said("GET", f"/conversations/{conversation}/messages")

    assert found == {
        "id": conversation,
        "site": busy.site,
        "client": found["client"],
        "widget": busy.things["widget"],
        "state": "waiting",
        "language": "en",
        "page": {"url": "https://shop.example/tea", "title": ""},
        "last": 1,
        "visitor_read": 1,
        "team_read": 0,
        "department": None,
        "priority": 0,
        "taken_by": None,
        "offered_to": None,
        "offered_until": None,
        "created_at": found["created_at"],
        "last_at": found["last_at"],
        "waiting_since": found["created_at"],
        "closed_at": None,
        "rating": None,
        "opinion": "",
        "rated_at": None,
    }
    [message] = page["items"]
    assert (message["number"], message["author"], message["text"]) == (1, "visitor", "Is the Guji back?")
    assert (await busy.said("GET", f"/sites/{busy.site}/conversations"))["items"] == [found]
    assert (await busy.said("GET", f"/sites/{busy.site}/conversations?state=closed"))["items"] == []


async def test_l1_an_answer_is_said_once_by_the_tokens_member_who_has_taken_it(busy: Office) -> None:
    path = f"/conversations/{busy.things['conversation']}/messages"
    said = {"key": "k1", "text": " On Friday.\r\n"}

    first, again = [await busy.said("POST", path, said, status, by="pavle") for status in (201, 200)]
    reused = await busy.ask("POST", path, {"key": "k1", "text": "Never."}, by="pavle")

    assert again == first
    assert (first["number"], first["author"], first["text"]) == (2, "manager", "On Friday.")
    assert first["member"] == {"id": busy.members["pavle"], "name": "Pavle P"}
    assert (reused.status_code, reused.json()["code"]) == (409, "key_reused")
    found = await busy.said("GET", f"/conversations/{busy.things['conversation']}")
    assert (found["state"], found["taken_by"]["id"], found["last"]) == ("assigned", busy.members["pavle"], 2)


async def test_of_two_who_take_it_at_once_one_wins_and_what_is_closed_cannot_be_taken(busy: Office) -> None:
    path = f"/conversations/{busy.things['conversation']}"
    answers = await asyncio.gather(*(busy.ask("POST", f"{path}/take", by=name) for name in ("vera", "pavle")))
    lost = next(each.json() for each in answers if each.status_code == 409)
    closed = await busy.said("POST", f"{path}/close")
    late = await busy.ask("POST", f"{path}/take")

    assert sorted(each.status_code for each in answers) == [200, 409]
    assert (lost["code"], lost["taken_by"]["name"] in ("Vera P", "Pavle P")) == ("already_taken", True)
    assert (closed["state"], late.json()["code"]) == ("closed", "already_ended")


@pytest.mark.parametrize(
    ("body", "field"),
    [({"key": "k", "text": "  "}, "text"), ({"key": "k", "text": "x" * 4001}, "text"), ({"text": "Hello"}, "key")],
)
async def test_what_is_no_message_is_refused_by_its_field_and_nothing_is_kept(busy: Office, body, field) -> None:
    path = f"/conversations/{busy.things['conversation']}/messages"
    refused = await busy.ask("POST", path, body)

    assert (refused.status_code, list(refused.json()["errors"])) == (422, [field])
    assert len((await busy.said("GET", path))["items"]) == 1


async def test_messages_are_read_part_by_part_in_their_order(busy: Office) -> None:
    path = f"/conversations/{busy.things['conversation']}/messages"
    for number in range(2, 6):
        await busy.said("POST", path, {"key": f"k{number}", "text": f"Line {number}"}, 201)

    seen, place = [], "limit=2"
    while place:
        part = await busy.said("GET", f"{path}?{place}")
        seen.append([each["number"] for each in part["items"]])
        place = f"limit=2&cursor={part['next']}" if part["next"] else ""

    assert seen == [[1, 2], [3, 4], [5]]
    assert (await busy.ask("GET", f"{path}?cursor=nonsense")).json()["code"] == "invalid"


async def test_a_token_for_reading_answers_nobody(busy: Office) -> None:
    made = await busy.said("POST", "/tokens", {"name": "Wall", "scopes": ["conversations:read"]}, 201)
    headers = {"authorization": f"Bearer {made['token']}"}
    path = f"/conversations/{busy.things['conversation']}"
    said = {"key": "k", "text": "On Friday."}

    assert (await busy.ask("GET", path, headers=headers)).status_code == 200
    for act, body in (("messages", said), ("take", None), ("close", None)):
        refused = (await busy.ask("POST", f"{path}/{act}", body, headers=headers)).json()
        assert (refused["code"], refused["scope"]) == ("forbidden", "conversations:write")


async def test_l9_notes_are_written_once_and_listed_for_the_team(busy: Office) -> None:
    path = f"/conversations/{busy.things['conversation']}"
    body = {"key": "n1", "text": "Ask for the invoice."}
    made = await busy.said("POST", f"{path}/notes", body, 201)
    again = await busy.said("POST", f"{path}/notes", body)
    other = await busy.ask("POST", f"{path}/notes", body | {"text": "Other"})
    listed = await busy.said("GET", f"{path}/notes")
    messages = await busy.said("GET", f"{path}/messages")
    assert (again, listed["items"], other.json()["code"]) == (made, [made], "key_reused")
    assert "invoice" not in repr(messages)
