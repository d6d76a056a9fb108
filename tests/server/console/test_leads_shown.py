"""What visitors left, as the inbox shows it."""

from server.console.calls_shown import mark_of
from server.console.faces import face, tint
from server.console.kinds_shown import Kinds
from server.console.leads_shown import Left, lead_of, waits
from server.console.words import read_words
from tests.server.console.at_work import KINDS

WORDS = read_words()["en"]
ROW = {
    "id": "l1",
    "site": "s",
    "kind": "bell",
    "widget": "w1",
    "client": "p1",
    "name": "Tom Hale",
    "phone": "+381601234567",
    "email": "tom@mail.example",
    "values": {"name": "Tom Hale", "message": "Hi"},
    "page": {"url": "https://shop.example/contacts", "title": "Contacts"},
    "source": {},
    "spam": False,
    "unconfirmed": False,
    "sample": False,
    "at": "2026-05-14T12:06:00Z",
    "taken_by": None,
    "taken_at": None,
}


def shown(**more):
    return lead_of(ROW | more, {"w1": "Write to us"}, frozenset({"call"}), Kinds(KINDS, "en"), WORDS)


def test_a_lead_is_shown_with_who_what_where_and_when():
    assert shown() == Left(
        id="l1",
        mark=mark_of(ROW),
        client="p1",
        title="Tom Hale",
        initials="TH",
        tint=tint("p1"),
        contacts=["+381 60 1234567", "tom@mail.example"],
        widget="Write to us",
        page="Contacts",
        values=[("Message", "Hi")],
        at=1_778_760_360_000,
        sample=False,
        spam=False,
        unconfirmed=False,
        is_call=False,
        taker=None,
    )


def test_who_gave_no_name_is_called_by_their_number_and_not_twice():
    nameless = shown(name="")
    assert (nameless.title, nameless.contacts) == ("+381 60 1234567", ["tom@mail.example"])


def test_a_taken_one_shows_by_whom_also_when_the_colleague_has_left():
    assert shown(taken_by={"id": "m1", "name": "Anna"}).taker == face("m1", "Anna")
    assert shown(taken_by={"id": "m1", "name": ""}).taker == face("m1", "A colleague who has left")


def test_a_widget_that_is_gone_is_called_by_its_kind():
    assert shown(widget="gone").widget == "Bell"


def test_only_what_nobody_has_and_is_no_call_and_no_spam_waits():
    assert [
        waits(shown(**more)) for more in ({}, {"spam": True}, {"kind": "call"}, {"taken_by": {"id": "m", "name": "A"}})
    ] == [True, False, False, False]
    assert shown(kind="call", spam=True).is_call is False  # nobody is called: it is taken as it is
