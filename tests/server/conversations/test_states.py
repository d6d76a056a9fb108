"""The states, and what they mean for whoever wants to take a conversation."""

from server.conversations import states


def test_what_waits_can_be_taken_and_every_state_is_listed_once():
    assert set(states.FREE) < set(states.STATES)
    assert len(states.STATES) == len(set(states.STATES)) == 4
