"""Words with values in them, and the forms that numbers ask for."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from static.linker import link_module

ROOT = Path(__file__).parents[2]
SECONDS = "{n} {n|секунда|секунды|секунд}"


@pytest.mark.parametrize(
    ("language", "words", "values", "said"),
    [
        ("en", "{n} {n|second|seconds}", {"n": 1}, "1 second"),
        ("en", "{n} {n|second|seconds}", {"n": 0}, "0 seconds"),
        ("ru", SECONDS, {"n": 21}, "21 секунда"),
        ("ru", SECONDS, {"n": 12}, "12 секунд"),
        ("ru", SECONDS, {"n": 1.5}, "1.5 секунд"),
        ("sr-Latn", "{n} {n|sekunda|sekunde|sekundi}", {"n": 4}, "4 sekunde"),
        ("en", "{by} rings {phone}, {by}", {"by": "<b>$&</b>", "phone": "+1"}, "<b>$&</b> rings +1, <b>$&</b>"),
        ("en", "nothing {unknown} here, { not this }", {}, "nothing  here, { not this }"),
    ],
)
async def test_values_stand_in_their_words(
    language: str, words: str, values: dict[str, Any], said: str, page: Page
) -> None:
    filled = await page.evaluate(
        """async ([source, ...given]) =>
          (await import("data:text/javascript," + encodeURIComponent(source))).fill(...given)""",
        [link_module(ROOT / "static/parts/words.js"), words, values, language],
    )

    assert filled == said
