"""How long an opt-in holds."""

from server.deliveries.retries import AFTER_SECONDS
from server.optin.states import CONFIRMED, EXPIRED, KEPT_MS, OPEN, STOPPED, VALID_MS


def test_letters_are_tried_for_less_time_than_their_links_hold_and_links_hold_for_less_than_they_are_kept():
    assert 1.2 * 1000 * sum(AFTER_SECONDS) < VALID_MS < KEPT_MS


def test_what_is_over_cannot_be_confirmed():
    assert not {CONFIRMED, EXPIRED, STOPPED} & set(OPEN)
