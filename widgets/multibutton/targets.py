"""Where an action leads, read from what an owner pastes: a number, a name, a link; what is none is refused."""

import re
from collections.abc import Callable, Mapping

from server.widget import Model, PageAddress, Unfit

LINK = r"(?:https?://)?(?:www\.|m\.)?"
TELEGRAM = re.compile(rf"(?:{LINK}(?:t|telegram)\.me/|@)?([A-Za-z][A-Za-z0-9_]{{4,31}})/?(?:\?.*)?")
VK = re.compile(rf"(?:{LINK}vk\.(?:me|com|ru)/|@)?([A-Za-z0-9_.]{{2,32}})/?(?:\?.*)?")
MAX = re.compile(r"(?:https?://)?max\.ru/([A-Za-z0-9_/-]{2,200})(?:\?.*)?")
WHATSAPP = re.compile(r"(?:https?://)?(?:wa\.me/|api\.whatsapp\.com/send/?\?phone=)(\+?[0-9]{8,15})(?:[/?&].*)?")
EMAIL = re.compile(
    r"(?:mailto:)?([^\s@<>\"?&%*,;:\\/()\[\]]{1,64}@[^\s@<>\"?&%,;:\\/()\[\]]+\.[^\s@<>\"?&%,;:\\/()\[\].]+)"
)
DIALLED = re.compile(r"\+?[0-9]{2,15}")  # a short number of the country's own as well
INTERNATIONAL = re.compile(r"\+[1-9][0-9]{7,14}")
SECTION = re.compile(r"#?([^\s#]{1,100})")
BETWEEN = re.compile(r"[\s().\u00a0-]+")  # what people write between digits


class Linked(Model):
    """An address of the web or of the site's own; no other scheme is one."""

    address: PageAddress


def read(kind: str, to: str) -> str:
    """What an action of this kind leads to in its plain form; "" where the kind needs nothing. Raises `Unfit`."""
    reader = READERS.get(kind)
    return reader(to) if reader else ""


def _call(to: str) -> str:
    number = to.removeprefix("tel:").strip()
    if not DIALLED.fullmatch(BETWEEN.sub("", number)):
        raise Unfit("not_a_number", "a phone number, for example +381 60 1234567")
    return number


def _international(to: str) -> str:
    link = WHATSAPP.fullmatch(to)
    number = f"+{link[1].removeprefix('+')}" if link else to
    if not INTERNATIONAL.fullmatch(BETWEEN.sub("", number)):
        raise Unfit("not_international", "a phone number with its country's code, for example +381 60 1234567")
    return number


def _telegram(to: str) -> str:
    return _named(
        TELEGRAM, to, "not_telegram", "a Telegram name of 5 to 32 letters a to z, digits and _, or its t.me link"
    )


def _vk(to: str) -> str:
    return _named(VK, to, "not_vk", "a short name of VK, or its vk.com or vk.me link")


def _max(to: str) -> str:
    return "https://max.ru/" + _named(MAX, to, "not_max", "a link that begins with https://max.ru/").rstrip("/")


def _email(to: str) -> str:
    return _named(EMAIL, to, "not_an_email", "an e-mail address, for example hello@shop.example")


def _named(form: re.Pattern[str], to: str, reason: str, expected: str) -> str:
    found = form.fullmatch(to)
    if not found:
        raise Unfit(reason, expected)
    return found[1]


def _section(to: str) -> str:
    found = SECTION.fullmatch(to)
    if not found:
        raise Unfit("not_a_section", "the id of a part of the page, for example #contacts")
    return f"#{found[1]}"


def _web(to: str) -> str:
    try:
        address = Linked(address=to).address
    except ValueError:
        address = ""
    if not address:
        raise Unfit("not_web", "an address that begins with http:// or https://, or on the same site with /, # or ?")
    return address


READERS: Mapping[str, Callable[[str], str]] = {
    "call": _call,
    "telegram": _telegram,
    "whatsapp": _international,
    "viber": _international,
    "vk": _vk,
    "max": _max,
    "email": _email,
    "download": _web,
    "section": _section,
    "link": _web,
}
