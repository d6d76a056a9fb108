"""The sample site's owner, colleague and keys: made once, and kept in a file that only this user can read."""

import asyncio
import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from server.config import Installation
from server.database import Database, Transaction, open_database
from server.sites import members, tokens
from server.sites.passwords import Passwords
from server.sites.policy import Role
from server.sites.setup import set_up

FILE = "demo.json"
EMAIL, COLLEAGUE = "anna@harbourrow.example", "pavle@harbourrow.example"
SITE: dict[str, object] = {
    "name": "Harbour Row",
    "country": "RS",
    "time_zone": "Europe/Belgrade",
    "languages": ["en", "ru", "sr"],
    "looks": {"brand": "#1f6b52"},
}


@dataclass(frozen=True, slots=True)
class Desk:
    """How to log in, and how programs get in; both people have the same password."""

    email: str
    password: str
    colleague: str
    site_id: str
    site_key: str
    api_token: str
    colleague_token: str
    identity_secret: str


async def find_or_make(installation: Installation, shop_url: str) -> Desk:
    """The desk that was made here before, or a new one with its site."""
    file = installation.data_dir / FILE
    if file.exists():
        return await asyncio.to_thread(read, file)
    database, passwords = open_database(installation.database), Passwords()
    await database.open()
    try:
        made = await _make(database, passwords, shop_url)
    finally:
        passwords.close()
        await database.close()
    await asyncio.to_thread(keep, file, made)
    return made


async def _make(database: Database, passwords: Passwords, shop_url: str) -> Desk:
    password = secrets.token_urlsafe(12)
    site = SITE | {"origins": [shop_url]}
    made = await set_up(database, passwords, site, EMAIL, password, name="Anna Kovač", sample=True)
    hashed = await passwords.hash(password)
    colleague_token = await database.write(_colleague, made.site.id, hashed)
    return Desk(
        email=EMAIL,
        password=password,
        colleague=COLLEAGUE,
        site_id=made.site.id,
        site_key=made.site.key,
        api_token=made.api_token,
        colleague_token=colleague_token,
        identity_secret=made.identity_secret,
    )


def _colleague(tx: Transaction, site: str, password_hash: str) -> str:
    made = members.create(tx, email=COLLEAGUE, name="Pavle Ristić", password_hash=password_hash, sample=True)
    members.join(tx, site, made.id, Role.MANAGER)
    return tokens.create(tx, made.id, "Demo")[0]


def read(file: Path) -> Desk:
    """The desk as it was kept."""
    return Desk(**json.loads(file.read_text("utf-8")))


def keep(file: Path, desk: Desk) -> None:
    """Write the desk whole or not at all, readable by this user only."""
    fresh = file.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        json.dump(asdict(desk), opened, indent=2)
    fresh.replace(file)
