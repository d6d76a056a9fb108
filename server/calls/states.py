"""The states a request to be called goes through, the outcomes it ends with, and why it may need a manager's hand."""

QUEUED = "queued"
MANAGER_ANSWERED = "manager_answered"
ENDED = "ended"
STATES = (QUEUED, "ringing_manager", MANAGER_ANSWERED, "ringing_visitor", "bridged", ENDED)

LATER = "later"
WRONG_NUMBER = "wrong_number"
OUTCOMES = ("reached", "no_answer", "busy", WRONG_NUMBER, LATER)

NEEDS_MANAGER = "needs_manager"  # kept over a calling limit: nothing is dialled until a manager does it
