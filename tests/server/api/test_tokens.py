"""A program reads, makes and revokes its member's tokens, within what its own token was given."""

import pytest

from tests.server.api.conftest import Office

pytestmark = pytest.mark.storage


async def made(office: Office, by: str = "anna", **body: object) -> str:
    """Make a token and let it be known by its name."""
    said = await office.said("POST", "/tokens", {"name": "Reader", "scopes": ["leads:read"]} | body, 201, by=by)
    office.tokens[str(said["name"])] = said["token"]
    return str(said["id"])


async def test_i1_a_token_is_shown_once_and_listed_with_what_it_was_given(office: Office) -> None:
    body = {"name": "Reader", "scopes": ["leads:read", "leads:read"], "sites": [office.site]}
    said = await office.said("POST", "/tokens", body | {"expires_at": "2035-01-01T00:00:00Z"}, 201)
    first = (await office.said("GET", "/tokens?limit=1"))["items"]
    token = said.pop("token")
    assert token.startswith("fd_")
    assert first == [said]
    assert said == {
        "id": said["id"],
        "name": "Reader",
        "scopes": ["leads:read"],
        "sites": [office.site],
        "expires_at": "2035-01-01T00:00:00Z",
        "made_by": said["made_by"],
        "used_at": None,
        "used_from": "",
        "created_at": said["created_at"],
    }
    whole = (await office.said("GET", "/tokens"))["items"]
    assert [each["name"] for each in whole] == ["Reader", "Test"]
    assert whole[1]["id"] == said["made_by"]
    assert whole[1]["used_at"] is not None


async def test_i1_a_token_held_to_one_site_sees_no_other_and_makes_none(office: Office) -> None:
    second = await office.said("POST", "/sites", {"name": "Second", "origins": ["https://second.example"]}, 201)
    await made(office, scopes=["all"], sites=[office.site])
    listed = [site["id"] for site in (await office.said("GET", "/sites", by="Reader"))["items"]]
    other = await office.ask("GET", f"/sites/{second['id']}", by="Reader")
    missing = await office.ask("GET", f"/sites/{'0' * 26}", by="Reader")
    new = await office.ask("POST", "/sites", {"name": "Third", "origins": ["https://third.example"]}, by="Reader")
    assert listed == [office.site]
    assert (other.status_code, other.content) == (404, missing.content)
    assert (new.status_code, new.json()["scope"]) == (403, "sites")


async def test_i1_revoked_from_now_on_with_what_it_made_and_nobody_elses(office: Office) -> None:
    token = await made(office, scopes=["leads:read", "tokens:write"])
    await made(office, by="Reader", name="Child")
    foreign = await office.ask("DELETE", f"/tokens/{token}", by="zoran")
    gone = [await office.said("DELETE", f"/tokens/{token}", status=204)]
    again = await office.ask("DELETE", f"/tokens/{token}")
    after = [(await office.ask("GET", f"/sites/{office.site}/leads", by=by)).status_code for by in ("Reader", "Child")]
    assert (foreign.status_code, gone, again.status_code, after) == (404, [None], 404, [401, 401])


async def test_i1_a_narrow_token_takes_back_itself_and_its_own_and_no_wider_one(office: Office) -> None:
    wide = await made(office, name="Wide", scopes=["leads:read", "clients:read"])
    equal = await made(office, name="Equal", scopes=["leads:read"])
    own = await made(office, scopes=["leads:read", "tokens:write"])
    child = await made(office, by="Reader", name="Child")

    asked = [await office.ask("DELETE", f"/tokens/{each}", by="Reader") for each in (wide, equal, child, own)]

    assert [each.status_code for each in asked] == [403, 204, 204, 204]
    assert (await office.ask("GET", f"/sites/{office.site}/leads", by="Wide")).status_code == 200
    assert (await office.ask("GET", "/tokens", by="Reader")).status_code == 401


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"scopes": ["all"]}, "scopes"),
        ({"scopes": ["clients:read"]}, "scopes"),
        ({"sites": None}, "scopes"),
        ({"expires_at": None}, "scopes"),
        ({"expires_at": "2001-01-01T00:00:00Z"}, "expires_at"),
        ({"sites": ["0" * 26]}, "sites"),
    ],
    ids=str,
)
async def test_i1_a_token_gives_no_more_than_it_has(office: Office, body: dict[str, object], field: str) -> None:
    given = {"scopes": ["leads:read", "tokens:write"], "sites": [office.site], "expires_at": "2035-01-01T00:00:00Z"}
    await made(office, **given)
    wanted = {"name": "More", "scopes": ["leads:read"], "sites": given["sites"], "expires_at": given["expires_at"]}
    refused = await office.ask("POST", "/tokens", wanted | body, by="Reader")
    assert (refused.status_code, list(refused.json()["errors"])) == (422, [field])
