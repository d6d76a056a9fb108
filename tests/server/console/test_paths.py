"""What stands in an address is an id, or names nothing."""

import pytest
from starlette.requests import Request

from server.console.paths import read_cursor, read_id, read_most, read_number
from server.database import new_id
from server.errors import NotFound


def asked(query: str = "", **params: str) -> Request:
    return Request({"type": "http", "query_string": query.encode(), "path_params": params, "headers": []})


def test_ids_cursors_and_numbers_are_read():
    made = new_id()
    assert read_id(asked(id=made)) == made
    assert (read_cursor(asked(f"cursor={made}")), read_cursor(asked()), read_cursor(asked("cursor="))) == (
        made, None, None,
    )  # fmt: skip
    assert (read_number(asked("before=42"), "before"), read_number(asked(), "before")) == (42, None)


@pytest.mark.parametrize("word", ["x", "../../etc", "01ARZ3NDEKTSV4RRFFQ69G5FAV", "'; drop table", "é" * 26])
def test_anything_else_is_nothing_that_is_here(word):
    with pytest.raises(NotFound):
        read_id(asked(id=word))
    with pytest.raises(NotFound):
        read_cursor(Request({"type": "http", "query_string": f"cursor={word}".encode(), "headers": []}))


@pytest.mark.parametrize("word", ["0", "-1", "1e9", "x", "9999999999", "²"])
def test_only_whole_numbers_are_numbers(word):
    with pytest.raises(NotFound):
        read_number(Request({"type": "http", "query_string": f"before={word}".encode(), "headers": []}), "before")


def test_how_much_is_shown_stays_within_what_a_page_may_hold():
    said = ("", "400", "1", "99999", "x", "-1", "9999999")
    assert [read_most(each, 200, 5000) for each in said] == [200, 400, 200, 5000, 200, 200, 200]
