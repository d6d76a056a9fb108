"""The secret that a site's own server signs its users with, and how it is changed without a gap."""

from sqlalchemy import bindparam, select, update

from server.audit import journal
from server.database import Reader, Transaction, prepared
from server.sites.keys import secret
from server.sites.tables import sites

OLD_MS = 24 * 60 * 60 * 1000  # for so long after a renewal the secret before is good as well

ALL = prepared(
    select(sites.c.identity_secret, sites.c.old_identity_secret, sites.c.old_identity_until).where(
        sites.c.id == bindparam("id")
    )
)
RENEW = prepared(
    update(sites)
    .where(sites.c.id == bindparam("site"))
    .values(
        identity_secret=bindparam("made"),
        old_identity_secret=sites.c.identity_secret,
        old_identity_until=bindparam("until"),
    )
)
DROP = prepared(
    update(sites).where(sites.c.id == bindparam("site")).values(old_identity_secret="", old_identity_until=None)
)


def good_secrets(reader: Reader, site: str, now: int) -> tuple[str, ...]:
    """Every secret that a signature may be made with at this moment (ms): today's first; nothing for no such site."""
    row = reader.one(ALL, id=site)
    if row is None:
        return ()
    is_old_good = row["old_identity_secret"] and (row["old_identity_until"] or 0) > now
    return (row["identity_secret"], *([row["old_identity_secret"]] if is_old_good else []))


def renew_secret(tx: Transaction, site: str, member: str, at_once: bool = False) -> str:
    """Give the site another secret; the one before is good for 24 hours more, with `at_once` for no moment more.

    There is only one before: of two renewals within 24 hours the second ends what the first had left good.
    """
    made = secret()
    tx.run(RENEW, site=site, made=made, until=tx.now + OLD_MS)
    if at_once:
        tx.run(DROP, site=site)
    journal.record(tx, site, member, "secret.renewed", site)
    return made


def old_until(reader: Reader, site: str, now: int) -> int | None:
    """Until when (ms) the secret before is good as well; None: it is not, or there is none."""
    row = reader.one(ALL, id=site)
    until = row["old_identity_until"] if row is not None and row["old_identity_secret"] else None
    return until if until is not None and until > now else None


def drop_old(tx: Transaction, site: str, member: str) -> None:
    """End the secret before at once; safe to repeat."""
    if old_until(tx, site, tx.now) is None:
        return
    tx.run(DROP, site=site)
    journal.record(tx, site, member, "secret.old_ended", site)
