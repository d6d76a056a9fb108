"""The mail server that takes our letters: where it is, and what its answers mean."""

import asyncio
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import aiosmtplib

from server.deliveries.channels import Failed

CONNECT_SECONDS = 10.0
WHOLE_SECONDS = 30.0
PORTS = {"smtp": 587, "smtps": 465}
ADDRESS_REFUSED = "the mail server does not take letters for this address"
LETTER_REFUSED = "the mail server does not take this letter"
LOGIN_REFUSED = "the mail server does not take our user name and password"
CERTIFICATE = "the mail server's certificate is not valid"
UNREACHABLE = "no connection to the mail server"
SLOW = "the mail server did not answer in time"
DROPPED = "the mail server ended the connection before it answered"
NEVER = 500  # from here on a server means what it says for good; below, for now


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in, and whom they come from. `tls`: from the first byte on, else when it is offered."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    sender: str

    def __repr__(self) -> str:
        return f"MailServer({self.host}:{self.port})"  # the password stays out of every log


def read_mail_server(url: str, public_url: str) -> MailServer | None:
    """What `FRONTDESK_SMTP_URL` says, whose form the installation has checked; None where it says nothing."""
    if not url:
        return None
    parts = urlsplit(url)
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        sender=_sender(parts, public_url),
    )


def _sender(parts: SplitResult, public_url: str) -> str:
    """Whom letters come from: what `?from=` says, else `desk@` and the host of our public address."""
    host = urlsplit(public_url).hostname or ""
    is_name = not host.replace(".", "").isdecimal() and ":" not in host
    return parse_qs(parts.query).get("from", [""])[0] or f"desk@{host if is_name else 'localhost'}"


async def hand_in(server: MailServer, message: EmailMessage, to: str) -> None:
    """Give one letter to the mail server; returns once it has taken it, or raises `Failed` with the reason.

    A line that drops after the letter's end and before the answer leaves it open whether it was taken: it is tried
    again under the same Message-ID.
    """
    try:
        async with asyncio.timeout(WHOLE_SECONDS):
            await aiosmtplib.send(
                message,
                sender=server.sender,
                recipients=[to],
                hostname=server.host,
                port=server.port,
                username=server.user or None,
                password=server.password or None,
                use_tls=server.tls,
                timeout=CONNECT_SECONDS,
            )
    except (aiosmtplib.SMTPException, OSError, TimeoutError, ValueError) as error:
        raise _failed(error) from error


def _failed(error: Exception) -> Failed:
    if isinstance(error, ssl.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return Failed(CERTIFICATE)
    match error:
        case aiosmtplib.SMTPRecipientsRefused(recipients=[refused, *_]):
            return _answered(ADDRESS_REFUSED, refused.code, refused.message)
        case aiosmtplib.SMTPAuthenticationError():
            # The password is the operator's, not this target's: letters wait until it is put right.
            return Failed(LOGIN_REFUSED, error.code, again=True, answer=error.message)
        case aiosmtplib.SMTPResponseException():
            return _answered(LETTER_REFUSED, error.code, error.message)
        case aiosmtplib.SMTPConnectTimeoutError() | aiosmtplib.SMTPConnectError() | ConnectionRefusedError():
            return Failed(UNREACHABLE, again=True)
        case TimeoutError():  # ours, and the library's own for a connection that stands
            return Failed(SLOW, again=True)
        case aiosmtplib.SMTPServerDisconnected():
            return Failed(DROPPED, again=True)
    return Failed(UNREACHABLE, again=True, answer=type(error).__name__)


def _answered(reason: str, code: int, words: str) -> Failed:
    return Failed(reason, code, again=code < NEVER, answer=words)
