"""The articles of a site: listed, written, changed, deleted and brought back; their words go with them."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from server.audit import journal
from server.clients.words import split
from server.database import News, Reader, Transaction, prepared
from server.errors import Invalid, NotFound
from server.knowledge.article_input import MOST_OF_SITE, ArticleChange, NewArticle
from server.knowledge.tables import article_words, articles
from server.sites.instants import written

KEPT_MS = 60 * 60 * 1000  # so long a deleted article can be brought back
FORGOTTEN_ROWS = 50
KIND = "articles"
MOST_WORDS = 400  # of one article; its beginning says most
IN_TITLE, IN_TEXT = 3, 1

_live = articles.c.gone_at.is_(None)
_of = articles.c.site == bindparam("of")
OF_SITE = prepared(select(articles).where(_of, _live).order_by(articles.c.id.desc()).limit(bindparam("most")))
ONE = prepared(select(articles).where(articles.c.id == bindparam("article")))
COUNT = prepared(select(func.count()).select_from(articles).where(_of, _live))
ADD = prepared(insert(articles))
CHANGE = prepared(update(articles).where(articles.c.id == bindparam("article")))
_gone = select(articles.c.id).where(_of, articles.c.gone_at < bindparam("until")).limit(FORGOTTEN_ROWS)
FORGET = prepared(delete(articles).where(articles.c.id.in_(_gone)))
ADD_WORD = prepared(insert(article_words))
DROP_WORDS = prepared(delete(article_words).where(article_words.c.article == bindparam("of_article")))


def site_of(reader: Reader, article: str) -> str | None:
    """The site of an article, or None: a door asks it before it asks who may read it."""
    row = reader.one(ONE, article=article)
    return str(row["site"]) if row and row["gone_at"] is None else None


def of_site(reader: Reader, site: str) -> list[dict[str, Any]]:
    """The site's articles, the newest first, those too that visitors do not find."""
    return [as_read(row) for row in reader.all(OF_SITE, of=site, most=MOST_OF_SITE)]


def one(reader: Reader, site: str, article: str) -> dict[str, Any]:
    """One of this site; anybody else's is `not_found`."""
    return as_read(_live_one(reader, site, article))


def published(reader: Reader, site: str, article: str) -> dict[str, str]:
    """What a visitor reads: `{id, title, text}`; what is not published is `not_found`."""
    row = _live_one(reader, site, article)
    if not row["published"]:
        raise NotFound
    return {name: row[name] for name in ("id", "title", "text")}


def add(tx: Transaction, site: str, member: str, new: NewArticle) -> str:
    """Keep an article; gives back its id."""
    if tx.value(COUNT, of=site) >= MOST_OF_SITE:
        raise Invalid(errors={"title": f"a site has at most {MOST_OF_SITE} articles"}, reasons={"title": "full"})
    tx.run(FORGET, of=site, until=tx.now - KEPT_MS)
    article = tx.new_id()
    row = {"id": article, "site": site, **new.model_dump()}
    tx.run(ADD, **row, created_at=tx.now, changed_at=tx.now, gone_at=None)
    _index(tx, row)
    _told(tx, site, member, "article.created", article, new.title)
    return article


def change(tx: Transaction, site: str, member: str, article: str, wanted: ArticleChange) -> None:
    """Replace what is named; a change that changes nothing is not told."""
    row = _live_one(tx, site, article)
    now = {name: value for name, value in wanted.named().items() if row[name] != value}
    if not now:
        return
    tx.run(CHANGE, article=article, changed_at=tx.now, **now)
    _index(tx, {**row, **now})
    _told(tx, site, member, "article.changed", article, str(now.get("title", row["title"])))


def remove(tx: Transaction, site: str, member: str, article: str) -> str:
    """Delete one; for an hour it can be brought back. Gives back its title."""
    row = _live_one(tx, site, article)
    tx.run(CHANGE, article=article, gone_at=tx.now)
    tx.run(DROP_WORDS, of_article=article)
    _told(tx, site, member, "article.deleted", article, row["title"])
    return str(row["title"])


def restore(tx: Transaction, site: str, member: str, article: str) -> None:
    """Bring a deleted one back; bringing back what is there changes nothing."""
    row = tx.one(ONE, article=article)
    if row is None or row["site"] != site:
        raise NotFound
    if row["gone_at"] is None:
        return
    tx.run(CHANGE, article=article, gone_at=None)
    _index(tx, row)
    _told(tx, site, member, "article.restored", article, row["title"])


def as_read(row: Mapping[str, Any]) -> dict[str, Any]:
    """A stored article in the form that programs and pages read."""
    return {
        **{name: row[name] for name in ("id", "site", "title", "text", "language")},
        "published": bool(row["published"]),
        "created_at": written(row["created_at"]),
        "changed_at": written(row["changed_at"]),
    }


def _live_one(reader: Reader, site: str, article: str) -> Mapping[str, Any]:
    row = reader.one(ONE, article=article)
    if row is None or row["site"] != site or row["gone_at"] is not None:
        raise NotFound
    return row


def _index(tx: Transaction, row: Mapping[str, Any]) -> None:
    """What visitors do not find has no words there."""
    tx.run(DROP_WORDS, of_article=row["id"])
    if not row["published"]:
        return
    weights = dict.fromkeys(split(row["text"])[:MOST_WORDS], IN_TEXT) | dict.fromkeys(split(row["title"]), IN_TITLE)
    whose = {"site": row["site"], "article": row["id"]}
    tx.run_many(ADD_WORD, [whose | {"word": word, "weight": weight} for word, weight in weights.items()])


def _told(tx: Transaction, site: str, member: str, act: str, article: str, title: str) -> None:
    journal.record(tx, site, member, act, article, name=title)
    tx.after_commit(News(site, KIND, article))
