"""A real mail server for tests: takes letters on a free port, and refuses, dawdles or hangs up as it is told."""

import asyncio
import datetime
import email
import email.policy
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec


@dataclass
class Mailbox:
    """What came, and how the next letters are met. `refuses` answers a recipient, `after_data` a whole letter."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    secured: list[bool] = field(default_factory=list)
    refuses: str = ""
    after_data: str = ""
    hangs_up: bool = False
    dawdles: float = 0.0

    @property
    def url(self) -> str:
        """The setting that leads here."""
        return f"smtp://127.0.0.1:{self.port}?from=desk@harbourrow.example"

    @property
    def ids(self) -> list[str]:
        """The Message-IDs of what came."""
        return [str(letter["Message-ID"]) for letter in self.letters]

    def text(self, place: int = -1) -> str:
        """The plain text of one letter."""
        return self._part(place, "plain")

    def html(self, place: int = -1) -> str:
        """The HTML of one letter."""
        return self._part(place, "html")

    def _part(self, place: int, kind: str) -> str:
        part = self.letters[place].get_body((kind,))
        return "" if part is None else str(part.get_content()).replace("\r\n", "\n")

    async def handle_RCPT(  # noqa: N802  the library's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient, or refuse it."""
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take the letter; then answer, or hang up before the answer."""
        await asyncio.sleep(self.dawdles)
        if self.after_data:
            return self.after_data
        content = cast(bytes, envelope.content)
        self.letters.append(email.message_from_bytes(content, policy=email.policy.default))
        self.recipients += envelope.rcpt_tos
        self.secured.append(session.ssl is not None)
        if self.hangs_up:
            cast(Any, server).transport.abort()
        return "250 OK"


def only_anna(_server: object, _session: object, _envelope: object, _mechanism: str, said: Any) -> AuthResult:
    """Lets in the user `anna` with the password `p@ss/word`."""
    is_anna = isinstance(said, LoginPassword) and (said.login, said.password) == (b"anna", b"p@ss/word")
    return AuthResult(success=is_anna, handled=is_anna)


@asynccontextmanager
async def open_mailbox(**settings: Any) -> AsyncIterator[Mailbox]:
    """A mail server on a free port; `settings` are those of aiosmtpd's SMTP, and `ssl` for TLS from the first byte."""
    mailbox, tls = Mailbox(), settings.pop("ssl", None)
    made = {"hostname": "mail.harbourrow.example", **settings}
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(mailbox, **made), "127.0.0.1", 0, ssl=tls)
    mailbox.port = server.sockets[0].getsockname()[1]
    try:
        yield mailbox
    finally:
        server.close()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A certificate for 127.0.0.1 signed by nobody else: the server's side, and the file that makes one trust it."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([])
    now = datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(names, critical=True)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file, private = folder / "certificate.pem", folder / "key.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    private.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file, private)
    return context, file
