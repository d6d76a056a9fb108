"""One-time codes: those of an authenticator (TOTP, RFC 6238), and the recovery codes for when it is lost."""

import hmac
import secrets

import pyotp

STEP_SECONDS = 30
AROUND = (0, -1, 1)  # steps: clocks that are up to half a minute apart still agree
DIGITS = 6
RECOVERY_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another
GROUPS, GROUP = 4, 4  # 16 letters, 79 random bits
ISSUER = "Frontdesk"


def new_secret() -> str:
    """160 random bits, in the letters that people can type into an authenticator."""
    return pyotp.random_base32()


def enrolment(secret: str, email: str) -> str:
    """What an authenticator reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def in_groups(secret: str) -> str:
    """The secret as it is typed by hand, in groups of four."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


def code_at(secret: str, step: int) -> str:
    """The code that an authenticator shows in this step."""
    return pyotp.TOTP(secret).generate_otp(step)


def matching_step(secret: str, code: str, now: int) -> int | None:
    """The step, at `now` (ms) or one beside it, whose code this is; every wrong code takes the same time."""
    present = now // 1000 // STEP_SECONDS
    given = code.encode("utf-8", "replace")
    matching = [step for step in (present + each for each in AROUND) if _is(code_at(secret, step), given)]
    return matching[0] if matching else None


def _is(right: str, given: bytes) -> bool:
    return hmac.compare_digest(right.encode(), given)


def is_from_authenticator(code: str) -> bool:
    """Whether this looks like an authenticator's code rather than a recovery code."""
    return len(code) == DIGITS and code.isascii() and code.isdigit()


def plain(code: str) -> str:
    """A code as it is compared: without the spaces and hyphens that make it readable, in small letters."""
    return "".join(code.split()).replace("-", "").lower()


def recovery_code() -> str:
    """A new recovery code, like `k3fm-w8xa-2bhr-tq6e`."""
    groups = ("".join(secrets.choice(RECOVERY_LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)
