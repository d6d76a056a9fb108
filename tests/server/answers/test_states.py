"""The times of letters fit each other."""

from server.answers import states
from server.answers.sending import LEASE_MS
from server.conversations.posting import UNSEEN_MS
from server.deliveries.visitor_letters import SENDING_SECONDS


def test_an_answer_waits_less_than_letters_are_apart_and_a_lease_lasts_longer_than_a_sending():
    assert UNSEEN_MS < states.APART_MS < states.DAY_MS < states.LATE_MS < states.VALID_MS
    assert LEASE_MS > SENDING_SECONDS * 1000
