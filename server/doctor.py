"""A check of the installation with advice: what is right, what to look at, what keeps it from working."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from server.assets import Assets, NotBuilt
from server.config import Installation
from server.database.checks import check
from server.deliveries.advice import ill_targets
from server.folder import EXPECTED, VARIABLE
from server.registry import BrokenRoom, find_kinds
from server.visitors.geography import CountryFile, UnusableFile


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `serious` ones keep Frontdesk from working; others are advice."""

    name: str
    good: bool
    words: str
    serious: bool = False


def examine(installation: Installation) -> list[Finding]:
    """Look at everything that can be looked at without changing anything."""
    return [
        *_address(installation),
        *_tests(installation),
        *_folder(installation),
        *(
            Finding(f"database {fact.name}", fact.is_good, fact.words, not fact.is_good)
            for fact in check(installation.database)
        ),
        *_countries(installation),
        *_browser_files(),
        *_kinds(),
        *(Finding("delivery", False, words) for words in ill_targets(installation.database)),
    ]


def why_away(installation: Installation, setting: str = VARIABLE) -> str:
    """One line on why a command could not use the database; it names the setting that leads there."""
    if installation.database_url and setting == VARIABLE:
        setting, folder = "FRONTDESK_DATABASE_URL", []
    else:
        folder = [finding.words for finding in _folder(installation) if finding.serious]
    facts = [fact.words for fact in check(installation.database) if not fact.is_good]
    said = [*folder, *facts, "the database did not answer; try again, or look with `frontdesk doctor`"]
    return f"{setting}: {said[0]}"


def _address(installation: Installation) -> Iterator[Finding]:
    parts = urlsplit(installation.public_url)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if parts.scheme == "https" or local:
        yield Finding("public address", True, installation.public_url + (" (this machine only)" if local else ""))
    else:
        yield Finding(
            "public address",
            False,
            f"{installation.public_url} is not https: pages served over https will not load it.",
        )


def _tests(installation: Installation) -> Iterator[Finding]:
    if installation.testing:
        yield Finding("testing", False, "FRONTDESK_TESTING is set: unset it outside of tests.")
    if installation.failpoint:
        yield Finding("fail point", False, "FRONTDESK_FAILPOINT is set: the process may end itself. Unset it.")


def _folder(installation: Installation) -> Iterator[Finding]:
    folder = installation.data_dir
    if not folder.exists():
        yield Finding("data folder", False, f"{folder} does not exist yet; `frontdesk serve` makes it.")
    elif not folder.is_dir():
        yield Finding("data folder", False, f"{folder} is not a folder; {EXPECTED}", serious=True)
    elif not os.access(folder, os.W_OK):
        yield Finding("data folder", False, f"{folder} cannot be written by this user.", serious=True)
    else:
        yield Finding("data folder", True, str(folder))


def _countries(installation: Installation) -> Iterator[Finding]:
    path, header = installation.country_database, installation.country_header
    if path:
        try:
            yield Finding("countries", True, f"{path} ({CountryFile(path).kind})")
        except UnusableFile as error:
            yield Finding("countries", False, f"{path}: {error}. Until then visitors' countries are not known.")
    if header and not installation.trusted_proxies:
        words = f"FRONTDESK_COUNTRY_HEADER is {header}, but FRONTDESK_TRUSTED_PROXIES names nobody who is believed."
        yield Finding("country header", False, words)


def _browser_files() -> Iterator[Finding]:
    try:
        yield Finding("browser files", True, f"built, version {Assets.load().runtime}")
    except NotBuilt as error:
        yield Finding("browser files", False, str(error), serious=True)


def _kinds() -> Iterator[Finding]:
    try:
        yield Finding("widgets", True, ", ".join(kind.name for kind in find_kinds()))
    except BrokenRoom as error:
        yield Finding("widgets", False, str(error), serious=True)
