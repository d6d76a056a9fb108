"""What can go wrong on the way out, in words that may be shown to the site's team: no address of ours, no answer."""

from typing import ClassVar


class NotFetched(Exception):
    """No answer came, or none that we take. `words` are safe to show; `status` is HTTP's, 0 where it came to none.

    `again` tells whether the same request may succeed later.
    """

    words: ClassVar[str] = "the request failed"
    again: ClassVar[bool] = True

    def __init__(self, words: str = "", status: int = 0) -> None:
        self.said = words or self.words
        self.status = status
        super().__init__(self.said)


class WrongUrl(NotFetched):
    """The address is none that we call: another scheme, a user in it, a strange spelling."""

    words, again = "this is not a web address that we call", False


class AddressRefused(NotFetched):
    """The address is private or reserved, or the port is none of the web's: nothing was sent."""

    words = (
        "the address is private or reserved, or its port is neither 80 nor 443; "
        "FRONTDESK_OUTGOING_ALLOW can name it as an exception"
    )


class NameUnknown(NotFetched):
    """The host's name leads nowhere."""

    words = "the host's name leads to no address"


class Unreachable(NotFetched):
    """Nobody takes the connection, or the certificate is not valid."""

    words = "no connection: nobody answers there, or the certificate is not valid"


class BrokenAnswer(NotFetched):
    """The connection ended before the answer was whole, or what came is not HTTP."""

    words = "the connection ended without a whole answer"


class TooSlow(NotFetched):
    """The whole exchange did not end within its time."""

    words = "no whole answer within the time limit"


class AnswerTooLarge(NotFetched):
    """The answer is longer than what is read; the rest was not taken."""

    words = "the answer is longer than what is read"
