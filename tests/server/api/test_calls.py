"""Programs take requests to be called and end them; one wins, and the other is told who."""

import asyncio

import pytest

from tests.server.api.conftest import Office

pytestmark = pytest.mark.storage


async def test_a_waiting_request_reads_with_its_number_and_its_state(busy: Office) -> None:
    call = await busy.said("GET", f"/callbacks/{busy.things['call']}")

    assert call == {
        "id": busy.things["call"],
        "client": busy.things["client"],
        "widget": busy.things["widget"],
        "phone": "+381641234567",
        "name": "Мила",
        "question": "",
        "state": "queued",
        "reason": "",
        "asked": 1,
        "at": call["created_at"],
        "created_at": call["created_at"],
        "asked_at": call["created_at"],
        "promise_seconds": call["promise_seconds"],
        "taken_by": None,
        "taken_at": None,
        "outcome": "",
        "note": "",
        "again_at": None,
        "ended_at": None,
        "sample": False,
    }
    assert (await busy.said("GET", f"/sites/{busy.site}/callbacks"))["items"] == [call]


async def test_of_two_who_accept_at_once_one_wins_and_the_other_is_told_who(busy: Office) -> None:
    path = f"/callbacks/{busy.things['call']}/accept"
    answers = dict(
        zip(
            ("vera", "pavle"),
            await asyncio.gather(*(busy.ask("POST", path, by=name) for name in ("vera", "pavle"))),
            strict=True,
        )
    )
    winner, loser = sorted(answers, key=lambda name: answers[name].status_code)
    taken_by = {"id": busy.members[winner], "name": f"{winner.capitalize()} P"}

    assert (answers[winner].status_code, answers[winner].json()["state"]) == (200, "manager_answered")
    assert answers[winner].json()["taken_by"] == taken_by
    refused = answers[loser].json()
    assert (refused["status"], refused["code"], refused["taken_by"]) == (409, "already_taken", taken_by)
    assert (await busy.ask("POST", path, by=winner)).json() == answers[winner].json()


async def test_an_outcome_ends_the_request_once(busy: Office) -> None:
    path = f"/callbacks/{busy.things['call']}"
    await busy.said("POST", f"{path}/accept", by="pavle")
    body = {"outcome": "later", "note": "After lunch.", "at": "2099-01-02T12:00:00+01:00"}

    ended = await busy.said("POST", f"{path}/outcome", body, by="pavle")
    again = await busy.said("POST", f"{path}/outcome", body, by="pavle")
    other = await busy.ask("POST", f"{path}/outcome", {"outcome": "busy"}, by="pavle")

    told = ("state", "outcome", "note", "again_at")
    assert tuple(ended[name] for name in told) == ("ended", "later", "After lunch.", "2099-01-02T11:00:00Z")
    assert again == ended
    assert (other.status_code, other.json()["code"]) == (409, "already_ended")
    assert (await busy.said("GET", f"/sites/{busy.site}/callbacks?state=open"))["items"] == []
    assert (await busy.said("GET", f"/sites/{busy.site}/callbacks?state=ended"))["items"] == [ended]


async def test_a_call_is_put_off_without_a_moment(busy: Office) -> None:
    path = f"/callbacks/{busy.things['call']}"
    await busy.said("POST", f"{path}/accept", by="pavle")

    ended = await busy.said("POST", f"{path}/outcome", {"outcome": "later", "note": "Rings herself."}, by="pavle")

    assert (ended["state"], ended["outcome"], ended["again_at"]) == ("ended", "later", None)


async def test_a_manager_ends_only_what_is_their_own_and_an_admin_everybodys(busy: Office) -> None:
    path = f"/callbacks/{busy.things['call']}"
    early = await busy.ask("POST", f"{path}/outcome", {"outcome": "reached"}, by="pavle")
    await busy.said("POST", f"{path}/accept", by="anna")
    foreign = await busy.ask("POST", f"{path}/outcome", {"outcome": "reached"}, by="pavle")

    assert (early.status_code, early.json()["code"]) == (409, "conflict")
    assert (foreign.status_code, foreign.json()["code"]) == (409, "already_taken")
    assert (await busy.said("POST", f"{path}/outcome", {"outcome": "reached"}, by="vera"))["state"] == "ended"


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({}, ["outcome"]),
        ({"outcome": "fine"}, ["outcome"]),
        ({"outcome": "reached", "note": "x" * 2001}, ["note"]),
        ({"outcome": "later", "at": "tomorrow"}, ["at"]),
        ({"outcome": "later", "at": "2001-01-01T00:00:00Z"}, ["at"]),
        ({"outcome": "reached", "at": "2099-01-01T00:00:00Z"}, ["at"]),
        ({"outcome": "reached", "state": "queued"}, ["state"]),
    ],
    ids=str,
)
async def test_a_wrong_outcome_names_its_field_and_ends_nothing(busy: Office, body: dict, errors: list[str]) -> None:
    path = f"/callbacks/{busy.things['call']}"
    taken = await busy.said("POST", f"{path}/accept")
    answer = await busy.ask("POST", f"{path}/outcome", body)

    assert (answer.status_code, [*answer.json()["errors"]]) == (422, errors)
    assert await busy.said("GET", path) == taken


async def test_the_list_takes_known_states_only(office: Office) -> None:
    answer = await office.ask("GET", f"/sites/{office.site}/callbacks?state=lost")
    assert (answer.status_code, [*answer.json()["errors"]]) == (422, ["state"])
