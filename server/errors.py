"""The family of refusals: each says in safe words what was expected, with a stable code and an HTTP status."""

from collections.abc import Mapping
from typing import ClassVar


class Refusal(Exception):
    """What we will not do, and why, in words that are safe to show to anybody.

    `code` is stable and documented, `status` is the HTTP status, `again` tells whether the same
    request may succeed later. `errors` holds one sentence per field, by its path; `reasons` one stable
    word per field, for programs and for browsers that speak the reader's language.
    `details` are further members of the answer (for example `taken_by`).
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 400
    again: ClassVar[bool] = False
    words: ClassVar[str] = "This cannot be done."

    def __init__(
        self,
        message: str | None = None,
        *,
        errors: Mapping[str, str] | None = None,
        reasons: Mapping[str, str] | None = None,
        **details: object,
    ) -> None:
        self.message = message or self.words
        self.errors = dict(errors or {})
        self.reasons = dict(reasons or {})
        self.details = details
        super().__init__(self.message)

    def body(self) -> dict[str, object]:
        """The refusal as the members that problem+json answers and error frames share."""
        said: dict[str, object] = {"code": self.code, "message": self.message, "again": self.again}
        if self.errors:
            said["errors"] = self.errors
        if self.reasons:
            said["reasons"] = self.reasons
        return said | self.details


class Unreadable(Refusal):
    """What came in is not the JSON we read: broken, too deep, with NaN, doubled keys or lone surrogates."""

    code, status, words = "unreadable", 400, "This is not JSON that we can read."


class Invalid(Refusal):
    """Some fields are missing, unknown or out of range; `errors` names each."""

    code, status, words = "invalid", 422, "Some fields need another value."


class Unauthenticated(Refusal):
    """Nobody, or nobody we know: log in, or send a valid token."""

    code, status, words = "unauthenticated", 401, "Log in, or send a valid token."


class WrongPassword(Refusal):
    """E-mail and password do not match; the same answer for an unknown e-mail."""

    code, status, words = "wrong_password", 401, "E-mail and password do not match."


class IdentityInvalid(Refusal):
    """A visitor's identity was not signed as it must be; one answer for every reason, and nothing was kept."""

    code, status, words = "identity_invalid", 401, "This identity is not valid. Nothing was changed."


class Forbidden(Refusal):
    """We know who asks, and this role may not do it."""

    code, status, words = "forbidden", 403, "Your role does not allow this."


class Blocked(Refusal):
    """The team wants to hear no more from this visitor."""

    code, status, words = "blocked", 403, "The team takes no more messages here."


class OriginRefused(Refusal):
    """The page that asks stands on an origin that is not on the site's list."""

    code, status, words = "origin_refused", 403, "This address is not on the site's list."


class NotFound(Refusal):
    """There is no such thing, or it is another site's: both look the same."""

    code, status, words = "not_found", 404, "There is no such thing here."


class MethodRefused(Refusal):
    """The address exists; it does not take this method."""

    code, status, words = "method_not_allowed", 405, "This address does not take this method."


class Conflict(Refusal):
    """The thing has changed since it was read."""

    code, status, words = "conflict", 409, "Somebody changed this in the meantime. Read it again."


class AlreadyExists(Refusal):
    """A second thing of this name may not be made."""

    code, status, words = "already_exists", 409, "There is one already."


class AlreadyTaken(Refusal):
    """A colleague was quicker; `taken_by` says who."""

    code, status, words = "already_taken", 409, "A colleague has taken this."


class AlreadyEnded(Refusal):
    """The thing has ended and takes no further change."""

    code, status, words = "already_ended", 409, "This has ended."


class AlreadyRedeemed(Refusal):
    """The code was redeemed before, under another key; `redeemed_at` says when."""

    code, status, words = "already_redeemed", 409, "This code has been redeemed already."


class CodeExpired(Refusal):
    """The code is no longer good; `ended_at` says since when."""

    code, status, words = "code_expired", 409, "This code is no longer valid."


class Ambiguous(Refusal):
    """Several sites have this; `sites` lists them: say which is meant."""

    code, status, words = "ambiguous", 409, "Several sites have this code. Say which site is meant."


class KeyReused(Refusal):
    """The key was used before, by another visitor or with other values."""

    code, status, words = "key_reused", 409, "This key was used for something else."


class ConsentChanged(Refusal):
    """The text that was agreed to has changed since; the new one is in `consent`."""

    code, status, words = "consent_changed", 409, "The text you agreed to has changed. Please read it again."


class Gone(Refusal):
    """What this belonged to was erased on the person's wish."""

    code, status, words = "gone", 410, "This was erased."


class TooSlow(Refusal):
    """The request did not come in whole within its time."""

    code, status, again, words = "too_slow", 408, True, "This took too long to arrive. Please try again."


class TooLarge(Refusal):
    """More bytes than the limit."""

    code, status, words = "too_large", 413, "This is larger than the limit."


class UnknownKind(Refusal):
    """No widget of this kind is built into this server."""

    code, status, words = "unknown_kind", 422, "There is no widget of this kind."


class UnknownFrame(Refusal):
    """The frame's `type` is none that we take."""

    code, status, words = "unknown_frame", 422, "There is no frame of this type."


class TooMany(Refusal):
    """Too many in a short time; `retry_after` says in how many seconds to try again."""

    code, status, again, words = "too_many", 429, True, "Too many at once. Please try again a little later."


class StorageUnavailable(Refusal):
    """The database is full, locked or away: nothing was kept, try again."""

    code, status, again, words = "storage_unavailable", 503, True, "We cannot save right now. Please try again."


class Overloaded(Refusal):
    """A queue is full: nothing was kept, try again."""

    code, status, again, words = "overloaded", 503, True, "We are busy right now. Please try again."


class InternalError(Refusal):
    """Our fault; it is in our log under the same `trace`."""

    code, status, again, words = "internal", 500, True, "Something went wrong on our side."
