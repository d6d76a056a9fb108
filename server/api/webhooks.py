"""What programs do with webhooks: make them, change them, test them, send again what failed."""

from typing import Annotated, Any

from pydantic import Field

from server.api.asking import Ask, Rooms
from server.api.deliveries import delivery_view
from server.deliveries import listing, replay, targets
from server.deliveries.channels import WEBHOOK, Target
from server.deliveries.events import EventType
from server.deliveries.targets import NewTarget, TargetChange
from server.deliveries.webhook import new_secret
from server.errors import Invalid, NotFound
from server.outgoing.failures import NotFetched
from server.outgoing.urls import LONGEST, read_allowed
from server.widget import Model, Name

Url = Annotated[str, Field(min_length=1, max_length=LONGEST, description="https:// or http://; a public address.")]
TargetName = Annotated[Name, Field(max_length=80)]
Kinds = Annotated[
    list[Annotated[str, Field(max_length=40)]],
    Field(max_length=50, description="Kinds of widgets whose leads and calls are told; empty: all."),
]
Events = Annotated[list[EventType], Field(max_length=50, description="Types of events; empty: all.")]


class NewWebhook(Model):
    """An address to tell of the site's events."""

    url: Url
    events: Events = Field(default_factory=list)
    kinds: Kinds = Field(default_factory=list)
    name: TargetName = ""


class WebhookChange(Model):
    """The fields that are named replace what was; `enabled` switches it off and on."""

    url: Url | None = None
    events: Events | None = None
    kinds: Kinds | None = None
    name: TargetName | None = None
    enabled: Annotated[bool, Field(strict=True)] | None = None


async def list_webhooks(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The site's webhooks, newest first."""
    query = ask.query
    found = await rooms.database.read(targets.of_site, ask.site, WEBHOOK, query.limit, query.cursor)
    return {"items": [webhook_view(each) for each in found.items], "next": found.next}


async def create_webhook(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Make a webhook; its `secret` is answered here and never again."""
    secret, url, said = new_secret(), checked_url(rooms, ask.body.url, "url"), ask.body
    events, kinds = tuple(dict.fromkeys(said.events)), checked_kinds(rooms, said.kinds) or ()
    new = NewTarget(WEBHOOK, url, said.name, events, kinds, secret=secret)
    made = await rooms.database.write(targets.create, rooms.sealer, ask.site, new, ask.actor.member)
    return webhook_view(made) | {"secret": secret}


async def read_webhook(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """One webhook."""
    found = await rooms.database.read(targets.find, ask.thing)
    if found is None:
        raise NotFound
    return webhook_view(found)


async def change_webhook(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Replace the named fields; switched on again, what waits is sent."""
    said = ask.body
    wanted = TargetChange(
        name=said.name,
        address=None if said.url is None else checked_url(rooms, said.url, "url"),
        events=None if said.events is None else tuple(dict.fromkeys(said.events)),
        kinds=checked_kinds(rooms, said.kinds),
        is_active=said.enabled,
    )
    changed = await rooms.database.write(targets.change, rooms.sealer, ask.thing, wanted, ask.actor.member)
    return webhook_view(changed)


async def delete_webhook(rooms: Rooms, ask: Ask) -> None:
    """Delete a webhook; what waits for it is cancelled."""
    while not await rooms.database.write(targets.remove, ask.thing, ask.actor.member):
        pass  # each unit cancels 150 at most, so this ends


async def rotate_webhook(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Give a webhook another secret, answered here once; for 24 hours the one before signs as well."""
    secret = new_secret()
    rotated = await rooms.database.write(targets.rotate, rooms.sealer, ask.thing, secret, ask.actor.member)
    return webhook_view(rotated) | {"secret": secret}


async def test_webhook(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Send an event of the type `ping`, to see whether the address hears us."""
    return delivery_view(await rooms.database.write(replay.ping, ask.thing))


async def replay_webhook(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Send again everything that failed, under the ids it had."""
    count = last = await rooms.database.write(replay.replay_failed, ask.thing, ask.actor.member)
    while last >= replay.ROWS:
        last = await rooms.database.write(replay.replay_failed, ask.thing, ask.actor.member)
        count += last
    return {"count": count}


async def list_webhook_deliveries(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """What was told to one webhook, waits for it or failed, newest first."""
    query = ask.query
    found = await rooms.database.read(listing.of_target, ask.thing, query.limit, query.cursor, query.state)
    return {"items": [delivery_view(each) for each in found.items], "next": found.next}


def webhook_view(target: Target) -> dict[str, Any]:
    """A webhook as programs read it; its secret is not among it."""
    return {
        "id": target.id,
        "site": target.site,
        "name": target.name,
        "url": target.address,
        "events": list(target.events),
        "kinds": list(target.kinds),
        "state": target.state,
        "reason": target.reason,
        "failing_since": target.failing_since,
        "created_at": target.created_at,
    }


def checked_url(rooms: Rooms, url: str, field: str) -> str:
    """A URL that may be called, or `Invalid` with the reason at this field."""
    try:
        read_allowed(url, rooms.allowed)
    except NotFetched as error:
        raise Invalid(errors={field: error.said}) from error
    return url


def checked_kinds(rooms: Rooms, kinds: list[str] | None) -> tuple[str, ...] | None:
    """Kinds of widgets that there are, each once; `Invalid` names the first that is none."""
    for place, kind in enumerate(kinds or ()):
        if kind not in rooms.registry:
            raise Invalid(errors={f"kinds.{place}": f"one of: {', '.join(each.name for each in rooms.registry)}"})
    return None if kinds is None else tuple(dict.fromkeys(kinds))
