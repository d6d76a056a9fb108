"""The live line of a page, on the real server."""

import json

import pytest
from sqlalchemy import select

from server.clients.tables import visits
from server.database import now_ms
from server.errors import StorageUnavailable, TooMany
from server.leads.tables import leads
from tests.server.hub.serving import all_of
from tests.server.visitors.house import BEANS, OTHER_TOKEN, PHONE, SHOP, TOKEN, hear, page_of, say


def pages_seen(reader):
    return [row["url"] for row in reader.all(select(visits).order_by(visits.c.at))]


def lead_pages(reader):
    return [json.loads(row["page"]) for row in reader.all(select(leads.c.page))]


async def test_a_hello_without_a_visitor_is_welcomed_and_nothing_is_kept(house):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", page=BEANS)
        welcome = await hear(page, "welcome")

    assert abs(now_ms() - welcome.pop("now")) < 10_000
    assert welcome == {"type": "welcome", "number": 1, "version": 2, "facts": {"online": "no"}}
    assert await house.database.read(pages_seen) == []


async def test_a_hello_of_a_visitor_keeps_the_visit_and_tells_the_public_id_only(house):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", visitor=TOKEN, page=BEANS)
        first = await hear(page, "welcome")
        await say(page, type="hello", visitor=TOKEN, page=BEANS)
        again = await hear(page, "welcome")

    assert len(first["visitor"]) == 26
    assert first["visitor"] == again["visitor"]
    assert TOKEN not in json.dumps(first)
    assert await house.database.read(pages_seen) == [f"{SHOP}/beans"]


async def test_a_page_that_follows_without_loading_is_a_visit_of_its_own(house):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", visitor=TOKEN, page=BEANS)
        await hear(page, "welcome")
        await say(page, type="page", page={"url": f"{SHOP}/cart"})
        await say(page, type="page", page={"url": f"{SHOP}/cart"})
        await say(page, type="hello", visitor=OTHER_TOKEN, page={"url": f"{SHOP}/cart"})
        await hear(page, "welcome")

    assert await house.database.read(pages_seen) == [f"{SHOP}/beans", f"{SHOP}/cart", f"{SHOP}/cart"]


async def test_a_visitor_becomes_known_over_the_same_line(house):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", page=BEANS)
        assert "visitor" not in await hear(page, "welcome")
        await say(page, type="hello", visitor=TOKEN, page=BEANS)
        assert "visitor" in await hear(page, "welcome")


@pytest.mark.storage
async def test_what_is_left_over_the_line_is_kept_and_its_progress_follows(house):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", visitor=TOKEN, page=BEANS)
        welcome = await hear(page, "welcome")
        await say(page, type="submit", **house.said())
        kept = await hear(page, "kept")
        progress = await hear(page, "progress")

    [call] = await house.calls()
    assert (call["phone"], call["state"]) == (PHONE, "queued")
    assert kept == {
        "type": "kept",
        "key": "k1",
        "lead": kept["lead"],
        "visitor": welcome["visitor"],
        "state": "queued",
        "reason": "",
        "promise_seconds": kept["promise_seconds"],
    }
    assert progress == {
        "type": "progress",
        "lead": kept["lead"],
        "state": "queued",
        "reason": "",
        "promise_seconds": kept["promise_seconds"],
        "since": progress["since"],
        "now": progress["now"],
    }


async def test_the_same_by_post_and_over_the_line_is_one_lead_with_one_answer(house):
    async with house.client() as client:
        posted = await client.post(
            f"{house.base}/submissions", json=house.said(visitor=TOKEN), headers={"origin": SHOP}
        )
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", visitor=TOKEN, page=BEANS)
        await hear(page, "welcome")
        await say(page, type="submit", **house.said())
        kept = await hear(page, "kept")

    assert {name: value for name, value in kept.items() if name not in ("type", "key")} == posted.json()
    assert len(await house.calls()) == 1


async def test_before_a_hello_with_a_visitor_what_is_left_is_anonymous(house):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="submit", **house.said())
        kept = await hear(page, "kept")

    assert kept["visitor"] is None
    assert len(await house.calls()) == 1


async def test_a_frame_cannot_say_whose_it_is(house):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", visitor=TOKEN, page=BEANS)
        await hear(page, "welcome")
        await say(page, type="submit", visitor=OTHER_TOKEN, **house.said())
        refused = await hear(page, "refused")
        await say(page, type="submit", site="other", **house.said())
        refused_too = await hear(page, "refused")

    assert (refused["key"], refused["code"], set(refused["errors"])) == ("k1", "invalid", {"visitor"})
    assert set(refused_too["errors"]) == {"site"}
    assert await house.calls() == []


async def test_p2_what_was_agreed_to_over_the_line_is_kept_in_the_words_that_were_read(house):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="submit", **house.said(language="sr-Latn"))
        await hear(page, "kept")

    assert await house.agreed() == ["Koristite moj broj za ovaj poziv. Ni za šta drugo."]


async def test_a_refusal_names_the_field_its_reason_and_the_key(house):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="submit", **house.said(values={"phone": "+4412"}))
        refused = await hear(page, "refused")

    assert (refused["key"], refused["code"], refused["again"]) == ("k1", "invalid", False)
    assert set(refused["errors"]) == set(refused["reasons"]) == {"phone"}
    assert await house.calls() == []


HOSTILE = {
    "65 KiB": (b'{"type":"submit","key":"' + b"x" * 65 * 1024 + b'"}', "too_large", 1009),
    "nesting of 1,000": (b'{"values":' * 1000 + b"1" + b"}" * 1000, "unreadable", 4400),
    "NaN": (b'{"type":"submit","opened_ms":NaN}', "unreadable", 4400),
    "a key given twice": (b'{"type":"hello","type":"submit"}', "unreadable", 4400),
    "a lone surrogate": (rb'{"type":"submit","values":{"name":"\ud800"}}', "unreadable", 4400),
    "2^63": (b'{"type":"submit","opened_ms":9223372036854775808}', "unreadable", 4400),
}


@pytest.mark.parametrize(("frame", "code", "closed"), HOSTILE.values(), ids=HOSTILE)
async def test_what_cannot_be_read_is_refused_by_name_and_nothing_is_stored(house, frame, code, closed):
    async with house.open_lines() as address, page_of(address) as page:
        await page.send(frame.decode())
        first = await hear(page, "refused")
        if closed == 4400:
            await page.send(frame.decode())
        await all_of(page)

        assert (first["code"], page.close_code) == (code, closed)
    assert await house.calls() == []


async def test_while_the_storage_is_away_the_line_stands_and_a_lead_is_told_to_try_again(house, monkeypatch):
    async def away(*_args, **_named):
        raise StorageUnavailable

    monkeypatch.setattr(house.database, "write", away)
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", visitor=TOKEN, page=BEANS)
        assert "visitor" not in await hear(page, "welcome")
        await say(page, type="submit", **house.said())
        refused = await hear(page, "refused")

    assert (refused["key"], refused["code"], refused["again"]) == ("k1", "storage_unavailable", True)


async def test_a_flood_of_what_is_left_is_refused_whatever_way_it_comes(standing):
    async with standing.client("127.0.0.1") as client:
        for n in range(60):
            await client.post(f"{standing.base}/submissions", json=standing.said(key=f"p{n}"), headers={"origin": SHOP})
    async with standing.open_lines() as address, page_of(address) as page:
        await say(page, type="submit", **standing.said())
        refused = await hear(page, "refused")

    assert (refused["key"], refused["code"], refused["again"]) == ("k1", "too_many", True)
    assert refused["retry_after"] >= 1


async def test_visits_over_the_limit_are_not_kept_and_the_line_stands(house, monkeypatch):
    def too_many(*_args):
        raise TooMany(retry_after=1)

    monkeypatch.setattr(house.door._lines._limits, "visits", too_many)
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", visitor=TOKEN, page=BEANS)
        assert "visitor" not in await hear(page, "welcome")
        await say(page, type="submit", **house.said())
        assert (await hear(page, "kept"))["visitor"]

    assert await house.database.read(pages_seen) == []


async def test_p1_of_who_does_not_want_to_be_followed_no_page_is_kept_but_what_they_leave_is(house):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", visitor=TOKEN, page=BEANS, private=True)
        assert "visitor" not in await hear(page, "welcome")
        await say(page, type="page", page={"url": f"{SHOP}/cart"})
        await say(page, type="submit", **house.said())
        kept = await hear(page, "kept")
        await hear(page, "progress")

    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", visitor=TOKEN, page={"url": f"{SHOP}/thanks"}, private=True, watch=[kept["lead"]])
        assert (await hear(page, "welcome"))["visitor"] == kept["visitor"], "they hear of what they left"
        assert (await hear(page, "progress"))["lead"] == kept["lead"]

    assert await house.database.read(pages_seen) == []
    assert [page["url"] for page in await house.database.read(lead_pages)] == [f"{SHOP}/beans"]


async def test_p1_who_agrees_to_be_followed_later_is_from_then_on(house):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", visitor=TOKEN, page=BEANS, private=True)
        await hear(page, "welcome")
        await say(page, type="hello", visitor=TOKEN, page=BEANS)
        assert "visitor" in await hear(page, "welcome")
        await say(page, type="hello", visitor=TOKEN, page={"url": f"{SHOP}/cart"}, private=True)
        assert "visitor" in await hear(page, "welcome")

    assert await house.database.read(pages_seen) == [f"{SHOP}/beans"]


@pytest.mark.parametrize("said", ["yes", 1, None])
async def test_private_is_true_or_false(house, said):
    async with house.open_lines() as address, page_of(address) as page:
        await say(page, type="hello", private=said)
        assert set((await hear(page, "refused"))["errors"]) == {"private"}
