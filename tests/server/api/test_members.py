"""The team by API: who works here, other roles, invitations whose link is answered once, and the journal."""

from tests.server.api.conftest import Office


async def test_the_team_reads_without_secrets(office: Office) -> None:
    found = await office.said("GET", f"/sites/{office.site}/members", by="pavle")
    assert {(each["name"], each["role"]) for each in found["items"]} == {
        ("Pavle P", "manager"),
        ("Vera P", "admin"),
        ("Anna P", "owner"),
    }
    assert set(found["items"][0]) == {"id", "name", "email", "role", "disabled", "two_factor", "since", "seen_at"}


async def test_r1_a_role_is_changed_and_a_member_removed_within_ones_own_role(office: Office) -> None:
    pavle, anna = (f"/sites/{office.site}/members/{office.members[name]}" for name in ("pavle", "anna"))

    assert (await office.said("PATCH", pavle, {"role": "admin"}))["role"] == "admin"
    assert (await office.said("PATCH", pavle, {"role": "owner"}, 403, by="vera"))["code"] == "forbidden"
    assert (await office.said("PATCH", anna, {"role": "manager"}, 403, by="vera"))["code"] == "forbidden"
    assert (await office.said("DELETE", anna, status=403, by="vera"))["code"] == "forbidden"
    assert (await office.said("PATCH", anna, {"role": "admin"}, 403))["code"] == "forbidden"  # one's own
    await office.said("DELETE", pavle, status=204, by="vera")
    assert (await office.said("GET", f"/sites/{office.site}/members", status=401, by="pavle"))[
        "code"
    ] == "unauthenticated"


async def test_a_member_of_another_site_is_not_there(office: Office) -> None:
    zoran = f"/sites/{office.site}/members/{office.members['zoran']}"
    nobody = f"/sites/{office.site}/members/{'0' * 26}"
    for method, body in (("PATCH", {"role": "admin"}), ("DELETE", None)):
        answers = [await office.ask(method, path, body) for path in (zoran, nobody, f"/sites/{office.site}/members/x")]
        assert [each.status_code for each in answers] == [404] * 3
        assert len({each.content for each in answers}) == 1


async def test_an_invitation_answers_its_link_once_and_can_be_revoked(office: Office) -> None:
    invitations = f"/sites/{office.site}/invitations"
    made = await office.said("POST", invitations, {"email": "new@shop.example", "role": "manager"}, 201, by="vera")
    assert "/console/invitation#" in made.pop("link")

    assert (await office.said("GET", invitations))["items"] == [made]
    again = await office.ask("POST", invitations, {"email": "pavle@shop.example"})
    assert (again.status_code, again.json()["errors"]) == (409, {"email": "works at this site already"})
    assert (await office.ask("DELETE", f"/invitations/{made['id']}", by="zoran")).status_code == 404
    await office.said("DELETE", f"/invitations/{made['id']}", status=204)
    assert (await office.said("GET", invitations))["items"] == []


async def test_r4_the_journal_tells_who_did_what_and_is_read_by_member_kind_and_moment(office: Office) -> None:
    await office.said("PATCH", f"/sites/{office.site}", {"memory": "always"})
    await office.said("GET", f"/sites/{office.site}/identity-secret", by="vera")
    widget = await office.widget()
    journal = f"/sites/{office.site}/audit"

    lines = (await office.said("GET", journal))["items"]
    assert {(each["act"], each["thing"], each["member"]["name"]) for each in lines} >= {
        ("site.changed", office.site, "Anna P"),
        ("secret.read", office.site, "Vera P"),
        ("widget.created", widget, "Anna P"),
        ("widget.published", widget, "Anna P"),
    }
    (changed,) = [each for each in lines if each["act"] == "site.changed"]
    assert changed["data"] == {"fields": ["memory"]}
    by_vera = (await office.said("GET", f"{journal}?member={office.members['vera']}"))["items"]
    assert [each["act"] for each in by_vera] == ["secret.read"]
    of_widgets = (await office.said("GET", f"{journal}?noun=widget"))["items"]
    assert {each["act"] for each in of_widgets} == {"widget.created", "widget.published"}
    assert (await office.said("GET", f"{journal}?since=2100-01-01T00:00:00Z"))["items"] == []
    first = await office.said("GET", f"{journal}?limit=1")
    second = await office.said("GET", f"{journal}?limit=1&cursor={first['next']}")
    assert first["items"][0]["id"] > second["items"][0]["id"]
    assert (await office.ask("GET", journal, by="pavle")).status_code == 403
