"""What is not an address is refused in one form, and no answer leads elsewhere."""

import httpx2
import pytest

from server.app import build
from server.config import Installation


def installation(folder) -> Installation:
    return Installation(data_dir=folder, database_url=f"sqlite:///{folder / 'frontdesk.sqlite3'}")


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


async def test_no_answer_leads_to_the_host_that_a_request_names(tmp_path):
    transport = httpx2.ASGITransport(app=build(installation(tmp_path)))
    async with httpx2.AsyncClient(transport=transport, base_url="http://evil.example") as client:
        answers = [await client.get(path) for path in ("/console", "/healthz/", "/s/abc.js/")]

    assert [(each.status_code, each.headers.get("location")) for each in answers] == [
        (303, "/console/"),
        (404, None),
        (404, None),
    ]
