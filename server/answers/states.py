"""How a letter with answers stands, and the times and numbers that keep such letters few."""

WAITING, SENT, FAILED = "waiting", "sent", "failed"  # to be sent, taken by the mail server, given up
SEEN = "seen"  # before it could be sent its visitor had read everything, or wanted no more letters

MINUTE_MS = 60 * 1000
DAY_MS = 24 * 60 * MINUTE_MS
APART_MS = 10 * MINUTE_MS  # between two letters of one conversation
MOST_A_DAY = 10  # of one conversation
LATE_MS = 3 * DAY_MS  # an answer that could not go for so long, since no mail server was set up, goes no more
VALID_MS = 30 * DAY_MS  # a letter's link, from its sending
