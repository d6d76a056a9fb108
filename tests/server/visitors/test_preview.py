"""A page that a preview's link opened is given drafts, and nobody else is."""

from server.database import now_ms
from server.sites import previews
from server.sites.previews import NewPreview
from tests.server.sites.test_previews import token_of
from tests.server.visitors.house import EVIL, SEALER, SHOP


def link(house, widget, hours=24, made_at=None):
    wanted = NewPreview(page=f"{SHOP}/beans", hours=hours)
    return token_of(previews.make(SEALER, house.site, widget, house.member.id, wanted, made_at or now_ms()).url)


async def fetch(client, house, token, origin=SHOP):
    headers = {"origin": origin} if origin else {}
    return await client.get(f"{house.base}/preview", params={"token": token}, headers=headers)


async def test_a_link_is_answered_with_the_drafts_and_with_what_stands_in_for_the_server(house):
    drafted = await house.place(draft=True)
    async with house.client() as client:
        answer = await fetch(client, house, link(house, drafted))

    said = answer.json()
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert (answer.headers["access-control-allow-origin"], answer.headers["vary"]) == (SHOP, "Origin")
    assert {each["id"] for each in said["widgets"]} == {house.widget, drafted}
    assert (said["preview"]["widget"], said["preview"]["answers"][drafted]["lead"]) == (drafted, "example")
    assert said["base"] == f"https://desk.example{house.base}/"


async def test_a_link_that_has_ended_or_was_never_one_is_refused(house):
    over = link(house, house.widget, 1, now_ms() - 3_600_000)
    async with house.client() as client:
        answers = [
            await fetch(client, house, token) for token in ("", "x", over, link(house, house.widget)[:-2] + "AA")
        ]

    assert {(each.status_code, each.json()["code"]) for each in answers} == {(403, "preview_invalid")}
    assert {each.headers["access-control-allow-origin"] for each in answers} == {SHOP}


async def test_a_page_of_another_origin_and_one_of_none_get_nothing(house):
    async with house.client() as client:
        answers = [await fetch(client, house, link(house, house.widget), origin) for origin in (EVIL, "")]
    assert [each.json()["code"] for each in answers] == ["origin_refused"] * 2
    assert [each.headers.get("access-control-allow-origin") for each in answers] == [None] * 2


async def test_whoever_guesses_is_slowed_down(house):
    async with house.client() as client:
        codes = [(await fetch(client, house, "x")).json()["code"] for _ in range(61)]
    assert (set(codes[:60]), codes[60]) == ({"preview_invalid"}, "too_many")
