"""Which pages may speak to a site."""

import pytest
from starlette.requests import Request

from server.errors import OriginRefused
from server.visitors.crossing import crossing, preflight
from tests.server.visitors.house import SHOP


def request(origin=None):
    headers = [(b"origin", origin.encode())] if origin is not None else []
    return Request({"type": "http", "method": "POST", "headers": headers})


async def test_a_page_on_the_list_may_read_the_answer(house):
    published = await house.publishing.by_key(house.site.key)

    assert crossing(request(SHOP), published) == {"access-control-allow-origin": SHOP, "vary": "Origin"}


@pytest.mark.parametrize(
    "origin",
    ["", "null", "https://evil.example", "http://shop.example", SHOP + "/", SHOP + ".evil.example", SHOP + ":444"],
)
async def test_every_other_origin_is_refused_letter_by_letter(house, origin):
    published = await house.publishing.by_key(house.site.key)

    for required in (True, False):
        with pytest.raises(OriginRefused):
            crossing(request(origin), published, required=required)


async def test_no_origin_at_all_is_let_through_only_where_none_is_required(house):
    published = await house.publishing.by_key(house.site.key)

    assert crossing(request(), published, required=False) == {"vary": "Origin"}
    with pytest.raises(OriginRefused):
        crossing(request(), published)


def test_a_preflight_allows_json_to_be_posted():
    answer = preflight({"access-control-allow-origin": SHOP})

    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (204, SHOP)
    assert answer.headers["access-control-allow-headers"] == "content-type"
