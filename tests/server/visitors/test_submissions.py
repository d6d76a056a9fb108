"""What visitors leave by POST: kept once, answered with ids, or refused with nothing stored."""

import json

import pytest

from tests.server.visitors.house import EVIL, OTHER_TOKEN, PHONE, SHOP, TOKEN

FROM_SHOP = {"origin": SHOP}


async def post(house, said, address="203.0.113.7", **headers):
    """Send it as a page on the shop does."""
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    async with house.client(address) as client:
        sent = {"origin": SHOP, "content-type": "text/plain;charset=UTF-8"} | headers
        return await client.post(f"{house.base}/submissions", content=body, headers=sent)


@pytest.mark.storage
async def test_a_number_that_is_left_is_kept_and_answered_with_ids(house):
    answer = await post(house, house.said(visitor=TOKEN))

    [call] = await house.calls()
    said = answer.json()
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (201, SHOP)
    assert answer.headers["cache-control"] == "no-store"
    assert said == {
        "lead": said["lead"],
        "visitor": said["visitor"],
        "state": "queued",
        "reason": "",
        "promise_seconds": said["promise_seconds"],
    }
    assert len(said["lead"]) == len(said["visitor"]) == 26
    assert TOKEN not in answer.text
    assert (call["phone"], call["name"]) == (PHONE, "Jovana")


READ = {
    "ru": "Можно позвонить мне по этому номеру. Больше ничего.",
    "sr-Latn": "Koristite moj broj za ovaj poziv. Ni za šta drugo.",
    "de": "Use my number for this call. Nothing else.",
}


@pytest.mark.parametrize("language", READ)
async def test_p2_what_was_agreed_to_is_kept_in_the_words_that_were_read(house, language):
    await post(house, house.said(language=language))

    assert await house.agreed() == [READ[language]]


@pytest.mark.parametrize("kind", ["text/plain", "text/plain;charset=UTF-8", "application/json"])
async def test_the_same_send_again_is_the_first_answer_with_200(house, kind):
    first = await post(house, house.said(visitor=TOKEN))
    again = await post(house, house.said(visitor=TOKEN), content_type=kind, **{"content-type": kind})

    assert (first.status_code, again.status_code, again.json()) == (201, 200, first.json())
    assert len(await house.calls()) == 1


async def test_another_visitor_under_the_same_key_is_refused_and_learns_nothing(house):
    first = await post(house, house.said(visitor=TOKEN))
    other = await post(house, house.said(visitor=OTHER_TOKEN))

    assert (other.status_code, other.json()["code"]) == (409, "key_reused")
    assert first.json()["lead"] not in other.text
    assert other.headers["access-control-allow-origin"] == SHOP


HOSTILE = {
    "65 KiB": (b'{"key":"' + b"x" * 65 * 1024 + b'"}', 413, "too_large"),
    "nesting of 1,000": (b'{"values":' * 1000 + b"1" + b"}" * 1000, 400, "unreadable"),
    "NaN": (b'{"opened_ms":NaN}', 400, "unreadable"),
    "a key given twice": (b'{"key":"a","key":"b"}', 400, "unreadable"),
    "a lone surrogate": (rb'{"key":"k","values":{"name":"\ud800"}}', 400, "unreadable"),
    "2^63": (b'{"opened_ms":9223372036854775808}', 400, "unreadable"),
    "a zero character": (rb'{"key":"\u0000"}', 400, "unreadable"),
    "no JSON": (b"phone=1", 400, "unreadable"),
    "a list": (b"[]", 422, "invalid"),
    "nothing": (b"", 400, "unreadable"),
}


@pytest.mark.parametrize(("body", "status", "code"), HOSTILE.values(), ids=HOSTILE)
async def test_what_cannot_be_read_is_refused_by_name_and_nothing_is_stored(house, body, status, code):
    answer = await post(house, body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"
    assert await house.calls() == []


async def test_every_wrong_field_is_named_and_nothing_is_stored(house):
    answer = await post(house, {"key": "", "widget": house.widget, "values": {}, "admin": True, "visitor": "x"})

    assert (answer.status_code, set(answer.json()["errors"])) == (422, {"key", "admin", "visitor"})
    assert await house.calls() == []


async def test_a_number_that_cannot_be_called_is_refused_with_its_reason(house):
    answer = await post(house, house.said(values={"phone": "+4412"}))

    assert (answer.status_code, answer.json()["code"], answer.json()["again"]) == (422, "invalid", False)
    assert list(answer.json()["reasons"]) == ["phone"]
    assert await house.calls() == []


async def test_a_widget_of_another_site_looks_like_a_missing_one(house):
    answer = await post(house, house.said(widget="0" * 26))

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_other_types_of_bodies_are_refused(house):
    answer = await post(house, house.said(), **{"content-type": "application/x-www-form-urlencoded"})

    assert (answer.status_code, answer.json()["code"]) == (400, "unreadable")


async def test_thirty_honest_people_behind_one_address_pass(house):
    answers = [await post(house, house.said(key=f"k{n}", values={"phone": f"+38164123{n:04}"})) for n in range(30)]

    assert {answer.status_code for answer in answers} == {201}


async def test_a_flood_from_one_address_is_refused_and_others_pass(standing):
    statuses = []
    for n in range(62):
        answer = await post(standing, standing.said(key=f"k{n}"))
        statuses.append(answer.status_code)
    other = await post(standing, standing.said(key="other"), address="203.0.113.8")

    assert statuses == [201] * 60 + [429] * 2
    assert (answer.json()["code"], answer.json()["again"], answer.headers["retry-after"]) == ("too_many", True, "2")
    assert other.status_code == 201


async def test_nothing_personal_reaches_the_log(house, capsys):
    await post(house, house.said(visitor=TOKEN))
    await post(house, house.said(key="k2", visitor=TOKEN, values={"phone": "+4412", "name": "Jovana"}))

    logged = "".join(capsys.readouterr())
    assert "submission_refused" in logged
    for private in (TOKEN, PHONE, "+4412", "Jovana", "beans", "203.0.113.7"):
        assert private not in logged


async def test_e6_a_page_that_is_not_on_the_list_cannot_leave_anything(house):
    for origin in ({"origin": EVIL}, {"origin": "null"}):
        answer = await post(house, house.said(), **origin)

        assert (answer.status_code, answer.json()["code"]) == (403, "origin_refused")
        assert "access-control-allow-origin" not in answer.headers
    async with house.client() as client:
        no_page = await client.post(f"{house.base}/submissions", json=house.said())
    assert (no_page.status_code, no_page.json()["code"]) == (403, "origin_refused")
    assert await house.calls() == []
