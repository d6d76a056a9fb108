"""Every word the console says, by language, with the plural that the figure asks for."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("en", "ru")
NAMES = {"en": "English", "ru": "Русский"}

Text = str | Mapping[str, str]


class MissingWords(Exception):
    """A language lacks words that another one has; the message names the keys."""


def plural(language: str, number: int) -> str:
    """The class of `number` in this language, as CLDR names it: `one`, `few` or `many`."""
    number = abs(number)
    if language != "ru":
        return "one" if number == 1 else "many"
    if number % 10 == 1 and number % 100 != 11:
        return "one"
    return "few" if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else "many"


class Words:
    """One language: `words("calls.late", n=42)` gives the sentence with its figure in the right form."""

    def __init__(self, language: str, texts: Mapping[str, Text]) -> None:
        self.language = language
        self._texts = texts

    def __call__(self, key: str, **values: Any) -> str:
        """The words for `key`; where they have plural forms, `n` chooses. A key nobody wrote is a mistake of ours."""
        text = self._texts[key]
        if not isinstance(text, str):
            text = text.get(plural(self.language, int(values["n"]))) or text["many"]
        return text.format_map(values) if values else text

    def known(self, key: str, **values: Any) -> str | None:
        """The words for a key made from stored data (an outcome, a kind), or None where there are none."""
        return self(key, **values) if key in self._texts else None


def read_words(folder: Path = FOLDER) -> dict[str, Words]:
    """Every language of the console; raises `MissingWords` when they differ in their keys."""
    texts = {language: json.loads((folder / f"{language}.json").read_text("utf-8")) for language in LANGUAGES}
    for language, each in texts.items():
        if differs := set(texts["en"]) ^ set(each):
            raise MissingWords(f"{language}.json differs from en.json in {sorted(differs)}")
    return {language: Words(language, each) for language, each in texts.items()}


def choose(wanted: str | None, fallback: str | None, accepted: str) -> str:
    """The language to speak: what was chosen here, else the member's own, else the browser's first that we know.

    The first language is everybody's who has chosen none, so it comes last: it must not take the browser's place.
    """
    listed = [part.partition(";")[0].strip()[:2].lower() for part in accepted.split(",")]
    own = None if fallback == LANGUAGES[0] else fallback
    return next((each for each in (wanted, own, *listed) if each in LANGUAGES), LANGUAGES[0])
