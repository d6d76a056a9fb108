"""What a visitor's browser sends: strict about what we need, patient about what is merely long."""

import pytest

from server.leads.submissions import Submission, is_suspicious
from server.widget import InvalidSettings

LEAST = {"key": "k", "widget": "w", "values": {}}


def test_the_least_that_is_sent_is_enough():
    sent = Submission.read(LEAST)

    assert (sent.consent, sent.visitor, sent.version, sent.trap, sent.opened_ms) == ((), None, None, None, None)


def test_every_wrong_field_is_named():
    with pytest.raises(InvalidSettings) as refused:
        Submission.read(
            {
                "key": "a b",
                "widget": "W!",
                "values": [],
                "visitor": "short",
                "site": "s",
                "version": -1,
                "language": "?",
            }
        )

    assert sorted(refused.value.errors) == ["key", "language", "site", "values", "version", "visitor", "widget"]


def test_a_long_address_or_trap_is_cut_and_loses_no_lead():
    sent = Submission.read(LEAST | {"page": {"url": "https://a.example/" + "x" * 5000}, "trap": "y" * 5000})

    assert len(sent.page.url) == 2048
    assert len(sent.trap or "") == 300


@pytest.mark.parametrize(("said", "read"), [(1500.7, 1500), (-0.4, 0), (-12.5, 0), (0.0, 0)])
def test_a_fraction_of_a_browsers_clock_loses_no_lead(said: float, read: int):
    assert Submission.read(LEAST | {"opened_ms": said}).opened_ms == read


@pytest.mark.parametrize("said", [float("inf"), float("nan"), "soon", [1]])
def test_what_is_no_time_is_refused_by_its_name(said: object):
    with pytest.raises(InvalidSettings) as refused:
        Submission.read(LEAST | {"opened_ms": said})
    assert [*refused.value.errors] == ["opened_ms"]


@pytest.mark.parametrize(
    ("said", "least_ms", "expected"),
    [
        ({}, 1500, False),
        ({"trap": ""}, 1500, False),
        ({"trap": "x"}, 0, True),
        ({"opened_ms": 1499}, 1500, True),
        ({"opened_ms": 1500}, 1500, False),
        ({"opened_ms": 0}, 0, False),
    ],
)
def test_a_filled_trap_or_a_form_open_too_shortly_is_suspicious(said: dict, least_ms: int, expected: bool):
    assert is_suspicious(Submission.read(LEAST | said), least_ms) is expected
