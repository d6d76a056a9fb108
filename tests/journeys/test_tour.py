"""The tour of `docs/api.md` is run as it stands there: a newcomer copies it and it works."""

import asyncio
import os
import re
import sys

import pytest

from tests.support.running import ROOT, Running
from tests.support.submitting import Sending

BLOCK = re.compile(r"```(sh|python)\n(.*?)```", re.DOTALL)


def tour(language: str) -> str:
    """The first block of this language in the tour."""
    _, _, told = (ROOT / "docs/api.md").read_text("utf-8").partition("## A tour\n")
    return next(text for name, text in BLOCK.findall(told.partition("\n## ")[0]) if name == language)


async def tour_run(running: Running, language: str, command: list[str]) -> list[str]:
    """The lines that a newcomer reads who has copied the tour."""
    told = {"DESK": running.address, "TOKEN": running.made["api_token"], "PAGE": f"{running.pages.origin}/coffee"}
    process = await asyncio.create_subprocess_exec(
        *command,
        tour(language),
        env={"PATH": os.environ["PATH"], "PHONE": "+381641234567"} | told,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    said, wrong = await asyncio.wait_for(process.communicate(), 60)
    assert (process.returncode, wrong.decode()) == (0, "")
    return said.decode().splitlines()


@pytest.mark.parametrize(
    ("language", "command", "last"),
    [
        ("sh", ["bash", "-euo", "pipefail", "-c"], "Petar"),
        ("python", [sys.executable, "-c"], "Jovana ['lead', 'consent', 'call', 'call', 'outcome']"),
    ],
)
async def test_i1_the_tour_runs_as_it_is_written_again_and_again_while_somebody_waits(
    running: Running, language: str, command: list[str], last: str
) -> None:
    widget = await running.place()
    other = Sending(widget, 1).body() | {"values": {"phone": "+381641234568", "name": "Petar"}}
    waits = await running.ask("POST", f"/v1/sites/{running.key}/submissions", other, {"Origin": running.pages.origin})
    assert waits.status_code == 201, waits.text

    twice = [await tour_run(running, language, command) for _ in range(2)]

    assert [last in said[-1] for said in twice] == [True, True]
    left = (await running.api("GET", f"/sites/{running.site}/widgets"))["items"]
    assert [each["id"] for each in left] == [widget]
