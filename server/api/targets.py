"""What programs do with the places that a site's news goes to: mailboxes and Telegram chats, and webhooks beside."""

from typing import Annotated, Any, Literal

from pydantic import Field

from server.api.asking import Ask, Rooms
from server.api.webhooks import Events, Kinds, TargetName, checked_kinds, checked_url, delete_webhook
from server.deliveries import targets
from server.deliveries.channels import MAIL, TELEGRAM, Target
from server.deliveries.events import LetterType, told_to
from server.deliveries.targets import NewTarget, TargetChange
from server.deliveries.telegram import CHAT, TOKEN
from server.errors import Invalid, NotFound
from server.sites.members import normal_email
from server.widget import Model

Address = Annotated[str, Field(min_length=1, max_length=2000, description="An e-mail address, or the id of a chat.")]
Token = Annotated[str, Field(max_length=200, description="The bot's, for a chat; kept sealed and never answered.")]
Language = Annotated[Literal["en", "ru"], Field(description="Of letters and messages.")]
BAD_CHAT = "a number like -1001234567890, or @channelname"
Letters = Annotated[list[LetterType], Field(max_length=50, description="Types of events; empty: all of these.")]
NOT_A_BOTS = "the token that BotFather gave, like 123456789:AAF…"


class NewTargetSaid(Model):
    """A mailbox or a chat to tell of the site's events; webhooks have an address of their own."""

    channel: Literal["mail", "telegram"]
    address: Address
    name: TargetName = ""
    events: Letters = Field(default_factory=list)
    kinds: Kinds = Field(default_factory=list)
    language: Language = "en"
    token: Token = ""


class TargetChanged(Model):
    """The fields that are named replace what was; `enabled` switches it off and on."""

    address: Address | None = None
    name: TargetName | None = None
    events: Events | None = None
    kinds: Kinds | None = None
    language: Language | None = None
    token: Token | None = None
    enabled: Annotated[bool, Field(strict=True)] | None = None


async def list_targets(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Every place that the site's news goes to, webhooks among them, newest first."""
    found = await rooms.database.read(targets.of_site, ask.site, None, ask.query.limit, ask.query.cursor)
    return {"items": [target_view(each) for each in found.items], "next": found.next}


async def create_target(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Make a mailbox or a chat a target, active at once."""
    said = ask.body
    new = NewTarget(
        channel=said.channel,
        address=_address(rooms, said.channel, said.address),
        name=said.name,
        events=tuple(dict.fromkeys(said.events)),
        kinds=checked_kinds(rooms, said.kinds) or (),
        language=said.language,
        secret=_token(said.channel, said.token),
    )
    return target_view(await rooms.database.write(targets.create, rooms.sealer, ask.site, new, ask.actor.member))


async def read_target(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """One target."""
    return target_view(await _found(rooms, ask.thing))


async def change_target(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Replace the named fields; switched on again, what waits is sent."""
    said, channel = ask.body, (await _found(rooms, ask.thing)).channel
    wanted = TargetChange(
        name=said.name,
        address=None if said.address is None else _address(rooms, channel, said.address),
        events=_events(channel, said.events),
        kinds=checked_kinds(rooms, said.kinds),
        is_active=said.enabled,
        language=said.language,
        secret=None if said.token is None else _token(channel, said.token),
    )
    return target_view(await rooms.database.write(targets.change, rooms.sealer, ask.thing, wanted, ask.actor.member))


async def delete_target(rooms: Rooms, ask: Ask) -> None:
    """Delete a target; what waits for it is cancelled."""
    await delete_webhook(rooms, ask)


def target_view(target: Target) -> dict[str, Any]:
    """A target as programs read it, whatever its channel; neither a secret nor a token is among it."""
    names = ("id", "site", "channel", "name", "address", "language", "state", "reason", "failing_since", "created_at")
    lists = {"events": list(target.events), "kinds": list(target.kinds)}
    return {name: getattr(target, name) for name in names} | lists


async def _found(rooms: Rooms, target: str) -> Target:
    found = await rooms.database.read(targets.find, target)
    if found is None:
        raise NotFound
    return found


def _address(rooms: Rooms, channel: str, said: str) -> str:
    if channel == MAIL:
        return normal_email(said, "address")
    if channel != TELEGRAM:
        return checked_url(rooms, said, "address")
    if not CHAT.fullmatch(said):
        raise Invalid(errors={"address": BAD_CHAT})
    return said


def _events(channel: str, said: list[str] | None) -> tuple[str, ...] | None:
    for place, event in enumerate(said or ()):
        if event not in told_to(channel):
            raise Invalid(errors={f"events.{place}": f"one of: {', '.join(told_to(channel))}"})
    return None if said is None else tuple(dict.fromkeys(said))


def _token(channel: str, said: str) -> str:
    """What is kept sealed with a target: a chat's needs a bot's token, a mailbox takes none."""
    if channel == TELEGRAM and not TOKEN.fullmatch(said):
        raise Invalid(errors={"token": NOT_A_BOTS})
    if channel != TELEGRAM and said:
        raise Invalid(errors={"token": "is for chats only"})
    return said
