"""What programs send: parameters of lists, and bodies for which the rooms have no model of their own."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from server.calls.taking import NOTE_LENGTH as LONGEST_OUTCOME
from server.clients.asked import Asked
from server.clients.notes import LONGEST as LONGEST_NOTE
from server.sites.instants import Sent
from server.widget import Model

ID = r"[0-9a-hjkmnp-tv-z]{26}"
MOST = 100
CallChoice = Literal["open", "queued", "ringing_manager", "manager_answered", "ringing_visitor", "bridged", "ended"]
EntryKind = Literal["visit", "lead", "consent", "call", "outcome", "note", "change", "code", "conversation"]
NoneWhenEmpty = BeforeValidator(
    lambda value: None if value == "" else value
)  # `?cursor=` is how many clients write the first part
Limit = Annotated[int, Field(ge=1, le=MOST, description="How many items at most.")]
Place = Field(description="`next` of the part before.")
Cursor = Annotated[Annotated[str, Field(pattern=f"^{ID}$")] | None, NoneWhenEmpty, Place]
KindCursor = Annotated[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")] | None, NoneWhenEmpty, Place]
EntryCursor = Annotated[Annotated[int, Field(ge=1, le=2**31 - 1)] | None, NoneWhenEmpty, Place]


class Nothing(Model):
    """No fields at all."""


class Listing(Model):
    """Which part of a list: at most `limit` items, after the last one of the part before."""

    limit: Limit = 50
    cursor: Cursor = None


class KindListing(Model):
    """Which part of the kinds of widgets, which stand in the order of their names."""

    limit: Limit = 50
    cursor: KindCursor = None


class Entries(Model):
    """Which part of a timeline: at most `limit` entries, before the entry of this number, of one `kind` or of all."""

    limit: Limit = 50
    cursor: EntryCursor = None
    kind: EntryKind | None = Field(None, description="Only what is of this kind.")


class Search(Asked):
    """Which people, and which part of them; every field that is given must fit."""

    limit: Limit = 50
    cursor: Cursor = None

    @property
    def asked(self) -> Asked:
        """The same without the part."""
        return Asked.model_construct(**{name: getattr(self, name) for name in Asked.model_fields})


class CallListing(Listing):
    """Which requests to be called back: those of one state, or every `open` one; none given: all."""

    state: CallChoice | None = Field(None, description="One state, or `open` for all that have not ended.")


class Messages(Model):
    """Which part of a conversation: at most `limit` messages, after the message of this number."""

    limit: Limit = 50
    cursor: EntryCursor = None


class SecretRenewal(Model):
    """How a site gets another secret for identities."""

    at_once: bool = Field(False, description="The one before is good for no moment more; else for 24 hours.")


class Note(Model):
    """A note for colleagues."""

    text: str = Field(min_length=1, max_length=LONGEST_NOTE)


class Outcome(Model):
    """How a call ended; `at` tells when to call again, where that was said, and belongs to `later` only."""

    outcome: Literal["reached", "no_answer", "busy", "wrong_number", "later"]
    note: str = Field("", max_length=LONGEST_OUTCOME)
    at: Sent | None = None
