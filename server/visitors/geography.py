"""Which country an address is in: as a trusted proxy says in a header, else as the owner's file of addresses knows."""

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path

import maxminddb
import structlog
from starlette.requests import HTTPConnection

from server.config import Networks
from server.sites.places import known_country
from server.visitors.addresses import is_from_proxy

LOOK_SECONDS = 5.0  # between two looks whether the file is another one
# What a file that is no such file, or a damaged one, makes the reader raise; it reads what anybody may have written.
DAMAGED = (OSError, maxminddb.InvalidDatabaseError, ValueError, TypeError, LookupError, ArithmeticError, RecursionError)

log = structlog.get_logger()


class UnusableFile(Exception):
    """The file of countries cannot be used; the message says why in safe words."""


class CountryFile:
    """A file in the MaxMind format, held in memory: it may be overwritten or taken away under us at any time."""

    def __init__(self, path: Path) -> None:
        """Read it; raises `UnusableFile`."""
        try:
            self._reader = maxminddb.open_database(path, maxminddb.MODE_MEMORY)
            self.kind = str(self._reader.metadata().database_type)
        except OSError as error:
            raise UnusableFile(f"it cannot be read ({error.strerror})") from error
        except DAMAGED as error:
            raise UnusableFile("it is no MaxMind DB (.mmdb), or a damaged one") from error

    def country_of(self, address: str) -> str:
        """The country's two letters; empty where the file does not know the address."""
        try:
            return _code(self._reader.get(address))
        except DAMAGED:  # an IPv6 address and a file of IPv4, or a damaged part of it
            return ""


class Geography:
    """Tells visitors' countries; a file that changes is read again within 5 s, one that breaks leaves them unknown."""

    def __init__(
        self,
        database: Path | None = None,
        header: str = "",
        trusted: Networks = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = database
        self._header = header
        self._trusted = trusted
        self._clock = clock
        self._look_at = clock()
        self._stands: tuple[int, ...] | None = None
        self._file: CountryFile | None = None
        if database:
            self._read(database)

    async def country_of(self, connection: HTTPConnection, address: str) -> str:
        """The country of whoever sent this, whose address is `address`; empty where nobody knows."""
        if self._header and is_from_proxy(connection, self._trusted):
            told = _code(connection.headers.get(self._header))
            if told:
                return told
        if self._path and self._clock() >= self._look_at:
            self._look_at = self._clock() + LOOK_SECONDS
            if self._stands != _stands(self._path):
                await asyncio.to_thread(self._read, self._path)
        return self._file.country_of(address) if self._file else ""

    def _read(self, path: Path) -> None:
        self._stands = _stands(path)
        try:
            self._file = CountryFile(path)
        except UnusableFile as error:
            self._file = None
            log.warning("country_file_unusable", file=str(path), reason=str(error))


def _stands(path: Path) -> tuple[int, ...] | None:
    """What changes whenever the file does; None where there is none."""
    try:
        stat = os.stat(path)
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns


def _code(record: object) -> str:
    """The country in a record of MaxMind's and DB-IP's files, in one of IPinfo's, or in a header."""
    if isinstance(record, dict):
        country = record.get("country")
        record = country.get("iso_code") if isinstance(country, dict) else record.get("country_code") or country
    try:
        return known_country(record.strip()) if isinstance(record, str) else ""
    except ValueError:  # "XX" and "T1", with which Cloudflare says that it does not know
        return ""
