"""The form of a place that news goes to, read strictly: an e-mail address, a Telegram chat or a web address."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from starlette.requests import Request

from server.console.fields import read_pairs
from server.console.words import LANGUAGES
from server.deliveries.channels import CHANNELS, MAIL, TELEGRAM, Target
from server.deliveries.events import told_to
from server.deliveries.targets import NewTarget, TargetChange
from server.deliveries.telegram import CHAT, TOKEN
from server.deliveries.webhook import new_secret
from server.errors import Invalid, NotFound, Unreadable
from server.outgoing.addresses import Allowed
from server.outgoing.failures import NotFetched
from server.outgoing.urls import read_allowed
from server.registry import Registry
from server.sites.members import normal_email
from server.widget import clean_name

LONGEST_NAME = 80
SINGLE = ("name", "language", "mail_address", "chat_id", "bot_token", "hook_url")


@dataclass(frozen=True, slots=True)
class Said:
    """What the form says, checked; empty lists mean all. `secret` is empty where none was given."""

    name: str
    address: str
    language: str
    events: tuple[str, ...]
    kinds: tuple[str, ...]
    secret: str = field(repr=False)

    def new(self, channel: str) -> NewTarget:
        """A target made of it; a webhook gets a secret of its own."""
        secret = self.secret if channel in (MAIL, TELEGRAM) else new_secret()
        return NewTarget(channel, self.address, self.name, self.events, self.kinds, self.language, secret)

    def change(self) -> TargetChange:
        """What becomes of a target by it; without a secret the one that is there stays."""
        return TargetChange(
            name=self.name,
            address=self.address,
            events=self.events,
            kinds=self.kinds,
            language=self.language,
            secret=self.secret or None,
        )


def read_channel(said: str) -> str:
    """A channel that there is, or `not_found`."""
    if said not in CHANNELS:
        raise NotFound
    return said


async def read_target(
    request: Request, channel: str, registry: Registry, allowed: Allowed, present: Target | None
) -> Said:
    """What the form says of a target; raises `Invalid` with every field that is wrong. `present`: it is changed."""
    pairs = await read_pairs(request)
    single = {name: value.strip() for name, value in pairs if name in SINGLE}
    if len([name for name, _ in pairs if name in SINGLE]) != len(single):
        raise Unreadable("This is not a form that we read.")
    errors: dict[str, str] = {}
    language = single.get("language", "")
    said = Said(
        name=_name(clean_name(single.get("name", "")), errors),
        address=_address(channel, single, allowed, errors),
        language=language if language in LANGUAGES else LANGUAGES[0],
        events=_chosen("event", pairs, told_to(channel), errors),
        kinds=_chosen("kind", pairs, [kind.name for kind in registry], errors),
        secret=_token(single.get("bot_token", ""), present is not None, errors) if channel == TELEGRAM else "",
    )
    if errors:
        raise Invalid(errors=errors)
    return said


def _name(said: str, errors: dict[str, str]) -> str:
    if len(said) > LONGEST_NAME:
        errors["name"] = f"at most {LONGEST_NAME} characters"
    return said


def _address(channel: str, single: dict[str, str], allowed: Allowed, errors: dict[str, str]) -> str:
    if channel == MAIL:
        try:
            return normal_email(single.get("mail_address", ""), "mail_address")
        except Invalid as error:
            errors.update(error.errors)
            return ""
    if channel == TELEGRAM:
        chat = single.get("chat_id", "")
        if not CHAT.fullmatch(chat):
            errors["chat_id"] = "a number like -1001234567890, or @channelname"
        return chat
    url = single.get("hook_url", "")
    try:
        read_allowed(url, allowed)
    except NotFetched as error:
        errors["hook_url"] = error.said
    return url


def _token(said: str, is_kept: bool, errors: dict[str, str]) -> str:
    if not TOKEN.fullmatch(said) and (said or not is_kept):
        errors |= {"bot_token": "the token that BotFather gave, like 123456789:AAF…"}
    return said


def _chosen(
    name: str, pairs: Sequence[tuple[str, str]], known: Sequence[str], errors: dict[str, str]
) -> tuple[str, ...]:
    """What is ticked, in our order; everything ticked is all, also of what comes later. Where nothing can be: all."""
    ticked = {value for field, value in pairs if field == name}
    if ticked - set(known):
        raise NotFound
    if not ticked and len(known) > (name == "kind"):
        errors[f"{name}s"] = "choose at least one"
    return () if len(ticked) == len(known) else tuple(each for each in known if each in ticked)
