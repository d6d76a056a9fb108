"""The parts that a page may style with `::part` are those that `docs/protocol.md` lists for each kind."""

import re
from pathlib import Path

import pytest

from static.linker import Linked

ROOT = Path(__file__).parents[2]
CLASSES = re.compile(r"\bclass: ([^,}\n]+)")
WORDS = re.compile(r'"([^"\n]*)"')
ROW = re.compile(r"^\| `(\w+)` \| (`.+`) \|$", re.MULTILINE)
KINDS = sorted(path.parent.name for path in (ROOT / "widgets").glob("*/widget.js"))


def documented() -> dict[str, list[str]]:
    """The parts by kind, as the table of parts has them."""
    _, _, rest = (ROOT / "docs/protocol.md").read_text("utf-8").partition("### Parts")
    table = rest.partition("\n#")[0]
    return {kind: parts.strip("`").split("` `") for kind, parts in ROW.findall(table)}


def sources(kind: str) -> str:
    """Everything that draws a kind, with the parts of the runtime that it leans on."""
    found: set[Path] = set()
    for path in (ROOT / "widgets" / kind).glob("*.js"):
        linked = Linked()
        linked.add(path)
        found |= set(linked.exports)
    return "\n".join(path.read_text("utf-8") for path in sorted(found))


def words(text: str) -> set[str]:
    """Every word within quotes."""
    return {word for quoted in WORDS.findall(text) for word in quoted.split()}


def test_every_kind_has_its_row_of_parts() -> None:
    assert sorted(documented()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_parts_of_a_kind_are_those_that_are_documented(kind: str) -> None:
    text, listed = sources(kind), documented()[kind]
    drawn = {word for expression in CLASSES.findall(text) for word in words(expression)}

    assert listed == sorted(listed)
    assert (drawn - set(listed), set(listed) - words(text)) == (set(), set())
