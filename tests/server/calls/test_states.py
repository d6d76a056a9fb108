"""The states and outcomes that others lean on by name."""

from server.calls import states


def test_states_and_outcomes_are_those_of_the_contract():
    assert states.STATES == (
        "queued",
        "ringing_manager",
        "manager_answered",
        "ringing_visitor",
        "bridged",
        "ended",
    )
    assert states.OUTCOMES == ("reached", "no_answer", "busy", "wrong_number", "later")
