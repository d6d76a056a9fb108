"""E-mail addresses in one normal form."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.clients.emails import read_email, readable_email
from server.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (" Anna.O'Brien@Shop.EXAMPLE.com ", "anna.o'brien@shop.example.com"),
        ("anna+beans@shop.rs", "anna+beans@shop.rs"),
        ("анна@почта.рф", "анна@xn--80a1acny.xn--p1ai"),
    ],
)
def test_an_address_has_one_form_however_it_was_typed(typed: str, expected: str):
    assert read_email(typed) == expected


@pytest.mark.parametrize("typed", ["", "anna", "anna@", "@shop.rs", "a b@shop.rs", "a@shop.rs\nBcc: b@x.rs", "x" * 300])
def test_what_is_no_address_is_refused_by_name(typed: str):
    with pytest.raises(Invalid) as refused:
        read_email(typed, "mail")

    assert refused.value.errors == {"mail": "This is not an e-mail address."}
    assert refused.value.reasons == {"mail": "not_an_email"}


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=60), st.emails(), st.text("a@.-xn\u202e\x00\ud800\n", max_size=30)))
def test_whatever_is_typed_is_an_address_or_a_refusal(typed: str):
    try:
        read = read_email(typed)
    except Invalid:
        return
    assert read == read_email(read)


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("zoe+test@xn--80akn5b.xn--p1ai", "zoe+test@кафе.рф"),
        ("zoe@shop.example", "zoe@shop.example"),
        ("xn--zoe@shop.example.com", "xn--zoe@shop.example.com"),
        ("zoe@xn--99zzzzz--.com", "zoe@xn--99zzzzz--.com"),
        ("", ""),
    ],
)
def test_a_kept_address_is_read_in_the_letters_of_its_owner(kept: str, read: str):
    assert readable_email(kept) == read
