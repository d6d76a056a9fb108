"""What a preview answers in place of the server: as if the first good example of a room were left; nothing is kept."""

from collections.abc import Mapping
from typing import Any

from server.errors import Refusal
from server.leads.effects import example as example_of
from server.registry import Kind
from server.sites.consent_texts import offered
from server.sites.sites import Site
from server.widget import Json, Settings, SiteFacts, Visit

EXAMPLE = "example"  # stands where ids stand: a preview keeps nothing that could have one


def example_answer(kind: Kind, site: Site, settings: Settings) -> Mapping[str, Any]:
    """What the server would say to the room's first good example; nothing is kept and nobody is called."""
    facts = SiteFacts(site.id, site.country, site.languages, site.time_zone)
    visit = Visit(facts, EXAMPLE, settings, site.languages[0], 0, _as_it_is, _as_it_is)
    answer: dict[str, Any] = {"lead": EXAMPLE, "visitor": None}
    for example in kind.examples:
        for sent in example.submissions:
            if not sent.get("accepted", True):
                continue
            try:
                values = kind.widget.submission.read(sent.get("values", {}))
                lead = kind.widget.on_submit(values, visit)
            except Refusal:
                continue
            for effect in lead.effects:
                answer |= example_of(effect)
            return answer | ({"confirm": True} if _asks_by_mail(kind, settings, sent.get("consent")) else {})
    return answer


def _asks_by_mail(kind: Kind, settings: Settings, consent: Json) -> bool:
    ticked = consent if isinstance(consent, list) else []
    return any(each.name in ticked and each.needs_letter(settings) for each in offered(kind, settings))


def _as_it_is(value: str, *_: object, **__: object) -> str:
    return value
