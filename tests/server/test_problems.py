"""Refusals over HTTP."""

import json

import httpx2
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from server.errors import Invalid, TooMany, Unauthenticated
from server.problems import Calm, our_fault, problem
from tests.server.hub.serving import served


def test_a_refusal_is_an_rfc_9457_answer_that_no_cache_keeps():
    answer = problem(Invalid(errors={"phone": "is too short"}, reasons={"phone": "too_short"}), {"vary": "Origin"})

    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert (answer.headers["cache-control"], answer.headers["vary"]) == ("no-store", "Origin")
    assert json.loads(answer.body) == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "code": "invalid",
        "detail": "Some fields need another value.",
        "again": False,
        "errors": {"phone": "is too short"},
        "reasons": {"phone": "too_short"},
    }


def test_too_many_says_when_to_come_back_and_unauthenticated_says_how():
    assert problem(TooMany(retry_after=7)).headers["retry-after"] == "7"
    assert problem(Unauthenticated()).headers["www-authenticate"] == "Bearer"


def test_a_fault_of_ours_is_logged_once_without_the_words_of_the_error(capsys):
    try:
        raise ValueError("ana@example.com")
    except ValueError as error:
        refusal = our_fault(error, site="s1")

    logged = "".join(capsys.readouterr())
    assert refusal.body() == {
        "code": "internal",
        "message": "Something went wrong on our side.",
        "again": True,
        "trace": refusal.details["trace"],
    }
    assert str(refusal.details["trace"]) in logged
    assert "ValueError" in logged
    assert "s1" in logged
    assert "ana@example.com" not in logged


async def test_a_door_that_trips_answers_and_nobody_logs_the_words_of_the_error(caplog, capsys):
    async def trips(request):
        raise ValueError("ana@example.com")

    app = Starlette(routes=[Route("/", trips)], middleware=[Middleware(Calm)])
    async with served(app) as address, httpx2.AsyncClient() as client:
        answer = await client.get(f"http://{address}/")

    logged = "".join(capsys.readouterr()) + caplog.text
    assert (answer.status_code, answer.json()["code"]) == (500, "internal")
    assert answer.json()["trace"] in logged
    assert "ana@example.com" not in logged + answer.text
