"""A site's settings changed by a form that was drawn a while ago: nothing of anybody else's is overwritten unseen."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from server.database import Transaction, prepared
from server.errors import Conflict
from server.sites import sites
from server.sites.settings import SiteChange
from server.sites.sites import Site
from server.sites.tables import sites as table

ALONE = prepared(select(table.c.id).where(table.c.id == bindparam("id")).with_for_update())


class Crossed(Conflict):
    """Somebody changed the same fields meanwhile; `theirs` holds what they say now."""

    def __init__(self, theirs: Mapping[str, Any]) -> None:
        super().__init__(fields=sorted(theirs))
        self.theirs = theirs


def edit(tx: Transaction, site: str, was: SiteChange, wanted: SiteChange, member: str) -> Site:
    """Change what differs from `was`, the values that the form was drawn with.

    Fields that a colleague changed meanwhile stay as the colleague has them, unless this form changed them as well:
    then nothing is changed, and `Crossed` tells how they stand now.
    """
    tx.one(ALONE, id=site)
    present = sites.find(tx, site)
    mine: dict[str, Any] = {name: value for name, value in wanted.named().items() if value != getattr(was, name)}
    theirs = {
        name: getattr(present, name)
        for name, value in mine.items()
        if present is not None and getattr(present, name) not in (getattr(was, name), value)
    }
    if theirs:
        raise Crossed(theirs)
    return sites.change(tx, site, SiteChange.model_construct(set(mine), **mine), member)


def allow_origin(tx: Transaction, site: str, origin: str, member: str) -> Site | None:
    """Let one more origin use the site; the list's own limits hold. None where there is no such site."""
    tx.one(ALONE, id=site)
    present = sites.find(tx, site)
    if present is None:
        return None
    return sites.change(tx, site, SiteChange.read({"origins": [*present.origins, origin]}), member)
