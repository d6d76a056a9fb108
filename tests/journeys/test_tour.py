"""The tour of `docs/api.md` is run as it stands there: a newcomer copies it and it works."""

import asyncio
import os
import re
import sys

import pytest

from tests.support.running import ROOT, Running

BLOCK = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)


def tour(language: str) -> str:
    """The first block of this language in the tour."""
    _, _, told = (ROOT / "docs/api.md").read_text("utf-8").partition("## A tour\n")
    return next(text for name, text in BLOCK.findall(told.partition("\n## ")[0]) if name == language)


@pytest.mark.parametrize(
    ("language", "command", "last"),
    [
        ("sh", ["bash", "-euo", "pipefail", "-c"], "[]"),
        ("python", [sys.executable, "-c"], "Jovana ['lead', 'consent', 'call', 'call', 'outcome']"),
    ],
)
async def test_i1_the_tour_runs_as_it_is_written(
    running: Running, language: str, command: list[str], last: str
) -> None:
    told = {"DESK": running.address, "TOKEN": running.made["api_token"], "PAGE": f"{running.pages.origin}/coffee"}
    process = await asyncio.create_subprocess_exec(
        *command,
        tour(language),
        env={"PATH": os.environ["PATH"]} | told,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, wrong = await asyncio.wait_for(process.communicate(), 60)

    assert (process.returncode, wrong.decode()) == (0, "")
    assert said.decode().splitlines()[-1] == last
