"""Refusals in the reader's words, as a page or in passing."""

import json

import pytest
from starlette.requests import Request
from starlette.responses import Response

from server.console.pages import Pages
from server.console.trouble import in_words, passing, refused, told
from server.console.words import read_words
from server.errors import (
    AlreadyTaken,
    Conflict,
    Forbidden,
    InternalError,
    Invalid,
    NotFound,
    OriginRefused,
    Refusal,
    StorageUnavailable,
    TooLarge,
    TooMany,
    TooSlow,
    Unauthenticated,
    Unreadable,
)

WORDS = read_words()["en"]


def asking(*headers: tuple[bytes, bytes]) -> Request:
    return Request({"type": "http", "headers": list(headers), "query_string": b""})


PART = (b"hx-request", b"true")


@pytest.fixture
def pages(built):
    return Pages(built.console, "https://desk.example")


@pytest.mark.parametrize(
    ("refusal", "status", "title"),
    [
        (NotFound(), 404, "Nothing here"),
        (Forbidden(), 403, "Not for your role"),
        (OriginRefused(), 403, "This page was open too long"),
        (StorageUnavailable(), 503, "We cannot do this right now"),
        (InternalError(), 500, "This did not work"),
        (Unreadable(), 400, "This did not work"),
    ],
)
def test_a_whole_page_tells_what_happened_and_leads_back(pages, refusal, status, title):
    response = refused(pages, asking(), refusal)
    page = bytes(response.body).decode()
    assert (response.status_code, f"<h1>{title}</h1>" in page, "Back to the inbox" in page) == (status, True, True)


@pytest.mark.parametrize(
    ("refusal", "events"),
    [
        (
            AlreadyTaken(taken_by={"id": "m", "name": "Anna"}),
            {
                "frontdesk:told": {"words": "Anna was quicker and has this one.", "target": "body"},
                "frontdesk:all": {"target": "body"},
            },
        ),
        (
            Conflict(),
            {
                "frontdesk:told": {"words": "A colleague was quicker and has this one.", "target": "body"},
                "frontdesk:all": {"target": "body"},
            },
        ),
        (
            StorageUnavailable(),
            {"frontdesk:told": {"words": "We cannot save right now. Please try again.", "target": "body"}},
        ),
        (
            TooMany(retry_after=61),
            {"frontdesk:told": {"words": "Too many tries. Please wait 2 minutes, then try again.", "target": "body"}},
        ),
        (
            Invalid(errors={"note": "at most 2000 characters", "odd": "is odd"}),
            {"frontdesk:refused": {"errors": {"note": "At most 2,000 characters.", "odd": "is odd"}}},
        ),
    ],
)
def test_a_part_of_a_page_tells_in_passing(refusal, events):
    assert passing(refusal, WORDS) == events


def test_who_is_not_logged_in_is_sent_to_the_log_in(pages):
    assert refused(pages, asking(), Unauthenticated()).headers["location"] == "/console/login"
    had = asking((b"cookie", b"frontdesk=old"))
    assert refused(pages, had, Unauthenticated()).headers["location"] == "/console/login?why=again"
    assert refused(pages, asking(PART), Unauthenticated()).headers["hx-redirect"] == "/console/login?why=again"
    shut = Unauthenticated(why="removed")
    assert refused(pages, asking(PART), shut).headers["hx-redirect"] == "/console/login?why=removed"


def test_a_part_that_is_refused_when_it_is_read_is_not_read_again():
    assert passing(NotFound(), WORDS, is_act=False) == {
        "frontdesk:told": {"words": "This is not here any more.", "target": "body"}
    }


@pytest.mark.parametrize(
    "refusal",
    [Unreadable(), Unreadable(missing="site"), TooLarge(), TooSlow(), Invalid(errors={"site": "odd"}), Refusal()],
)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_only_our_own_fault_is_called_ours_and_said_to_be_worth_another_try(pages, refusal, language):
    asked = asking((b"cookie", f"frontdesk_language={language}".encode()))
    ours, theirs = (bytes(refused(pages, asked, each).body).decode() for each in (InternalError(), refusal))
    words = read_words()[language]
    assert (words("trouble") in ours, words("trouble") in theirs, words("told.trouble") in theirs) == (
        True,
        False,
        False,
    )
    assert in_words(refusal, words) in theirs.replace("&#39;", "'")
    assert ("site" in in_words(refusal, words)) is ("missing" in refusal.details or bool(refusal.errors))


async def test_our_own_fault_is_a_plain_page_that_quotes_nothing(pages):
    class Part:
        def __init__(self) -> None:
            self.pages = pages

        @told
        async def broken(self, request: Request) -> Response:
            raise RuntimeError("a secret")

    whole = await Part().broken(asking())
    part = await Part().broken(asking(PART))
    assert (whole.status_code, b"a secret" in whole.body) == (500, False)
    assert json.loads(part.headers["hx-trigger"]) == {
        "frontdesk:told": {"words": "This did not work. Nothing was saved; please try again.", "target": "body"}
    }
