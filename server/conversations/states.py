"""The states of a conversation, and who writes in it."""

WAITING = "waiting"  # nobody of the team has taken it
ASSIGNED = "assigned"
CLOSED = "closed"
REOPENED = "reopened"  # the visitor wrote after it was closed: it waits again
STATES = (WAITING, ASSIGNED, CLOSED, REOPENED)
FREE = (WAITING, REOPENED)  # whoever of the team takes it has it

QUEUE = "queue"  # news that something waits anew, or waits no more: whoever hands conversations out looks again

VISITOR, MANAGER, BOT = "visitor", "manager", "bot"
