"""Whatever comes in at the programs' door is known, allowed, readable and within bounds, or refused with a code."""

from collections.abc import AsyncIterator, Awaitable, Callable
from http import HTTPStatus

import httpx2
import pytest

from server.api.door import ApiDoor
from server.api.operation import Operation
from server.api.table import OPERATIONS
from server.errors import NotFound
from server.sites.policy import LOWEST, Action, AdminSomewhere, Role
from server.visitors.limits import Limit
from tests.server.api.conftest import Office

NOBODY = "0" * 26
BODIES = {
    "create_site": {"name": "New", "origins": ["https://new.example"]},
    "change_site": {"name": "Changed"},
    "create_widget": {"kind": "callback"},
    "change_widget": {"name": "Changed"},
    "search_clients": {"q": "+381641234567"},
    "add_note": {"text": "Rang back."},
    "end_callback": {"outcome": "reached"},
    "create_message": {"key": "answer", "text": "On Friday."},
    "create_note": {"key": "note", "text": "A note."},
    "create_webhook": {"url": "https://hooks.example/in"},
    "change_webhook": {"enabled": True},
    "create_target": {"channel": "mail", "address": "team@shop.example"},
    "change_target": {"kinds": []},
    "rename_tag": {"name": "faithful"},
    "merge_tags": {"into": "passing"},
    "change_client": {"name": "Mila"},
    "change_clients": {"filter": {}, "add_tags": ["coffee"]},
    "create_field": {"label": {"en": "Colour"}},
    "change_field": {"place": 0},
    "change_member": {"role": "manager"},
    "create_invitation": {"email": "new@shop.example", "role": "manager"},
    "restore_version": {},
    "create_preview": {"page": "https://shop.example/coffee"},
    "create_reply": {"shortcut": "hours", "text": "From nine to six."},
    "change_reply": {"title": "Hours"},
    "create_article": {"title": "When?", "text": "From nine to six."},
    "change_article": {"title": "Hours"},
    "create_code_pool": {"name": "Spring"},
    "change_code_pool": {"name": "Autumn"},
    "add_codes": {"codes": ["SPRING-1"]},
    "change_conversation": {"priority": 1},
    "hand_conversation": {"department": ""},
    "create_department": {"name": "Orders"},
    "change_department": {"name": "Wholesale"},
    "change_duty": {"capacity": 2},
    "create_token": {"name": "Warehouse", "scopes": ["leads:read"]},
}
QUERIES = {"explain_widgets": {"page": "https://shop.example/coffee"}}
WITH_THING = [operation for operation in OPERATIONS if operation.noun]
by_name = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.name)


def needs_more(operation: Operation) -> bool:
    """Whether an operation is not for managers, the lowest role of all."""
    lowest = LOWEST[operation.policy] if isinstance(operation.policy, Action) else Role.MANAGER
    return lowest is not Role.MANAGER or operation.policy is AdminSomewhere


async def use(office: Office, operation: Operation, by: str, thing: str | None = None) -> httpx2.Response:
    path = operation.short_path
    if operation.noun:
        path = path.replace(f"{{{operation.noun}}}", thing or office.things[operation.noun])
    if operation.inner:
        path = path.replace(f"{{{operation.inner}}}", office.things.get(operation.inner, NOBODY))
    return await office.ask(
        operation.method, path, BODIES.get(operation.name), by=by, params=QUERIES.get(operation.name)
    )


def problem(status: int, title: str, code: str, detail: str, again: bool = False, **more: object) -> dict[str, object]:
    said = {"type": "about:blank", "title": title, "status": status, "code": code, "detail": detail, "again": again}
    return said | more


async def test_another_sites_thing_answers_exactly_like_a_missing_one(busy: Office) -> None:
    told: list[object] = []
    for operation in WITH_THING:
        foreign = await use(busy, operation, "zoran")
        missing = await use(busy, operation, "zoran", NOBODY)
        is_same = (foreign.status_code, foreign.content) == (missing.status_code, missing.content)
        is_right = foreign.json() == problem(404, "Not Found", "not_found", "There is no such thing here.")
        if not is_same or foreign.headers != missing.headers or not is_right:
            told.append((operation.name, foreign.text, missing.text))

    assert told == []


@pytest.mark.parametrize("thing", ["x", "0" * 27, "%00" * 26, "O" * 26, "'; DROP TABLE sites; --"])
async def test_what_cannot_be_an_id_names_nothing(office: Office, thing: str) -> None:
    codes = {each.name: (await use(office, each, "anna", thing)).json()["code"] for each in WITH_THING}

    assert codes == dict.fromkeys(codes, "not_found")


async def test_nobody_without_a_token_gets_in(busy: Office) -> None:
    refusal = problem(401, "Unauthorized", "unauthenticated", "Log in, or send a valid token.")
    for operation in OPERATIONS:
        path = operation.path.format(**busy.things)
        answer = await busy.client.request(operation.method, path, json=BODIES.get(operation.name))

        assert (operation.name, answer.json()) == (operation.name, refusal)
        assert answer.headers["www-authenticate"] == "Bearer"
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_role_that_is_too_low_is_told_so(busy: Office) -> None:
    refusal = problem(403, "Forbidden", "forbidden", "Your role does not allow this.")
    for operation in filter(needs_more, OPERATIONS):
        answer = await use(busy, operation, "pavle")

        assert (operation.name, answer.status_code, answer.json()) == (operation.name, 403, refusal)


@pytest.mark.parametrize("operation", [each for each in OPERATIONS if not needs_more(each)], ids=lambda each: each.name)
async def test_the_lowest_role_that_suffices_is_not_refused(busy: Office, operation: Operation) -> None:
    assert (await use(busy, operation, "pavle")).status_code != 403


@by_name
async def test_an_owner_is_answered_as_the_table_says(busy: Office, operation: Operation) -> None:
    if operation.name == "end_callback":
        await busy.said("POST", f"/callbacks/{busy.things['call']}/accept")
    answer = await use(busy, operation, "anna")

    assert answer.status_code == operation.status
    assert answer.headers["cache-control"] == "no-store"
    if operation.answer:
        read = operation.answer.model_validate_json(answer.content)
        assert read.model_dump(mode="json") == answer.json()


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"authorization": ""},
        {"authorization": "Bearer"},
        {"authorization": "Bearer fd_wrong"},
        {"authorization": "Basic YTpi"},
        {"authorization": "Bearer \xff\xfe"},
    ],
    ids=str,
)
async def test_a_token_we_do_not_know_is_refused(office: Office, header: dict[str, str]) -> None:
    raw = {name: value.encode("latin-1") for name, value in header.items()}
    answer = await office.client.get("/api/v1/sites", headers=list(raw.items()))
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


async def test_two_tokens_at_once_are_refused(office: Office) -> None:
    one = f"Bearer {office.tokens['anna']}"
    answer = await office.client.get("/api/v1/sites", headers=[("authorization", one), ("authorization", one)])
    assert answer.json()["code"] == "unauthenticated"


@pytest.mark.parametrize(
    ("raw", "status", "code"),
    [
        (b"", 400, "unreadable"),
        (b"{", 400, "unreadable"),
        (b"[]", 400, "unreadable"),
        (b'"text"', 400, "unreadable"),
        (b'{"text": NaN}', 400, "unreadable"),
        (b'{"text": "a", "text": "b"}', 400, "unreadable"),
        (b'{"text": "\\ud800"}', 400, "unreadable"),
        (b'{"text": "\\u0000"}', 400, "unreadable"),
        (b'{"text": "\xff"}', 400, "unreadable"),
        (b'{"text": 9007199254740994}', 400, "unreadable"),
        (b'{"a":' * 1000 + b"1" + b"}" * 1000, 400, "unreadable"),
        (b'{"text": "' + b"x" * 262_144 + b'"}', 413, "too_large"),
        (b"{}", 422, "invalid"),
        (b'{"text": "a", "by": "somebody"}', 422, "invalid"),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_a_body_that_is_not_ours_stores_nothing(busy: Office, raw: bytes, status: int, code: str) -> None:
    path = f"/clients/{busy.things['client']}"
    before = await busy.said("GET", f"{path}/timeline")
    answer = await busy.ask("POST", f"{path}/notes", content=raw, headers={"content-type": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert await busy.said("GET", f"{path}/timeline") == before


async def test_a_body_is_cut_while_it_arrives(busy: Office) -> None:
    async def endless():
        for _ in range(300):
            yield b" " * 1024

    path, headers = f"/clients/{busy.things['client']}/notes", {"content-type": "application/json"}
    answer = await busy.ask("POST", path, content=endless(), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


async def test_what_was_revoked_while_the_body_came_does_nothing_any_more(busy: Office) -> None:
    made = await busy.said("POST", "/tokens", {"name": "Till", "scopes": ["tokens:write", "clients:write"]}, 201)
    busy.tokens["till"] = made["token"]
    headers = {"content-type": "application/json"}

    async def slow(body: bytes, meanwhile: Callable[[], Awaitable[object]]) -> AsyncIterator[bytes]:
        yield body[:1]
        await meanwhile()
        yield body[1:]

    async def lower() -> None:
        await busy.said("PATCH", f"/sites/{busy.site}/members/{busy.members['vera']}", {"role": "manager"})

    async def revoke() -> None:
        await busy.said("DELETE", f"/tokens/{made['id']}", status=204)

    change = slow(b'{"name": "Taken over"}', lower)
    lowered = await busy.ask("PATCH", f"/sites/{busy.site}", content=change, headers=headers, by="vera")
    child = slow(b'{"name": "Child", "scopes": ["tokens:write"]}', revoke)
    revoked = await busy.ask("POST", "/tokens", content=child, headers=headers, by="till")

    assert (lowered.status_code, revoked.status_code) == (403, 401)
    assert (await busy.said("GET", f"/sites/{busy.site}"))["name"] == "Harbour Row"
    assert "Child" not in [each["name"] for each in (await busy.said("GET", "/tokens"))["items"]]


async def test_where_no_body_is_taken_an_empty_object_passes_and_a_field_does_not(busy: Office) -> None:
    path = f"/callbacks/{busy.things['call']}/accept"
    refused = await busy.ask("POST", path, {"member": busy.members["pavle"]})
    assert refused.json()["errors"] == {"member": "is not a known field"}
    assert (await busy.said("GET", f"/callbacks/{busy.things['call']}"))["state"] == "queued"
    await busy.said("POST", path, {})


@pytest.mark.parametrize(
    ("query", "errors"),
    [
        ("limit=0", {"limit": "at least 1"}),
        ("limit=101", {"limit": "at most 100"}),
        ("limit=ten", {"limit": "must be a whole number"}),
        ("limit=1&limit=2", {"limit": "was given twice"}),
        ("cursor=abc", {"cursor": "an id of ours"}),
        ("site=abc", {"site": "is not a known field"}),
    ],
)
async def test_each_wrong_parameter_is_named(office: Office, query: str, errors: dict[str, str]) -> None:
    answer = await office.ask("GET", f"/sites?{query}")
    words = "Some fields need another value."
    assert answer.json() == problem(422, HTTPStatus(422).phrase, "invalid", words, errors=errors)


async def test_an_address_that_is_not_there_is_a_problem_too(office: Office) -> None:
    for path in ("/nothing", "/sites/", "/sites/x/y/z", ""):
        answer = await office.ask("GET", path)
        assert answer.json() == problem(404, "Not Found", "not_found", NotFound.words)
        assert answer.headers["content-type"] == "application/problem+json"


async def test_a_method_that_is_not_taken_is_told_with_those_that_are(office: Office) -> None:
    answer = await office.ask("PUT", f"/sites/{office.site}", {})

    words = "This address does not take this method."
    assert answer.json() == problem(405, "Method Not Allowed", "method_not_allowed", words)
    assert answer.headers["allow"] == "GET, PATCH"


async def test_a_loop_that_got_away_is_slowed_and_told_when_to_come_back(office: Office) -> None:
    now = 0.0
    office.door._limit = Limit(200, 600, lambda: now)

    statuses = [(await office.ask("GET", "/widget-kinds")).status_code for _ in range(200)]
    refused = await office.ask("GET", "/widget-kinds")
    others = await office.ask("GET", "/widget-kinds", by="vera")
    now = 1.0
    later = await office.ask("GET", "/widget-kinds")

    assert statuses == [200] * 200
    assert (refused.status_code, refused.json()["code"], refused.json()["retry_after"]) == (429, "too_many", 1)
    assert refused.headers["retry-after"] == "1"
    assert (others.status_code, later.status_code) == (200, 200)


def test_every_operation_has_a_name_of_its_own_and_a_sentence() -> None:
    names = [operation.name for operation in ApiDoor.operations]
    assert len(set(names)) == len(names)
    assert [each.name for each in OPERATIONS if not each.summary.endswith(".")] == []
