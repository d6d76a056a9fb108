"""The rows of a list are told apart in two states of it, by what is known of them or by what they say."""

import pytest

from server.sites.rows import Row, likeness, rows_between

CALL, CHAT, LINK = {"kind": "call", "to": "112"}, {"kind": "chat"}, {"kind": "link", "to": "https://shop.example"}
LOUD = {**CALL, "label": {"en": "Ring"}}


@pytest.mark.parametrize(
    ("old", "new", "became"),
    [
        ([CALL, CHAT], [CALL, CHAT], []),
        ([CALL], [CALL, CHAT], [Row(None, 1, None, CHAT)]),
        ([CALL, CHAT], [CHAT], [Row(0, None, CALL, None)]),
        ([CALL, CHAT, LINK], [LINK, CALL, CHAT], [Row(2, 0, LINK, LINK, True)]),
        ([CALL, LINK, CHAT], [CHAT, LINK, CALL], [Row(2, 0, CHAT, CHAT, True), Row(0, 2, CALL, CALL, True)]),
        ([CALL, CHAT], [LOUD, CHAT], [Row(0, 0, CALL, LOUD)]),
        ([CALL, CHAT, LINK], [CHAT, LINK, LOUD], [Row(0, 2, CALL, LOUD, True)]),
        ([{"text": "One"}, CHAT], [{"text": "Two"}, CHAT], [Row(0, 0, {"text": "One"}, {"text": "Two"})]),
        ([CALL, CHAT], [CHAT, LINK], [Row(None, 1, None, LINK), Row(0, None, CALL, None)]),
        ([CHAT, CHAT], [CHAT], [Row(1, None, CHAT, None)]),
        ([], [], []),
    ],
    ids=[
        "same",
        "added",
        "out",
        "moved",
        "around",
        "changed",
        "moved-and-changed",
        "rewritten",
        "replaced",
        "twins",
        "none",
    ],
)
def test_every_row_that_differs_is_told_with_what_became_of_it(old: list, new: list, became: list[Row]) -> None:
    assert rows_between(old, new) == became


def test_what_is_known_of_a_row_goes_before_what_it_says() -> None:
    assert rows_between([CALL, CHAT], [LINK, CHAT], [0, 1]) == [Row(0, 0, CALL, LINK)]
    assert rows_between([CALL], [LINK, CALL], [0, 0]) == [Row(0, 0, CALL, LINK), Row(None, 1, None, CALL)]
    assert rows_between([CALL], [CALL], [7]) == [Row(None, 0, None, CALL), Row(0, None, CALL, None)]


def test_rows_are_as_alike_as_what_they_say() -> None:
    assert [likeness(CALL, other) for other in (CALL, LOUD, CHAT)] == [1.0, 2 / 3, 0.0]
    assert likeness({}, {}) == 1.0
