"""Pins every package: installs what pyproject.toml asks for into empty environments and writes down what came.

`runtime.txt` is what a server runs on, `build.txt` what makes the wheel and the browser files, `development.txt` what
the tests and checks use besides.
"""

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent


def main() -> None:
    """Write the three files anew."""
    project = tomllib.loads((HERE.parent / "pyproject.toml").read_text("utf-8"))
    runtime = project["project"]["dependencies"]
    build = [*project["build-system"]["requires"], "editables"]
    development = project["project"]["optional-dependencies"]["development"]
    pinned = write("runtime", resolve(runtime))
    pinned |= write("build", resolve([*runtime, *build], pinned) - pinned)
    write("development", resolve([*runtime, *build, *development], pinned) - pinned)


def resolve(wanted: Sequence[str], pinned: frozenset[str] | set[str] = frozenset()) -> set[str]:
    """Install into an empty environment beside what is `pinned`, and return `name==version` of everything."""
    with tempfile.TemporaryDirectory() as folder:
        python = f"{folder}/bin/python"
        run(sys.executable, "-m", "venv", folder)
        run(python, "-m", "pip", "install", "--quiet", *sorted(pinned), *wanted)
        return set(run(python, "-m", "pip", "freeze").split())


def run(*command: str) -> str:
    """Run a command to its end and return what it printed; a failure ends everything."""
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603


def write(name: str, pins: set[str]) -> set[str]:
    """Write one file, sorted, with its first line saying how it is made anew."""
    lines = ["# Made by `make lock`; do not edit.", *sorted(pins, key=str.lower)]
    (HERE / f"{name}.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return pins


if __name__ == "__main__":
    main()
