"""What programs ask about what visitors see: why a widget shows or does not, and a link that shows a draft."""

from typing import Any

from server.api.asking import Ask, Rooms
from server.clients.explaining import Explained, explain_page
from server.database import Reader, now_ms
from server.errors import NotFound
from server.registry import Registry
from server.sites import previews, sites
from server.sites.explain import Verdict
from server.sites.explain_input import Question
from server.sites.policy import Action, authorize


async def explain_widgets(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Which widgets a visitor of a page sees, in order of priority, and what holds each of the others back."""
    question: Question = ask.query
    if question.client or question.visitor:
        authorize(ask.actor, Action.READ_CLIENTS, ask.site)
    online = bool(await rooms.presence.online(ask.site)) if rooms.presence else None
    found = await rooms.database.read(_explained, rooms.registry, ask.site, question, online)
    return answer_view(found)


async def create_preview(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Make a link that shows a widget as it was saved last on a page of the site, for 24 hours or what is said."""
    site = await rooms.database.read(sites.find, ask.site)
    if site is None:
        raise NotFound
    link = previews.make(rooms.sealer, site, ask.thing, ask.actor.member, ask.body, now_ms())
    return {"url": link.url, "expires_at": link.expires_at}


def answer_view(found: Explained) -> dict[str, Any]:
    """The answer as programs read it."""
    items = [verdict_view(each) for each in found.verdicts]
    return {"page": found.page, "at": found.at, "facts": dict(found.facts), "items": items}


def verdict_view(verdict: Verdict) -> dict[str, Any]:
    """A verdict as programs read it."""
    widget = verdict.widget
    return {
        "widget": widget.id,
        "kind": widget.kind,
        "name": widget.name,
        "shown": verdict.is_shown,
        "gate": verdict.gate or None,
        "condition": verdict.condition,
        "missing": list(verdict.missing),
        "triggers": [dict(each) for each in verdict.triggers],
        "first": verdict.first or None,
        "as_bar": verdict.as_bar,
    }


def _explained(reader: Reader, registry: Registry, site: str, question: Question, online: bool | None) -> Explained:
    found = sites.find(reader, site)
    if found is None:
        raise NotFound
    return explain_page(reader, registry, found, question, now_ms(), online)
