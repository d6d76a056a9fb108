"""`make mutation`: puts every small fault into what must not be wrong, and counts the faults that a test notices.

Works on copies of the tree, one per core. The modules' own tests judge; fewer than `LEAST` noticed is a failure.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

from tests.quality.mutants import Mutant, mutants
from tests.support.rules import mirror

ROOT = Path(__file__).parents[2]
MODULES = (
    "server/hub/decoder.py",
    "server/sites/policy.py",
    "server/visitors/limits.py",
    "server/leads/once.py",
)
LEAST = 0.8
AT_ONCE = 2
SECONDS = 60


def main() -> int:
    """Judge every module that is named, or all of them; returns the exit code."""
    modules = [Path(name) for name in sys.argv[1:] or MODULES]
    with tempfile.TemporaryDirectory() as folder, trees(Path(folder)) as free:
        verdicts = [judge(module, free) for module in modules]
        return 0 if all(verdicts) else 1


@contextmanager
def trees(folder: Path) -> Iterator["SimpleQueue[Path]"]:
    """Copies of the tree that nobody uses at the moment."""
    free: SimpleQueue[Path] = SimpleQueue()
    for number in range(AT_ONCE):
        copied = folder / str(number)
        shutil.copytree(ROOT, copied, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", "data", ".*_cache"))
        free.put(copied)
    yield free


def judge(module: Path, free: "SimpleQueue[Path]") -> bool:
    """Try every fault of one module, print those that nobody noticed, and tell whether enough were noticed."""
    found = list(mutants((ROOT / module).read_text("utf-8")))
    with ThreadPoolExecutor(AT_ONCE) as threads:
        noticed = list(threads.map(lambda mutant: is_noticed(module, mutant, free), found))
    for mutant, was_noticed in zip(found, noticed, strict=True):
        if not was_noticed:
            print(f"  nobody noticed {module}:{mutant.line}: {mutant.what}")
    share = sum(noticed) / len(found)
    print(f"{module}: {sum(noticed)} of {len(found)} noticed, {share:.0%}")
    return share >= LEAST


def is_noticed(module: Path, mutant: Mutant, free: "SimpleQueue[Path]") -> bool:
    """Whether the module's own test fails with this fault in it; one that never ends counts as noticed."""
    tree = free.get()
    before = (ROOT / module).read_text("utf-8")
    try:
        (tree / module).write_text(mutant.code, "utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", str(mirror(module))]
        return subprocess.run(command, cwd=tree, capture_output=True, timeout=SECONDS, check=False).returncode != 0
    except subprocess.TimeoutExpired:
        return True
    finally:
        (tree / module).write_text(before, "utf-8")
        free.put(tree)


if __name__ == "__main__":
    sys.exit(main())
