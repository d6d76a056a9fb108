"""What a widget's handler wished for is done in the lead's own unit of work: each kind of effect by its room."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from server.calls import requests
from server.calls.states import NEEDS_MANAGER, QUEUED
from server.clients import looking_after
from server.clients.timeline import Entry
from server.codes import claiming
from server.conversations import beginning, posting
from server.conversations.said import Place, Said, clean
from server.database import Transaction
from server.widget import CallWanted, CodeWanted, Effect, MeantFor, MessageWanted

CODE_EXAMPLE = "EXAMPLE-CODE"


class Around(NamedTuple):
    """Where the effects come from: the lead, whose it is where they are known, and the network it came from.

    `place` is the widget, the page and the language in which it was left.
    """

    site: str
    lead: str
    widget: str
    name: str
    client: str | None
    visitor: str | None
    network: str
    spam: bool
    place: Place


class Done(NamedTuple):
    """What an effect came to: what the visitor is told, entries of the timeline, events for outside; `counted`
    names what the site's numbers count; `owner` is who looks after the person once they are kept, if anybody."""

    answer: Mapping[str, Any]
    entries: Sequence[Entry] = ()
    events: Sequence[tuple[str, str]] = ()
    counted: Sequence[str] = ()
    owner: str = ""


def apply(tx: Transaction, around: Around, effects: Sequence[Effect]) -> Done:
    """Do everything that was wished for, in its order; of what looks like spam nobody is called or given anything."""
    answer: dict[str, Any] = {}
    entries: list[Entry] = []
    events: list[tuple[str, str]] = []
    counted: list[str] = []
    owner = ""
    for effect in effects:
        done = APPLY[type(effect)](tx, around, effect)
        answer |= done.answer
        entries += done.entries
        events += done.events
        counted += done.counted
        owner = owner or done.owner
    return Done(answer, entries, events, counted, owner)


def example(effect: Effect) -> dict[str, Any]:
    """What a preview says of an effect, in which nothing is done."""
    if isinstance(effect, CodeWanted):
        return {"code": CODE_EXAMPLE, "code_ends": None}
    if isinstance(effect, MeantFor | MessageWanted):
        return {}
    return promised(effect, "")


def promised(wanted: CallWanted, reason: str) -> dict[str, Any]:
    """What the visitor is told of a call that was asked for; a promise only where somebody will be dialled."""
    said = {"state": QUEUED, "reason": reason}
    return said if reason or not wanted.promise_seconds else said | {"promise_seconds": wanted.promise_seconds}


def _call(tx: Transaction, around: Around, wanted: CallWanted) -> Done:
    if around.spam or around.client is None:  # whoever asks to be called has left a number, and so is somebody
        return Done(promised(wanted, NEEDS_MANAGER))
    asker = requests.Asker(around.lead, around.client, around.widget, around.name, around.visitor, around.network)
    asked = requests.request(tx, around.site, asker, wanted)
    events = [("callback.created", asked.call)] if asked.asked == 1 else []
    return Done(promised(wanted, asked.reason), [asked.entry], events)


def _code(tx: Transaction, around: Around, wanted: CodeWanted) -> Done:
    if around.spam:
        return Done(claiming.Claimed(None, reason=claiming.NEEDS_MANAGER).told)
    claimant = claiming.Claimant(around.lead, around.widget, around.client, around.visitor, around.network)
    claimed = claiming.claim(tx, around.site, claimant, wanted)
    if claimed.entry is None:
        return Done(claimed.told)
    return Done(claimed.told, [claimed.entry], [(claiming.GIVEN_EVENT, claimed.entry.thing)], ["code"])


def _meant(tx: Transaction, around: Around, wanted: MeantFor) -> Done:
    if around.spam or around.client is None:
        return Done({})
    entry = looking_after.may_take(tx, around.site, around.client, wanted.member)
    return Done({}, [entry], owner=wanted.member) if entry else Done({})


def _message(tx: Transaction, around: Around, wanted: MessageWanted) -> Done:
    """What was left is said in the conversation of the browser that left it; nobody else could read on in it."""
    if around.spam or around.client is None or around.visitor is None:
        return Done({})
    conversation, entry = beginning.of_person(
        tx, around.site, around.client, around.visitor, around.place._replace(department=wanted.department)
    )
    said = Said("", clean(wanted.text))  # the lead's own key keeps it once
    posting.from_visitor(tx, around.site, conversation, said, around.place, around.lead)
    return Done({"conversation": conversation}, [entry] if entry else [])


APPLY: Mapping[type, Callable[[Transaction, Around, Any], Done]] = {
    CallWanted: _call,
    CodeWanted: _code,
    MeantFor: _meant,
    MessageWanted: _message,
}
