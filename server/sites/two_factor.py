"""The second step of a log-in: an authenticator's codes, each good once, and ten recovery codes for when it is lost."""

from dataclasses import dataclass

from sqlalchemy import and_, bindparam, delete, func, insert, select, update

from server.database import Reader, Transaction, prepared
from server.errors import AlreadyExists, NotFound, Refusal
from server.sealing import Sealer, Unsealable
from server.sites import codes
from server.sites.keys import hashed
from server.sites.tables import recovery_codes, two_factor

RECOVERY_CODES = 10
NEVER = 0  # a step long before ours: no code is used up yet

BY_MEMBER = prepared(select(two_factor).where(two_factor.c.member == bindparam("member")))
ADD = prepared(insert(two_factor))
CONFIRM = prepared(
    update(two_factor)
    .where(two_factor.c.member == bindparam("member_id"), two_factor.c.confirmed.is_(False))
    .values(confirmed=True, last_step=bindparam("step"))
)
USE = prepared(
    update(two_factor)
    .where(and_(two_factor.c.member == bindparam("member_id"), two_factor.c.last_step < bindparam("step")))
    .values(last_step=bindparam("step"))
)
REMOVE = prepared(delete(two_factor).where(two_factor.c.member == bindparam("member_id")))
LEFT = prepared(select(func.count()).select_from(recovery_codes).where(recovery_codes.c.member == bindparam("member")))
ADD_RECOVERY = prepared(insert(recovery_codes))
USE_RECOVERY = prepared(
    delete(recovery_codes).where(
        recovery_codes.c.member == bindparam("member_id"), recovery_codes.c.code_hash == bindparam("hash")
    )
)
REMOVE_RECOVERY = prepared(delete(recovery_codes).where(recovery_codes.c.member == bindparam("member_id")))


class WrongCode(Refusal):
    """The code is not the present one, or it was used before; the same answer for every wrong one."""

    code, status, words = "wrong_code", 401, "This code does not work. Wait for the next one."


@dataclass(frozen=True, slots=True)
class TwoFactor:
    """Whether a member is asked for a code, since when, and how many recovery codes are left."""

    is_on: bool
    codes_left: int = 0
    since: int | None = None


def state(reader: Reader, member: str) -> TwoFactor:
    """How it stands with a member."""
    row = reader.one(BY_MEMBER, member=member)
    if row is None or not row["confirmed"]:
        return TwoFactor(is_on=False)
    return TwoFactor(True, int(reader.value(LEFT, member=member)), row["created_at"])


def is_on(reader: Reader, member: str) -> bool:
    """Whether a password alone does not let this member in."""
    row = reader.one(BY_MEMBER, member=member)
    return bool(row and row["confirmed"])


def begin(tx: Transaction, sealer: Sealer, member: str) -> None:
    """Draw a secret for an authenticator; nothing is asked for until a first code has been shown to be right."""
    if is_on(tx, member):
        raise AlreadyExists(errors={"code": "is asked for already"})
    tx.run(REMOVE, member_id=member)
    sealed = sealer.seal(codes.new_secret())
    tx.run(ADD, member=member, secret=sealed, confirmed=False, last_step=NEVER, created_at=tx.now)


def being_set_up(reader: Reader, sealer: Sealer, member: str) -> str:
    """The secret that an authenticator is to learn; `NotFound` where none is being set up."""
    row = reader.one(BY_MEMBER, member=member)
    if row is None or row["confirmed"]:
        raise NotFound
    return sealer.open(row["secret"])


def confirm(tx: Transaction, sealer: Sealer, member: str, code: str) -> tuple[str, ...]:
    """The authenticator knows the secret: ask for its codes from now on; gives back the recovery codes, once."""
    step = codes.matching_step(being_set_up(tx, sealer, member), codes.plain(code), tx.now)
    if step is None or not tx.run(CONFIRM, member_id=member, step=step):
        raise WrongCode
    return renew_codes(tx, member)


def use(tx: Transaction, sealer: Sealer, member: str, code: str) -> None:
    """Take a code of either kind, once; `WrongCode` for every other one."""
    plain = codes.plain(code)
    if codes.is_from_authenticator(plain):
        step = _matching(tx, sealer, member, plain)
        if step is None or not tx.run(USE, member_id=member, step=step):
            raise WrongCode
    elif not tx.run(USE_RECOVERY, member_id=member, hash=_kept(member, plain)):
        raise WrongCode


def renew_codes(tx: Transaction, member: str) -> tuple[str, ...]:
    """Ten new recovery codes in place of the old ones; what is kept of them opens nothing."""
    made = tuple(codes.recovery_code() for _ in range(RECOVERY_CODES))
    tx.run(REMOVE_RECOVERY, member_id=member)
    tx.run_many(ADD_RECOVERY, [{"member": member, "code_hash": _kept(member, codes.plain(each))} for each in made])
    return made


def switch_off(tx: Transaction, member: str) -> bool:
    """Ask for no code any more; says whether one was asked for."""
    was_on = is_on(tx, member)
    tx.run(REMOVE, member_id=member)
    tx.run(REMOVE_RECOVERY, member_id=member)
    return was_on


def _matching(tx: Transaction, sealer: Sealer, member: str, code: str) -> int | None:
    row = tx.one(BY_MEMBER, member=member)
    if row is None or not row["confirmed"]:
        return None
    try:
        return codes.matching_step(sealer.open(row["secret"]), code, tx.now)
    except Unsealable:  # the installation's key is another one now: only recovery codes are left to come in by
        return None


def _kept(member: str, code: str) -> str:
    return hashed(f"{member} {code}")
