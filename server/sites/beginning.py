"""The first five minutes of an installation: its first owner, the first site and the first widget, in one go."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from server.database import Clash, Database, Reader, Transaction
from server.errors import AlreadyExists, Invalid, NotFound
from server.registry import Registry
from server.sites import members, milestones, sessions, sites, widgets
from server.sites.keys import secret
from server.sites.passwords import Chosen, Passwords
from server.sites.settings import NewSite
from server.sites.setup import LONGEST_NAME, name_from
from server.sites.sites import Site
from server.sites.tables import members as table
from server.sites.widget_input import NewWidget
from server.widget import InvalidSettings, clean_name

ANYBODY = select(table.c.id).limit(1)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who begins: checked, with the password as it was typed."""

    email: str
    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Browser:
    """The browser that begins, for its first session."""

    agent: str
    address: str
    language: str


@dataclass(frozen=True, slots=True)
class Begun:
    """What was made; `token` is the first owner's session."""

    token: str
    site: Site


class Beginning:
    """Knows whether somebody is there already, and lets exactly one be the first.

    `code` is what whoever comes from another machine has to show; it lives in memory only and is of no use once
    somebody is there.
    """

    def __init__(self, database: Database, registry: Registry, passwords: Passwords) -> None:
        self._database = database
        self._registry = registry
        self._passwords = passwords
        self._is_over = False
        self.code = secret()

    async def is_open(self) -> bool:
        """Whether nobody is there yet; once somebody is, that stays so and costs nothing to ask."""
        if not self._is_over:
            self._is_over = await self._database.read(somebody)
        return not self._is_over

    def knows(self, code: str) -> bool:
        """Whether this is the code, in the same time for every wrong one."""
        return hmac.compare_digest(code.encode("utf-8", "replace"), self.code.encode())

    async def begin(self, owner: Owner, new: NewSite, kind: str, browser: Browser) -> Begun:
        """Make all of it in one unit of work; whoever comes second is told `NotFound`, like any other address."""
        if not await self.is_open():
            raise NotFound
        made_hash = await self._passwords.hash(owner.password)
        try:
            return await self._database.write(_begin, self._registry, owner, made_hash, new, kind, browser)
        except (Clash, AlreadyExists) as late:
            raise NotFound from late


def read_owner(fields: Mapping[str, str]) -> Owner:
    """Who begins, or one refusal that names every field that needs another value."""
    errors: dict[str, str] = {}
    name, email = clean_name(fields.get("name", "")), fields.get("email", "").strip()
    if len(name) > LONGEST_NAME:
        errors["name"] = f"at most {LONGEST_NAME} characters"
    try:
        email = members.normal_email(email)
    except Invalid as refused:
        errors |= refused.errors
    try:
        Chosen.read({"password": fields.get("password", "")})
    except InvalidSettings as refused:
        errors |= refused.errors
    if errors:
        raise Invalid(errors=errors)
    return Owner(email, name or name_from(email), fields["password"])


def somebody(reader: Reader) -> bool:
    """Whether there is any member at all."""
    return reader.one(ANYBODY) is not None


def _begin(
    tx: Transaction,
    registry: Registry,
    owner: Owner,
    password_hash: str,
    new: NewSite,
    kind: str,
    browser: Browser,
) -> Begun:
    registry.kind(kind)
    if somebody(tx) or not milestones.reach(tx, milestones.INSTALLATION, milestones.FIRST_OWNER):
        raise NotFound
    member = members.create(
        tx, email=owner.email, name=owner.name, password_hash=password_hash, language=browser.language
    )
    site = sites.create(tx, new, member.id)
    widgets.create(tx, registry, site.id, NewWidget(kind=kind), member.id)
    token, _ = sessions.open_session(tx, member.id, browser.agent, browser.address)
    return Begun(token, site)
