"""Links browser files into one: plain ES modules, flat, in the order they lean on each other.

Not a bundler: imports are relative and by name, exports stand before their declaration, and every top-level name is
the only one of its kind. Whatever does not fit is refused with its file and line, so the result is never a guess.
"""

import re
from collections.abc import Iterator
from pathlib import Path

IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.[^"]+)";\n', re.MULTILINE)
DECLARED = re.compile(
    r"^(export )?(?:async )?(?:const|let|var|function\*?|class) (?:([\w$]+)|\{([^}]*)\})", re.MULTILINE
)
LEFT_OVER = re.compile(r"^(?:import\b(?!\()|export\b(?! \{\};)).*", re.MULTILINE)


class Unlinkable(Exception):
    """A file says something that the plain linker does not take; the message names file and reason."""


class Linked:
    """Files linked so far: their source in order, and which file each name comes from."""

    def __init__(self) -> None:
        self.sources: list[str] = []
        self.owners: dict[str, Path] = {}
        self.exports: dict[Path, set[str]] = {}
        self._open: list[Path] = []

    def add(self, path: Path) -> None:
        """Add a file after everything it leans on; a file already added is left alone."""
        path = path.resolve()
        if path in self.exports:
            return
        if path in self._open:
            raise Unlinkable(f"{path.name}: leans on itself by way of {self._open[-1].name}")
        self._open.append(path)
        source = path.read_text("utf-8")
        for names, other in IMPORT.findall(source):
            self._lean(path, names, (path.parent / other).resolve())
        self._open.pop()
        self._take(path, IMPORT.sub("", source))

    def _lean(self, path: Path, names: str, other: Path) -> None:
        if not other.exists():
            raise Unlinkable(f"{path.name}: there is no {other.name}")
        self.add(other)
        for name in listed(names):
            if name not in self.exports[other]:
                raise Unlinkable(f"{path.name}: {other.name} does not export {name}")

    def _take(self, path: Path, source: str) -> None:
        self.exports[path] = set()
        for is_exported, name, names in DECLARED.findall(source):
            for each in [name] if name else listed(names):
                if each in self.owners:
                    raise Unlinkable(f"{path.name}: {each} is also declared in {self.owners[each].name}")
                self.owners[each] = path
                if is_exported:
                    self.exports[path].add(each)
        source = re.sub(r"^export (?=async |const |let |var |function|class )", "", source, flags=re.MULTILINE)
        if wrong := LEFT_OVER.search(source):
            raise Unlinkable(f"{path.name}: cannot link {wrong[0]!r}")
        self.sources.append(source)


def listed(names: str) -> Iterator[str]:
    """The names between two braces, as the code that follows calls them."""
    for part in names.split(","):
        if name := part.strip():
            if " as " in name:
                raise Unlinkable(f"{name!r}: a name is the same everywhere")
            yield name.rpartition(":")[2].strip().partition(" ")[0]


def link_script(entry: Path) -> str:
    """One classic script: nothing it declares is seen by the page."""
    linked = Linked()
    linked.add(entry)
    return f"(()=>{{\n{''.join(linked.sources)}}})();\n"


def link_module(entry: Path, *others: Path, exports: dict[str, str] | None = None, **constants: str) -> str:
    """One ES module with the entry's exports and the `constants`, or with `exports`: names and what they are.

    Constants and exports are given as JavaScript; `others` are linked besides.
    """
    linked = Linked()
    for path in (entry, *others):
        linked.add(path)
    given = "".join(f"const {name} = {value};\n" for name, value in constants.items())
    said = exports or {name: name for name in [*sorted(linked.exports[entry.resolve()]), *constants]}
    inside = ", ".join(f"{name}: {value}" for name, value in said.items())
    body = given + "".join(linked.sources)
    return f"export const {{ {', '.join(said)} }} = (() => {{\n{body}return {{ {inside} }};\n}})();\n"
