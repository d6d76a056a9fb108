"""Every address of the application has a policy line, and only what strangers need is open to them."""

from starlette.routing import Route, WebSocketRoute

from server.api.table import OPERATIONS, SITE_OF
from server.app import build
from server.config import Installation
from server.doors import Door, doors
from server.house import House
from server.sites.policy import Action, AnyMember, Anyone, Open

OPEN_TO_ANYONE = {
    "/",
    "/healthz",
    "/readyz",
    "/metrics",
    "/s/{key}.js",
    "/m/{runtime}/{name}.{digest}.js",
    "/v1/sites/{key}/config",
    "/v1/sites/{key}/preview",
    "/v1/sites/{key}/submissions",
    "/v1/sites/{key}/identify",
    "/v1/sites/{key}/poll",
    "/v1/sites/{key}/files",
    "/v1/sites/{key}/rejoin",
    "/v1/sites/{key}/articles",
    "/v1/sites/{key}/articles/{article}",
    "/v1/answers/{token}/stop",
    "/v1/answers/{token}/again",
    "/f/{file}/{token}",
    "/v1/sites/{key}/events",
    "/v1/confirm/{token}",
    "/v1/confirm/{token}/stop",
    "/v1/confirm/{token}/again",
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


def without_policy(routes, known: list[Door]) -> list[str]:
    """The addresses of an application for which no door says who may pass."""
    lines = {(door.path, door.method) for door in known if isinstance(door.policy, Action | Open)}
    missing = []
    for route in routes:
        methods = ["WS"] if isinstance(route, WebSocketRoute) else sorted(route.methods - {"HEAD"})
        missing += [f"{method} {route.path}" for method in methods if (route.path, method) not in lines]
    return missing


def test_every_route_and_socket_has_a_policy_line(tmp_path):
    app = build(installation(tmp_path))

    missing = without_policy(app.routes, doors(app.state.house))

    assert {line.partition(" ")[2] for line in missing} == REFUSES_WHATEVER_ELSE


def test_a_route_without_a_policy_line_is_found(tmp_path):
    async def hidden(request):
        raise AssertionError

    house = House(installation(tmp_path))
    routes = [Route("/console/hidden", hidden, methods=["POST"]), WebSocketRoute("/hidden", hidden)]

    assert without_policy(routes, doors(house)) == ["POST /console/hidden", "WS /hidden"]


def test_only_what_strangers_need_is_open_to_anyone(tmp_path):
    known = doors(House(installation(tmp_path)))

    assert {door.path for door in known if door.policy is Anyone} == OPEN_TO_ANYONE
    assert {door.path for door in known if door.policy is AnyMember} == {
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
        "/api/v1/codes/{code}",  # each acts on the sites where its member may do so
        "/api/v1/codes/{code}/redeem",
    }


def test_every_thing_in_an_api_path_leads_to_its_site():
    assert {each.noun for each in OPERATIONS if each.noun and isinstance(each.policy, Action)} == set(SITE_OF)
