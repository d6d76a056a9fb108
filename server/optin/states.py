"""How an opt-in stands, and how long each thing about it holds."""

WAITING, SENT, FAILED = "waiting", "sent", "failed"  # the letter: not sent yet, sent, given up
CONFIRMED, STOPPED, EXPIRED = "confirmed", "stopped", "expired"
WITHDRAWN = "withdrawn"  # confirmed, and agreed to no more: by the letter's link, or a colleague who was asked to
# All of these may be confirmed: a letter may have arrived although our process, or the line, broke before we knew.
OPEN = (WAITING, SENT, FAILED)
DAY_MS = 24 * 60 * 60 * 1000
VALID_MS = 7 * DAY_MS  # from the sending, or from the asking while nothing was sent
KEPT_MS = 30 * DAY_MS  # what was never confirmed
