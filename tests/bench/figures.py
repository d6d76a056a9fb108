"""Figures with their references, goals and ratios, and how they are printed and kept."""

import json
import platform
import statistics
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One row: what was measured, what it is held against, and whether the goals were reached."""

    what: str
    ours: float
    unit: str
    reference: str
    theirs: float
    ratio: float
    goal: str
    reached: bool


def per_round(
    what: str, unit: str, reference: str, rounds: Sequence[tuple[float, float]], at_least: float, times: float
) -> Figure:
    """A row from interleaved rounds of (ours, theirs), each median with its goal."""
    ours = statistics.median(mine for mine, _ in rounds)
    ratio = statistics.median(mine / theirs for mine, theirs in rounds)
    goal = f"≥ {at_least:,.0f} and ≥ {times:g} x" if at_least else f"≥ {times:g} x"
    reached = ours >= at_least and ratio >= times
    return Figure(what, ours, unit, reference, statistics.median(theirs for _, theirs in rounds), ratio, goal, reached)


def at_most(what: str, ours: float, unit: str, reference: str, limit: float) -> Figure:
    """A row that may not grow beyond a limit."""
    return Figure(what, ours, unit, reference, limit, ours / limit, f"≤ {limit:,.2f}", ours <= limit)


def show(figures: Sequence[Figure]) -> None:
    """Print the table."""
    for each in figures:
        mark = "yes" if each.reached else "NO "
        print(f"{mark}  {each.what:<58} {each.ours:>10,.2f} {each.unit:<6} goal {each.goal}")
        print(f"     {each.reference:<58} {each.theirs:>10,.2f} {each.unit:<6} ratio {each.ratio:.2f}")


def keep(figures: Sequence[Figure], folder: Path) -> Path:
    """Write the figures to a file named after the day and return its path."""
    path = folder / f"bench-{time.strftime('%Y-%m-%d')}.json"
    machine = {"machine": platform.machine(), "system": platform.release(), "python": platform.python_version()}
    kept = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        **machine,
        "figures": [asdict(row) for row in figures],
    }
    path.write_text(json.dumps(kept, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return path
