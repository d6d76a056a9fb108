"""What the server imports is what an installation gets: packages of the tests only must not be missed there."""

import re
import sys
from collections.abc import Collection
from importlib.metadata import packages_distributions
from pathlib import Path

from tests.support.tree import sources

ROOT = Path(__file__).parents[1]
OURS = {"server", "widgets", "static"}


def packages(name: str) -> set[str]:
    """The packages that one of the pinned lists installs."""
    lines = (ROOT / f"requirements/{name}.txt").read_text("utf-8").splitlines()
    return {plain(line.partition("==")[0]) for line in lines if not line.startswith("#")}


def plain(name: str) -> str:
    """A package's name in the one form in which it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def missing(installed: Collection[str]) -> set[str]:
    """The modules that the server and the widgets import and that none of these packages brings."""
    named = {name.partition(".")[0] for room in OURS for source in sources(ROOT, room) for name, _ in source.imports()}
    brings = packages_distributions()
    foreign = named - OURS - set(sys.stdlib_module_names)
    return {name for name in foreign if not {plain(each) for each in brings.get(name, ())} & set(installed)}


def test_an_installation_brings_everything_that_the_server_imports() -> None:
    assert missing(packages("runtime")) == set()


def test_a_package_that_is_left_out_is_missed() -> None:
    assert missing(packages("runtime") - {"httpx2"}) == {"httpx2"}
