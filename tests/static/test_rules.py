"""The browser decides as the server does: one table of cases for both, the other half in tests/server/sites."""

import json
from pathlib import Path

from playwright.async_api import Page

from hatch_build import pieces
from static.linker import link_module

ROOT = Path(__file__).parents[2]


async def test_t1_every_case_of_the_table_is_decided_as_the_server_decides_it(page: Page) -> None:
    cases = json.loads((ROOT / "tests/server/sites/rules_cases.json").read_text("utf-8"))
    ops = ",".join(f"{name}:{code}" for name, code in pieces(ROOT)["ops"].items())
    source = link_module(ROOT / "static/runtime/rules.js").replace('"%PIECES%"', f"{{ops:{{{ops}}}}}")

    decided = await page.evaluate(
        """async ([source, cases]) => {
          const { decide } = await import("data:text/javascript," + encodeURIComponent(source));
          const answers = { 0: false, 0.5: null, 1: true };
          return cases.map(({ name, where, page }) => [name, answers[decide(where, (field) => page[field])]]);
        }""",
        [source, cases],
    )

    assert decided == [[case["name"], case["answer"]] for case in cases]
    assert len(cases) > 150
