"""The house read as a tree of Python files, for the tests that keep its rules."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One Python file: where it stands below the root, and what it says."""

    path: Path
    code: ast.Module

    @property
    def module(self) -> str:
        """Its dotted name, for example `server.leads.intake`; a package goes by its folder's."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The room on the server that it belongs to: `leads` for server/leads/intake.py, `app` for server/app.py."""
        return self.path.with_suffix("").parts[1]

    def imports(self) -> Iterator[tuple[str, int]]:
        """Every dotted name that is imported anywhere in the file, also within functions, with its line."""
        for node in ast.walk(self.code):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((name, node.lineno) for name in self._names(node))

    def _names(self, node: ast.ImportFrom) -> Iterator[str]:
        base = node.module or ""
        if node.level:
            package = self.path.with_suffix("").parts[: -node.level]
            base = ".".join([*package, base]).rstrip(".")
        yield from (f"{base}.{alias.name}" for alias in node.names)

    def words(self) -> Iterator[tuple[str, int]]:
        """Every whole string literal with its line."""
        for node in ast.walk(self.code):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, node.lineno

    def at(self, line: int) -> str:
        """How a violation names a place, for example `server/hub/hub.py:3`."""
        return f"{self.path}:{line}"


def sources(root: Path, folder: str) -> list[Source]:
    """Every Python file below `root/folder`, in order of name."""
    return [
        Source(found.relative_to(root), ast.parse(found.read_text("utf-8"), str(found)))
        for found in sorted((root / folder).rglob("*.py"))
    ]
