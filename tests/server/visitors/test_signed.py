"""A token of the site's own server is believed; everything else looks the same."""

import contextlib
import time

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.clients.people import Claims
from server.errors import IdentityInvalid
from server.visitors.signed import LEEWAY, LIFETIME, read_signed
from tests.server.visitors.tokens import DAY, claims, coded, plain, token

KEY, SECRET, OLD = "harbourrow", "s" * 43, "o" * 43


def read(written: object, *secrets: str) -> Claims:
    return read_signed(written, KEY, "RS", secrets or (SECRET, OLD), time.time())


def said(**changes: object) -> str:
    return token(SECRET, claims(KEY, **changes))


def test_e7_a_signed_token_says_who_it_is_in_normal_forms() -> None:
    whole = said(email=" Anna@Shop.Example", phone="064 1234567", name="  Anna\n  Petrović ")

    assert read(whole) == Claims("42", "anna@shop.example", "+381641234567", "Anna Petrović", verified=True)
    assert read(said()) == Claims("42", verified=True)
    assert read(jwt.encode(claims(KEY), SECRET)) == Claims("42", verified=True), "as a library writes it"


def test_e7_the_secret_before_is_good_as_well_while_it_is_named() -> None:
    written = token(OLD, claims(KEY))

    assert read(written).user == "42"
    with pytest.raises(IdentityInvalid):
        read(written, SECRET)


def test_an_address_that_cannot_be_read_is_passed_over_and_who_it_is_stands() -> None:
    assert read(said(email="nobody", phone="12")) == Claims("42", verified=True)


def test_clocks_may_differ_by_a_minute_and_a_day_is_allowed() -> None:
    assert read(said(exp=int(time.time()) - LEEWAY + 5)).user == "42"
    assert read(said(exp=int(time.time()) + LIFETIME)).user == "42"


NOW = int(time.time())
WRONG = {
    "another secret": token("x" * 43, claims(KEY)),
    "no secret": token("", claims(KEY)),
    "expired": token(SECRET, claims(KEY, exp=NOW - DAY)),
    "ends too late": token(SECRET, claims(KEY, exp=NOW + 2 * DAY)),  # this list may be an hour old when it is used
    "ends never": token(SECRET, claims(KEY, exp=1e999)),
    "ends at no number": token(SECRET, claims(KEY, exp=str(NOW + 60))),
    "ends at true": token(SECRET, claims(KEY, exp=True)),
    "without an end": token(SECRET, claims(KEY, exp=None)),
    "without a user": token(SECRET, claims(KEY, sub=None)),
    "without a site": token(SECRET, claims(KEY, aud=None)),
    "another site": token(SECRET, claims("another")),
    "several sites": token(SECRET, claims(KEY, aud=[KEY, "another"])),
    "a number as user": token(SECRET, claims(KEY, sub=42)),
    "an empty user": token(SECRET, claims(KEY, sub="")),
    "a user of spaces": token(SECRET, claims(KEY, sub=" ")),
    "a user too long": token(SECRET, claims(KEY, sub="4" * 201)),
    "a user with a zero": token(SECRET, claims(KEY, sub="4\x002")),
    "a user with half a sign": token(SECRET, claims(KEY, sub="\ud800")),
    "an address that is none": token(SECRET, claims(KEY, email=["anna@shop.example"])),
    "an address too long": token(SECRET, claims(KEY, email="a" * 300)),
    "not yet good": token(SECRET, claims(KEY, nbf=NOW + DAY)),
    "alg none": f"{coded({'alg': 'none'})}.{coded(claims(KEY))}.",
    "alg none, signed": token(SECRET, claims(KEY), {"alg": "none"}),
    "alg HS512": jwt.encode(claims(KEY), SECRET * 2, algorithm="HS512"),
    "alg RS256": token(SECRET, claims(KEY), {"alg": "RS256"}),
    "alg a list": token(SECRET, claims(KEY), {"alg": ["HS256"]}),
    "no alg": token(SECRET, claims(KEY), {"typ": "JWT"}),
    "a header that must be understood": token(SECRET, claims(KEY), {"alg": "HS256", "crit": ["x"], "x": 1}),
    "a detached payload": token(SECRET, claims(KEY), {"alg": "HS256", "b64": False, "crit": ["b64"]}),
    "a list as payload": token(SECRET, [claims(KEY)]),
    "no JSON": token(SECRET, b"{"),
    "deep JSON": token(SECRET, b"[" * 1500),
    "a deep header": f"{coded(b'[' * 2000)}.{coded(claims(KEY))}.x",
    "another signature": said()[:-4] + "AAAA",
    "another payload": ".".join((said().split(".")[0], coded(claims(KEY, sub="1")), said().split(".")[2])),
    "two parts": said().rpartition(".")[0],
    "nothing": "",
    "letters of no token": "жжж.жжж.жжж",
    "too long": said(padding="x" * 4000),
    "no words": 42,
    "a list": [said()],
    "bytes of noise": plain(b"\xff" * 40),
}


@pytest.mark.parametrize("written", WRONG.values(), ids=WRONG)
def test_e7_whatever_is_wrong_is_refused_in_the_same_words(written: object) -> None:
    with pytest.raises(IdentityInvalid) as refused:
        read(written)

    assert refused.value.body() == IdentityInvalid().body()


@given(st.text(max_size=200) | st.builds(".".join, st.lists(st.text(max_size=40), min_size=3, max_size=3)))
def test_nothing_that_anybody_writes_raises_anything_else(written: str) -> None:
    with pytest.raises(IdentityInvalid):
        read(written)


@given(
    st.dictionaries(
        st.sampled_from(["sub", "aud", "exp", "nbf", "iat", "email", "phone", "name", "jti"]),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.lists(st.integers()),
    )
)
def test_nothing_that_a_careless_server_signs_raises_anything_else(changes: dict[str, object]) -> None:
    with contextlib.suppress(IdentityInvalid):
        assert read(token(SECRET, claims(KEY) | changes)).verified
