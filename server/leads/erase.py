"""What the leads forget of a person, after what the rooms before them forget."""

from server.answers.erase import ERASERS as ANSWERS
from server.calls.erase import ERASERS as CALLS
from server.clients.erase import ERASERS as CLIENTS
from server.clients.erase import Eraser, blanked, rows_of
from server.codes.erase import ERASERS as CODES
from server.conversations.erase import ERASERS as CONVERSATIONS
from server.leads.tables import leads, submissions
from server.optin.erase import ERASERS as OPTINS

# The bare key stays, so that a late repeat of what was sent makes nobody.
KEYS = blanked(submissions, client=None, lead=None, visitor_hash=None, fingerprint="", answer="")
ERASERS: tuple[Eraser, ...] = (KEYS, rows_of(leads))
EVERYTHING = CODES + OPTINS + CLIENTS + CALLS + ANSWERS + CONVERSATIONS + ERASERS
