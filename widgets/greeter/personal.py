"""Puts what a visitor's page knew into an owner's words, as `personal.js` does: the team reads the same."""

import re
from collections.abc import Mapping

from server.widget import one_line

LONGEST = 100  # characters of a fact: it is the visitor's claim, and stands in the owner's words
_SENTENCE = re.compile(r"(?:\{[^}]*\}|[^\n])+?(?:[.!?…]+(?=\s|\Z)|(?=\n)|\Z)\s*")
_FACT = re.compile(r"\{(name|source|page)\|?([^}]*)\}")


def personal(words: str, facts: Mapping[str, str]) -> str:
    """The words with these facts in them, or what stands behind the bar; without either a sentence is left out."""
    known = {fact: one_line(said)[:LONGEST] for fact, said in facts.items()}

    def fill(sentence: re.Match[str]) -> str:
        if any(not (known.get(fact) or other) for fact, other in _FACT.findall(sentence[0])):
            return ""
        return _FACT.sub(lambda found: known.get(found[1]) or found[2], sentence[0])

    return _SENTENCE.sub(fill, words).strip()
