"""What programs send: parameters of lists, and bodies for which the rooms have no model of their own."""

from typing import Literal

from pydantic import Field

from server.calls.taking import NOTE_LENGTH as LONGEST_OUTCOME
from server.clients.notes import LONGEST as LONGEST_NOTE
from server.sites.instants import Instant
from server.widget import Model

ID = r"[0-9a-hjkmnp-tv-z]{26}"
MOST = 100
CallChoice = Literal["open", "queued", "ringing_manager", "manager_answered", "ringing_visitor", "bridged", "ended"]


class Nothing(Model):
    """No fields at all."""


class Listing(Model):
    """Which part of a list: at most `limit` items, after the last one of the part before."""

    limit: int = Field(50, ge=1, le=MOST, description="How many items at most.")
    cursor: str | None = Field(None, pattern=f"^{ID}$", description="`next` of the part before.")


class Entries(Model):
    """Which part of a timeline: at most `limit` entries, before the entry of this number."""

    limit: int = Field(50, ge=1, le=MOST, description="How many items at most.")
    cursor: int | None = Field(None, ge=1, le=2**31 - 1, description="`next` of the part before.")


class Search(Listing):
    """Which people: those whose whole telephone number or e-mail address this is; empty means all."""

    q: str = Field("", max_length=254, description="A whole telephone number or e-mail address.")


class CallListing(Listing):
    """Which requests to be called back: those of one state, or every `open` one; none given: all."""

    state: CallChoice | None = Field(None, description="One state, or `open` for all that have not ended.")


class Note(Model):
    """A note for colleagues."""

    text: str = Field(min_length=1, max_length=LONGEST_NOTE)


class Outcome(Model):
    """How a call ended; `at` tells when to call again, and belongs to `later` only."""

    outcome: Literal["reached", "no_answer", "busy", "wrong_number", "later"]
    note: str = Field("", max_length=LONGEST_OUTCOME)
    at: Instant | None = None
