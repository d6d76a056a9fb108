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
    """A language lacks words that another one has, or a key is written twice; the message names the keys."""


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
    texts = {language: read_language(folder / language) for language in LANGUAGES}
    for language, each in texts.items():
        if differs := set(texts["en"]) ^ set(each):
            raise MissingWords(f"{language} differs from en in {sorted(differs)}")
    return {language: Words(language, each) for language, each in texts.items()}


def read_language(folder: Path) -> dict[str, Text]:
    """The words of one language: a file for each page, each key in one of them only."""
    words: dict[str, Text] = {}
    for path in sorted(folder.glob("*.json")):
        page = json.loads(path.read_text("utf-8"))
        if twice := words.keys() & page.keys():
            raise MissingWords(f"{folder.name}/{path.name}: written elsewhere already: {sorted(twice)}")
        words |= page
    return words


def choose(wanted: str | None, fallback: str | None, accepted: str) -> str:
    """The language to speak: what was chosen here, else the member's own, else the browser's first that we know.

    A member who has none speaks as the browser does.
    """
    listed = [part.partition(";")[0].strip()[:2].lower() for part in accepted.split(",")]
    return next((each for each in (wanted, fallback, *listed) if each in LANGUAGES), LANGUAGES[0])
