"""Tells for a page of a site and, where one is named, for a person which widgets show and what holds the others."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from server.clients import circumstances
from server.clients.circumstances import Circumstances
from server.database import Reader
from server.errors import Invalid
from server.registry import Registry
from server.sites import drafted
from server.sites.document import publish
from server.sites.explain import Candidate, Memory, Situation, Verdict, explain
from server.sites.explain_input import Question
from server.sites.page_facts import Facts, is_same_origin, of_page, page_address
from server.sites.placed import PlacedWidget
from server.sites.sites import Site
from server.widget import Json

NOBODY = {"knows_name": "no", "knows_phone": "no", "knows_email": "no"}


@dataclass(frozen=True, slots=True)
class Explained:
    """The page and the moment (ms) that were asked about, what was known, and a verdict on each widget."""

    page: str
    at: int
    facts: Facts
    verdicts: list[Verdict]


def explain_page(
    reader: Reader, registry: Registry, site: Site, question: Question, now: int, online: bool | None = None
) -> Explained:
    """Every widget of the site, in order of priority; `online` tells whether somebody of the team is here, if known."""
    person = _person(reader, site.id, question)
    page = question.page or (_address(person.page) if person else "")
    if not page:
        raise Invalid(errors={"page": "is required"})
    site.check_page(page)
    is_of_then = person is not None and person.at is not None and question.page in (None, _address(person.page))
    at = question.at if question.at is not None else (person.at if person and person.at and is_of_then else now)
    facts = of_page(page, at, site.time_zone, person.landing if person and is_of_then else "")
    facts |= _known(person, question, online, is_of_then=is_of_then)
    if "referrer" in facts and not is_same_origin(facts):
        facts.setdefault("pages", 1)  # by this page they have just come, whoever they are
    candidates, config = _candidates(reader, registry, site, is_draft=question.draft)
    memory = Memory(
        is_allowed=site.memory == "always" or bool(person and person.is_known) or _is_remembered(question),
        done=person.done if person else frozenset(),
        has_left=bool(person and person.has_left),
    )
    quiet, guard = config.get("quiet"), config.get("guard")
    situation = Situation(facts, at, memory, quiet if isinstance(quiet, int) else 0, bool(guard))
    return Explained(page, at, facts, explain(candidates, situation))


def last_page(reader: Reader, site: str, client: str) -> str:
    """The page on which a person of this site was seen last; empty where there is none."""
    return _address(circumstances.of_client(reader, site, client).page)


def _person(reader: Reader, site: str, question: Question) -> Circumstances | None:
    if question.client:
        return circumstances.of_client(reader, site, question.client)
    return circumstances.of_visitor(reader, site, question.visitor) if question.visitor else None


def _known(
    person: Circumstances | None, question: Question, online: bool | None, *, is_of_then: bool
) -> dict[str, Json]:
    known: dict[str, Json] = {} if online is None else {"online": "yes" if online else "no"}
    known |= person.facts if person else NOBODY
    if person and is_of_then:
        known["referrer"] = person.referrer
    return known | question.said


def _is_remembered(question: Question) -> bool:
    """Only a visitor who may be remembered has visits that count."""
    return question.visits is not None or question.visitor_kind is not None


def _address(said: str) -> str:
    try:
        return page_address(said)
    except ValueError:  # kept by an earlier release, or no page at all
        return ""


def _candidates(
    reader: Reader, registry: Registry, site: Site, *, is_draft: bool
) -> tuple[list[Candidate], Mapping[str, Any]]:
    placed = {each.id: each for each in drafted.of_site(reader, site.id)}
    drafts = frozenset(placed if is_draft else (each.id for each in placed.values() if not each.version))
    read = {each.id: each for each in drafted.as_published(registry, placed.values(), drafts)}
    config = publish(site, read.values()).config
    documents: dict[str, Any] = {each["id"]: each for each in _list(config["widgets"])}
    found = [
        Candidate(
            id=each.id,
            kind=each.kind,
            name=each.name,
            is_published=each.id in read and bool(each.version or is_draft),
            is_enabled=each.enabled,
            document=documents.get(each.id, {}),
            written=_written(each, drafts).get("where", {}),
            priority=_written(each, drafts).get("priority", 0),
            has_launcher=each.id in read and read[each.id].kind.widget.launcher,
        )
        for each in placed.values()
    ]
    return found, config


def _written(widget: PlacedWidget, drafts: frozenset[str]) -> Mapping[str, Any]:
    rules: Mapping[str, Any] = (widget.working if widget.id in drafts else widget.published)["rules"]
    return rules


def _list(said: Json) -> list[Any]:
    return said if isinstance(said, list) else []
