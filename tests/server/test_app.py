"""Every address of the application has a policy line, and what is not an address is refused in one form."""

import json

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from server.api.table import OPERATIONS, SITE_OF
from server.app import Door, House, build
from server.config import Installation
from server.sites.policy import Action, AnyMember, Anyone, Open

OPEN_TO_ANYONE = {
    "/",
    "/healthz",
    "/readyz",
    "/metrics",
    "/s/{key}.js",
    "/m/{runtime}/{name}.{digest}.js",
    "/v1/sites/{key}/config",
    "/v1/sites/{key}/submissions",
    "/v1/sites/{key}/events",
    "/v1/sites/{key}/{rest:path}",
    "/v1/sites/{key}/socket",
    "/static/{name}",
    "/console",
    "/console/login",
    "/console/start",
    "/console/login/code",
    "/console/invitation",
    "/console/invitation/accept",
    "/console/{rest:path}",
    "/console/language",
    "/api/v1/openapi.json",
}
REFUSES_WHATEVER_ELSE = {"/api/{rest:path}"}


def installation(folder) -> Installation:
    return Installation(data_dir=folder, database_url=f"sqlite:///{folder / 'frontdesk.sqlite3'}")


def without_policy(routes, doors: list[Door]) -> list[str]:
    """The addresses of an application for which no door says who may pass."""
    lines = {(door.path, door.method) for door in doors if isinstance(door.policy, Action | Open)}
    missing = []
    for route in routes:
        methods = ["WS"] if isinstance(route, WebSocketRoute) else sorted(route.methods - {"HEAD"})
        missing += [f"{method} {route.path}" for method in methods if (route.path, method) not in lines]
    return missing


def test_every_route_and_socket_has_a_policy_line(tmp_path):
    app = build(installation(tmp_path))

    missing = without_policy(app.routes, app.state.house.doors())

    assert {line.partition(" ")[2] for line in missing} == REFUSES_WHATEVER_ELSE


def test_a_route_without_a_policy_line_is_found(tmp_path):
    async def hidden(request):
        raise AssertionError

    house = House(installation(tmp_path))
    routes = [Route("/console/hidden", hidden, methods=["POST"]), WebSocketRoute("/hidden", hidden)]

    assert without_policy(routes, house.doors()) == ["POST /console/hidden", "WS /hidden"]


def test_only_what_strangers_need_is_open_to_anyone(tmp_path):
    doors = House(installation(tmp_path)).doors()

    assert {door.path for door in doors if door.policy is Anyone} == OPEN_TO_ANYONE
    assert {door.path for door in doors if door.policy is AnyMember} == {
        "/console/logout",
        "/console/choose-site",
        "/console/account",
        "/console/account/profile",
        "/console/account/password",
        "/console/account/two-factor",
        "/console/account/two-factor/picture",
        "/console/account/two-factor/begin",
        "/console/account/two-factor/confirm",
        "/console/account/two-factor/codes",
        "/console/account/two-factor/off",
        "/console/account/sessions",
        "/console/account/sessions/end",
        "/console/account/sessions/others",
        "/console/account/tokens",
        "/console/account/tokens/{id}/revoke",
        "/console/account/tokens/{id}/restore",
        "/api/v1/sites",
        "/api/v1/widget-kinds",
        "/api/v1/tokens",
        "/api/v1/tokens/{token}",
    }


def test_every_thing_in_an_api_path_leads_to_its_site():
    assert {each.noun for each in OPERATIONS if each.noun and isinstance(each.policy, Action)} == set(SITE_OF)


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing/here", 404, "not_found"),
        ("GET", "/api/v1/nothing", 404, "not_found"),
        ("PUT", "/api/v1/sites", 405, "method_not_allowed"),
        ("POST", "/healthz", 405, "method_not_allowed"),
        ("POST", "/v1/sites/s_nothing/nonsense", 404, "not_found"),
    ],
)
async def test_what_is_not_an_address_is_refused_in_one_form(tmp_path, method, path, status, code):
    transport = httpx2.ASGITransport(app=build(installation(tmp_path)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://desk.example") as client:
        answer = await client.request(method, path)

    assert (answer.status_code, answer.headers["content-type"], answer.json()["code"]) == (
        status,
        "application/problem+json",
        code,
    )


async def test_an_address_that_does_not_take_a_method_says_which_it_takes(tmp_path):
    transport = httpx2.ASGITransport(app=build(installation(tmp_path)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://desk.example") as client:
        answer = await client.delete("/console/login")

    assert (answer.status_code, sorted(answer.headers["allow"].split(", "))) == (405, ["GET", "HEAD"])


async def test_readiness_costs_no_connection_of_its_own(sqlite_url, tmp_path, monkeypatch):
    house = House(Installation(data_dir=tmp_path, database_url=sqlite_url))

    def another_connection(*_):
        raise AssertionError

    monkeypatch.setattr("server.database.migrate.engine_of", another_connection)
    async with house.open(Starlette()):
        answer = await house.health.ready(None)

    expected = {"database": True, "migrations": True, "writable": True}
    assert (answer.status_code, json.loads(answer.body)) == (200, expected)


async def test_no_answer_leads_to_the_host_that_a_request_names(tmp_path):
    transport = httpx2.ASGITransport(app=build(installation(tmp_path)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://evil.example") as client:
        answers = [await client.get(path) for path in ("/console", "/healthz/", "/s/abc.js/")]

    assert [(each.status_code, each.headers.get("location")) for each in answers] == [
        (303, "/console/"),
        (404, None),
        (404, None),
    ]
