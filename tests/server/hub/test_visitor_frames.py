"""The visitors' frames: what they take, what they cut, what they refuse."""

import pytest
from pydantic import ValidationError

from server.hub.visitor_frames import ADDRESS_LENGTH, Hello, Kept, Page, Submit, Welcome
from server.leads.submissions import Submission

TOKEN = "abcdefghijklmnopqrstuv"


def test_a_hello_may_say_nothing_but_its_type():
    assert Hello.model_validate({"type": "hello"}) == Hello(type="hello", visitor=None, page=Page(), watch=())


@pytest.mark.parametrize("token", ["", "short", "x" * 65, "with spaces in the middle of it", "ж" * 30])
def test_a_visitor_token_that_is_none_is_refused(token):
    with pytest.raises(ValidationError):
        Hello.model_validate({"type": "hello", "visitor": token})


def test_a_long_address_is_cut_and_never_loses_a_lead():
    frame = Submit.model_validate(
        {"type": "submit", "key": "k", "widget": "w1", "values": {}, "page": {"url": "https://a/" + "x" * 9000}}
    )

    assert len(frame.page.url) == ADDRESS_LENGTH


def test_a_submit_cannot_say_who_sends_it():
    with pytest.raises(ValidationError):
        Submit.model_validate({"type": "submit", "key": "k", "widget": "w1", "values": {}, "visitor": TOKEN})


def test_at_most_twenty_leads_are_watched():
    with pytest.raises(ValidationError):
        Hello.model_validate({"type": "hello", "watch": [f"lead{n}" for n in range(21)]})


def test_a_welcome_names_the_visitor_only_where_one_is_known():
    assert Welcome(number=1, now=2, version=3).encode() == b'{"type":"welcome","number":1,"now":2,"version":3}'


def test_kept_has_the_members_of_the_answer_over_http():
    assert Kept(key="k", lead="l1", visitor=None, state="queued", code="WELCOME10").encode() == (
        b'{"type":"kept","key":"k","lead":"l1","visitor":null,"state":"queued","code":"WELCOME10"}'
    )


@pytest.mark.parametrize(
    ("frame", "mistakes"),
    [
        (Hello, {"type": "hello", "watch": ["A"] * 16_000}),
        (Submit, {"type": "submit", "key": "k", "widget": "w1", "values": {}, "consent": ["A"] * 16_000}),
    ],
)
def test_a_list_of_mistakes_is_refused_at_the_first(frame, mistakes):
    with pytest.raises(ValidationError) as refused:
        frame.model_validate(mistakes)

    assert refused.value.error_count() == 1


SENT = {"type": "submit", "key": "k", "widget": "w1", "values": {}}


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "abc\n"},
        {"key": " abc"},
        {"widget": "w1 "},
        {"opened_ms": "5"},
        {"opened_ms": True},
        {"version": True},
        {"version": 1.0},
        {"version": "1"},
    ],
    ids=str,
)
def test_what_comes_in_is_taken_as_it_was_written_or_not_at_all(wrong):
    for model, sent in ((Submit, SENT), (Submission, {name: SENT[name] for name in ("key", "widget", "values")})):
        with pytest.raises(ValidationError) as refused:
            model.model_validate(sent | wrong)
        assert [each["loc"] for each in refused.value.errors()] == [(name,) for name in wrong]


def test_a_token_with_a_space_beside_it_is_none_and_a_fraction_of_a_millisecond_is_cut_off():
    for visitor in (f" {TOKEN}", f"{TOKEN}\n"):
        with pytest.raises(ValidationError):
            Hello.model_validate({"type": "hello", "visitor": visitor})

    assert Submit.model_validate(SENT | {"opened_ms": 5.9, "version": 3}).opened_ms == 5
