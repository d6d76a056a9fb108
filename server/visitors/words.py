"""The words of letters and pages that visitors get from us, by language."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from static.serbian import in_both_scripts

FOLDER = Path(__file__).parent / "texts"
ELSEWHERE = "en"  # where we do not speak the visitor's language


class Say:
    """One language: `say("letter.subject", site="Harbour Row")`. A key nobody wrote is a mistake of ours."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, **values: str) -> str:
        """The words for `key` with these values in them."""
        return self._texts[key].format_map(values)


@cache
def spoken() -> Mapping[str, Say]:
    """Every language that we speak to visitors."""
    texts = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}
    return {language: Say(language, words) for language, words in in_both_scripts(texts).items()}


def say_in(language: str) -> Say:
    """The words in this very language, in the wide one that it belongs to, or in English."""
    known = spoken()
    return known.get(language) or known.get(language.partition("-")[0]) or known[ELSEWHERE]


def say_as_accepted(accepted: str) -> Say:
    """The words for a browser that says which languages it takes."""
    listed = [part.partition(";")[0].strip() for part in accepted[:500].split(",")]
    return say_in(next((each for each in listed if each.partition("-")[0] in spoken()), ELSEWHERE))
