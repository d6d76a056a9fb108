"""What the strict decoder lets through, and that whatever else comes in is one of two refusals."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter

from server.errors import Invalid, TooLarge, Unreadable
from server.hub.decoder import DEPTH, EXACT, LIMIT, decode, read_json

HOSTILE = {
    "nothing": b"",
    "words": b"hello",
    "two values": b"{} {}",
    "NaN": b'{"a":NaN}',
    "Infinity": b'{"a":-Infinity}',
    "an infinite number": b'{"a":1e999}',
    "a key given twice": b'{"a":1,"a":2}',
    "a key given twice further in": b'{"a":[{"b":1,"b":2}]}',
    "a lone surrogate": rb'{"a":"\ud800"}',
    "a lone surrogate as a key": rb'{"\udfff":1}',
    "surrogates the wrong way round": rb'{"a":"\ude00\ud83d"}',
    "a surrogate in bytes": b'{"a":"\xed\xa0\x80"}',
    "broken UTF-8": b'{"a":"\xff"}',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "a zero character": rb'{"a":"\u0000"}',
    "a zero character in a key": rb'{"a\u0000":1}',
    "a raw zero": b'{"a":"\0"}',
    "2^63": b'{"a":9223372036854775808}',
    "2^53 + 1": b'{"a":9007199254740993}',
    "2^63 as a float": b'{"a":9.3e18}',
    "five thousand digits": b"1" * 5000,
    "nesting of 33": b"[" * 33 + b"]" * 33,
    "nesting of 1,000": b"[" * 1000 + b"]" * 1000,
    "nesting of 1,000 objects": b'{"a":' * 1000 + b"1" + b"}" * 1000,
    "nesting that never ends": b"[" * 60_000,
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_kept_is_refused_as_unreadable(raw):
    with pytest.raises(Unreadable) as refused:
        read_json(raw)

    assert refused.value.code == "unreadable"


def test_a_string_with_a_lone_surrogate_is_refused_like_bytes_are():
    with pytest.raises(Unreadable):
        read_json('"\ud800"')


@pytest.mark.parametrize("raw", [b'"' + b"x" * LIMIT + b'"', '"' + "ж" * (LIMIT // 2) + '"'])
def test_more_than_64_kib_is_too_large_whether_bytes_or_characters(raw):
    with pytest.raises(TooLarge):
        read_json(raw)


def test_exactly_64_kib_pass():
    assert read_json(b'"' + b"x" * (LIMIT - 2) + b'"') == "x" * (LIMIT - 2)


def test_a_limit_of_ones_own_is_kept():
    with pytest.raises(TooLarge):
        read_json(b'"1234567"', limit=8)


def test_the_deepest_nesting_and_the_largest_numbers_pass():
    nested = json.loads("[" * DEPTH + "]" * DEPTH)

    assert read_json("[" * DEPTH + "]" * DEPTH) == nested
    assert read_json(f"[{EXACT}, {-EXACT}, 1.5]") == [EXACT, -EXACT, 1.5]


def test_honest_words_of_every_script_pass():
    said = {"имя": "Ђорђе О'Брајен", "emoji": "👩‍👩‍👧", "rtl": "שלום", "sum": "=SUM(A1:A2)"}

    assert read_json(json.dumps(said)) == said
    assert read_json(json.dumps(said, ensure_ascii=False).encode()) == said


class Order(BaseModel):
    """A small model for the test."""

    name: str
    count: int


def test_every_wrong_field_is_named_at_once():
    with pytest.raises(Invalid) as refused:
        decode(b'{"count":"many"}', TypeAdapter(Order))

    assert refused.value.errors == {
        "name": "is required",
        "count": "must be a whole number",
    }


def test_what_fits_the_model_becomes_its_value():
    assert decode(b'{"name":"Ana","count":2}', TypeAdapter(Order)) == Order(name="Ana", count=2)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_but_the_two_refusals(raw):
    try:
        read_json(raw)
    except (TooLarge, Unreadable):
        return
    json.loads(raw)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-EXACT, EXACT)
    | st.text(st.characters(exclude_characters="\0", codec="utf-8")),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(JSON)
def test_whatever_is_honest_comes_out_as_it_went_in(value):
    assert read_json(json.dumps(value)) == value
