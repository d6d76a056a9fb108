"""Whoever wants no such letters of a site says so by the letter's link, and may change their mind."""

from typing import NamedTuple

from sqlalchemy import bindparam, select

from server.answers.tables import letters
from server.database import Reader, Transaction, prepared
from server.optin import stopping
from server.sites import sites as all_sites
from server.sites.sites import Site

FIND = prepared(
    select(*(letters.c[name] for name in ("site", "email", "language"))).where(letters.c.id == bindparam("letter"))
)


class Written(NamedTuple):
    """To whom a letter went, of which site, in which language, and whether they want no more of them."""

    site: Site
    email: str
    language: str
    stopped: bool


def find(reader: Reader, letter: str) -> Written | None:
    """The letter, or None once it was forgotten."""
    row = reader.one(FIND, letter=letter)
    site = all_sites.find(reader, row["site"]) if row else None
    if row is None or site is None:
        return None
    return Written(site, row["email"], row["language"], stopping.is_stopped(reader, site.id, row["email"]))


def stop(tx: Transaction, letter: str) -> None:
    """Write to this letter's address no more from its site; safe to repeat."""
    if row := tx.one(FIND, letter=letter):
        stopping.put_on_list(tx, row["site"], row["email"])


def let_again(tx: Transaction, letter: str) -> None:
    """They have changed their mind; safe to repeat."""
    if row := tx.one(FIND, letter=letter):
        stopping.let_again(tx, row["site"], row["email"])
