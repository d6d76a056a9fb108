"""Finds articles by what a visitor has typed so far: by beginnings of words, whatever their endings."""

import math
from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import bindparam, func, or_, select

from server.clients.asked import LAST
from server.clients.words import split
from server.database import Reader, prepared
from server.knowledge.tables import article_words, articles

MOST = 3  # found at once
MOST_ASKED = 8  # words; the last ones that were typed say most
LEAST_LETTERS = 3  # of a word that says something
# An inflected word is found by its beginning: `доставку` by `достав`, `returns` by `retur`.
LONG, ENDING = 6, 2
OTHER_ENDING = 0.7  # what a word is worth that has only its beginning in common
MOST_ROWS = 400  # of one word
BEGINNING = 160  # characters of the text that go with the title

WITH_WORD = prepared(
    select(article_words.c.article, article_words.c.word, article_words.c.weight)
    .join(articles, articles.c.id == article_words.c.article)
    .where(
        article_words.c.site == bindparam("of"),
        article_words.c.word >= bindparam("low"),
        article_words.c.word < bindparam("high"),
        or_(
            articles.c.language == "",
            articles.c.language == bindparam("tongue"),
            articles.c.language.like(bindparam("variants")),
        ),
    )
    .limit(MOST_ROWS)
)
HOW_MANY = prepared(
    select(func.count()).select_from(articles).where(articles.c.site == bindparam("of"), articles.c.gone_at.is_(None))
)
TOLD = prepared(
    select(articles.c.id, articles.c.title, func.substr(articles.c.text, 1, BEGINNING).label("beginning")).where(
        articles.c.id.in_(bindparam("ids", expanding=True))
    )
)


def find(reader: Reader, site: str, language: str, typed: str) -> list[dict[str, str]]:
    """At most 3 published articles in this language, the fittest first: `{id, title, beginning}`.

    A word in the title says more than one in the text, and one that few articles have says more than one of many.
    """
    asked = [word for word in split(typed)[-MOST_ASKED:] if len(word) >= LEAST_LETTERS]
    if not asked:
        return []
    count = int(reader.value(HOW_MANY, of=site))
    scores: defaultdict[str, float] = defaultdict(float)
    for word in asked:
        fits = _fits(reader, site, language, word)
        for article, worth in fits.items():
            scores[article] += worth * math.log(1 + count / len(fits))
    best = sorted(scores, key=lambda article: (-scores[article], article))[:MOST]
    told = {row["id"]: dict(row) for row in reader.all(TOLD, ids=best)} if best else {}
    return [told[article] for article in best if article in told]


def _fits(reader: Reader, site: str, language: str, word: str) -> Mapping[str, float]:
    """The articles that have such a word, and what it is worth in each."""
    begins = word[:-ENDING] if len(word) >= LONG else word
    wide = language.partition("-")[0]
    rows = reader.all(WITH_WORD, of=site, low=begins, high=begins + LAST, tongue=wide, variants=f"{wide}-%")
    found: dict[str, float] = {}
    for row in rows:
        worth = row["weight"] * (1.0 if row["word"].startswith(word) else OTHER_ENDING)
        found[row["article"]] = max(worth, found.get(row["article"], 0.0))
    return found
