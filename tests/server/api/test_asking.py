"""Parameters and ids are read as what they mean, or refused."""

import time

import pytest
from starlette.datastructures import QueryParams

from server.api.asking import read_id, read_query
from server.api.questions import Entries, Listing, Nothing, Search
from server.errors import Invalid, NotFound

ID = "01m821egr9xc02qqfy034k6d4g"


def test_a_list_without_parameters_gives_fifty() -> None:
    assert read_query(QueryParams(""), Listing) == Listing(limit=50, cursor=None)


def test_what_is_given_is_read_as_what_it_means() -> None:
    assert read_query(QueryParams(f"limit=7&cursor={ID}"), Listing) == Listing(limit=7, cursor=ID)
    assert read_query(QueryParams("cursor=12"), Entries) == Entries(limit=50, cursor=12)


@pytest.mark.parametrize("query", ["x=1", "limit=", "x=1&x=1"])
def test_where_nothing_is_taken_everything_is_refused(query: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_query(QueryParams(query), Nothing)
    assert [*refused.value.errors] == [query.partition("=")[0]] or query == "limit="


def test_a_zero_character_reaches_no_database() -> None:
    with pytest.raises(Invalid) as refused:
        read_query(QueryParams("q=%00"), Search)
    assert refused.value.errors == {"q": "holds a zero character"}


def test_thousands_of_parameters_are_refused_in_a_moment() -> None:
    query = QueryParams("&".join(f"p{number}=1" for number in range(16_000)))
    before = time.process_time()
    with pytest.raises(Invalid, match="more than 50") as refused:
        read_query(query, Nothing)
    assert (refused.value.errors, time.process_time() - before < 0.5) == ({}, True)


def test_an_id_is_read_as_it_is() -> None:
    assert read_id(ID) == ID


@pytest.mark.parametrize("value", ["", ID.upper(), f"{ID}\n", "0" * 25, "i" * 26, "\0" * 26])
def test_what_cannot_be_an_id_is_not_found(value: str) -> None:
    with pytest.raises(NotFound):
        read_id(value)
