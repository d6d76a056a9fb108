"""What happened to a person, in words."""

from zoneinfo import ZoneInfo

import pytest

from server.console.timeline_shown import Entry, Teller
from server.console.times import Clock
from server.console.words import read_words

NOW = 1_778_760_360_000
CLOCK = Clock(ZoneInfo("Europe/Belgrade"), read_words()["en"], NOW)
TELLER = Teller(CLOCK, {"m1": "Anna"}, {"w1": "Write to us"})
ANNA = {"id": "m1", "name": "Anna Petrova"}


def told(kind, data):
    [entry] = TELLER.tell([{"number": 3, "kind": kind, "thing": "x", "at": "2026-05-14T12:00:00Z", "data": data}])
    return entry


@pytest.mark.parametrize(
    ("kind", "data", "expected"),
    [
        (
            "change",
            {"owner": "m1", "changed": ["owner"], "because": "reply"},
            {
                "icon": "person-plus",
                "tone": "ours",
                "title": "Replied to the greeting of Anna, who looks after them now",
            },
        ),
        (
            "visit",
            {"url": "https://shop.example/guji", "title": "Guji", "referrer": "https://www.google.com/"},
            {"icon": "eye", "title": "Was on the site", "lines": ["Guji", "From google.com"]},
        ),
        (
            "lead",
            {"widget": "w1", "kind": "bell", "values": {"phone": "+1", "message": "Hi"}, "page": ""},
            {"icon": "inbox", "tone": "ours", "title": "Left a contact: Write to us", "lines": ["Message: Hi"]},
        ),
        ("lead", {}, {"icon": "inbox", "tone": "ours", "title": "Left a contact", "lines": []}),
        (
            "consent",
            {"purpose": "contact", "text": "Call me."},
            {"icon": "shield", "title": "Agreed: To be contacted", "quote": "Call me.", "lines": []},
        ),
        (
            "consent",
            {"purpose": "contact", "text": "Call me.", "withdrawn": True, "by_mail": True},
            {
                "icon": "shield",
                "title": "No longer agreed: To be contacted",
                "quote": "Call me.",
                "lines": ["by the link in the letter"],
            },
        ),
        (
            "consent",
            {"purpose": "contact", "text": "Call me.", "confirmed": True},
            {"icon": "shield", "title": "Agreed: To be contacted", "quote": "Call me.", "lines": ["confirmed by mail"]},
        ),
        (
            "code",
            {"state": "given", "code": "TEA-1", "pool": "Spring", "reward": "10 % off", "widget": "w1"},
            {
                "icon": "gift",
                "tone": "ours",
                "title": "Was given the code TEA-1",
                "lines": ["10 % off", "From “Spring”"],
            },
        ),
        (
            "code",
            {"state": "redeemed", "code": "TEA-1", "pool": "Spring", "reward": "", "order": "A-7", "by": "m1"},
            {
                "icon": "check",
                "tone": "good",
                "title": "Redeemed the code TEA-1",
                "lines": ["From “Spring”", "Order A-7", "Taken by Anna"],
            },
        ),
        (
            "call",
            {"state": "queued", "phone": "+1", "question": "Open?", "asked": 1, "reason": ""},
            {"icon": "phone", "tone": "ours", "title": "Asked to be called", "quote": "Open?"},
        ),
        (
            "call",
            {"state": "queued", "question": "", "asked": 2},
            {"icon": "phone", "tone": "ours", "title": "Asked again to be called"},
        ),
        (
            "call",
            {"state": "manager_answered", "by": ANNA},
            {"icon": "phone", "tone": "ours", "title": "Anna took the call"},
        ),
        (
            "outcome",
            {"outcome": "reached", "note": "Sent", "again_at": None, "by": ANNA},
            {
                "icon": "check",
                "tone": "good",
                "title": "The call ended: reached",
                "lines": ["By Anna"],
                "quote": "Sent",
            },
        ),
        (
            "outcome",
            {"outcome": "wrong_number", "note": "", "again_at": None, "corrected_by": "l2"},
            {
                "icon": "phone-missed",
                "tone": "bad",
                "title": "The call ended: wrong number",
                "lines": ["The visitor noticed and left another one"],
            },
        ),
        (
            "outcome",
            {"outcome": "later", "note": "", "again_at": "2026-05-14T13:30:00Z", "by": {"id": "gone", "name": "Vesna"}},
            {
                "icon": "clock",
                "title": "The call ended: to call again",
                "lines": ["By Vesna", "To call again: 15:30"],
            },
        ),
        (
            "outcome",
            {"outcome": "no_answer"},
            {"icon": "phone-missed", "tone": "bad", "title": "The call ended: no answer", "lines": []},
        ),
        ("note", {"text": "Likes it", "by": "m1"}, {"icon": "note", "title": "Note by Anna", "quote": "Likes it"}),
        (
            "note",
            {"text": "Likes it", "by": "gone"},
            {"icon": "note", "title": "Note by A colleague who has left", "quote": "Likes it"},
        ),
        ("moved", {}, {"icon": "info", "title": "Something happened"}),
    ],
)
def test_each_kind_is_told_in_words(kind, data, expected):
    assert told(kind, data) == Entry(**{"number": 3, "at": NOW - 360_000, "day": "Today"} | expected)


def test_a_day_stands_above_its_first_entry_only_also_on_the_next_page():
    items = [
        {"number": number, "kind": "moved", "thing": "", "at": at, "data": {}}
        for number, at in ((3, "2026-05-14T10:00:00Z"), (2, "2026-05-14T09:00:00Z"), (1, "2026-05-12T09:00:00Z"))
    ]
    assert [entry.day for entry in TELLER.tell(items)] == ["Today", "", "12 May"]
    assert [entry.day for entry in TELLER.tell(items[1:], after="Today")] == ["", "12 May"]
