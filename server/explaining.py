"""`frontdesk explain`: which widgets a page shows and what holds the others back, as a table or as the API says it."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from server.api.answers_explain import ExplainAnswer
from server.api.explain import answer_view
from server.clients.explaining import Explained, explain_page
from server.config import Installation
from server.console import explain_shown
from server.console.kinds_shown import Kinds
from server.console.times import Clock
from server.console.words import Words, read_words
from server.database import Reader, now_ms, open_database
from server.errors import NotFound
from server.registry import Registry, find_kinds
from server.sites import sites
from server.sites.explain_input import Question
from server.sites.publishing import BY_KEY
from server.sites.sites import Site, site_of

LANGUAGE = "en"  # of an operator's table, as of all commands


async def ask(installation: Installation, site: str, said: Mapping[str, object]) -> tuple[Site, Explained]:
    """The answer for one page of the site with this key or id; `Invalid` names what cannot be asked so."""
    question = Question.read({name: value for name, value in said.items() if value})
    database = open_database(installation.database)
    await database.open()
    try:
        return await database.read(_answer, find_kinds(), site, question)
    finally:
        await database.close()


def as_json(found: Explained) -> str:
    """The answer as one JSON object, the same that the API gives."""
    return ExplainAnswer.model_validate(answer_view(found)).model_dump_json()


def as_table(site: Site, found: Explained, registry: Registry) -> Iterator[str]:
    """The answer for people: a line for each widget, and what was known."""
    words: Words = read_words()[LANGUAGE]
    clock = Clock(ZoneInfo(site.time_zone), words, found.at)
    lines = explain_shown.shown(found.verdicts, Kinds(registry, LANGUAGE), clock, words)
    width = max((len(each.title) for each in lines), default=0)
    yield f"{found.page}  {clock.moment_in_full(found.at)}"
    for each in lines:
        yield f"{words(f'explain.state.{each.state}'):9}  {each.title:{width}}  {each.reason}"
    if not lines:
        yield words("widgets.none")
    known = ", ".join(f"{name} {value}" for name, value in explain_shown.known_of(found.facts, words))
    yield f"{words('explain.known')}: {known}"


def _answer(reader: Reader, registry: Registry, named: str, question: Question) -> tuple[Site, Explained]:
    row = reader.one(BY_KEY, key=named)
    site = site_of(row) if row else sites.find(reader, named)
    if site is None:
        raise NotFound("There is no site of this key or id.")
    return site, explain_page(reader, registry, site, question, now_ms())
