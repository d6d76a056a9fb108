"""Fail points: a process dies exactly where and when it was told to."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from server.database import failpoints

ROOT = Path(__file__).parents[3]


def passings(code: str) -> tuple[int, str]:
    """How a process of its own ended that runs this, and what it said before."""
    program = f"from server.database.failpoints import arm, passing\n{code}"
    done = subprocess.run(
        [sys.executable, "-u", "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    return done.returncode, done.stdout


def test_the_process_dies_at_the_passing_it_was_armed_for():
    code = "arm('after_commit', 3)\nfor n in range(1, 9): print(n); passing('before_commit'); passing('after_commit')"

    assert passings(code) == (-signal.SIGKILL, "1\n2\n3\n")


def test_nothing_happens_where_nothing_is_armed():
    assert passings("passing('after_commit'); print('alive')") == (0, "alive\n")


def test_a_fail_point_before_the_first_passing_is_refused():
    with pytest.raises(ValueError, match="first passing or later"):
        failpoints.arm("before_commit", 0)
