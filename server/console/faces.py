"""How a person is shown: a name or the best there is, initials, a tint that stays the same, a readable number."""

import unicodedata
from dataclasses import dataclass

import phonenumbers

TINTS = 5


@dataclass(frozen=True, slots=True)
class Face:
    """How a person is shown in small."""

    id: str
    name: str
    initials: str
    tint: int


def face(identity: str, name: str) -> Face:
    """A member's or a colleague's face."""
    return Face(identity, name, initials(name), tint(identity))


def initials(name: str) -> str:
    """Up to two first letters of a name; nothing when it begins with none."""
    parts = [part for part in name.split() if unicodedata.category(part[0]).startswith("L")]
    if not parts:
        return ""
    chosen = (parts[0], parts[-1]) if len(parts) > 1 else (parts[0],)
    return "".join(part[0] for part in chosen).upper()


def tint(identity: str) -> int:
    """One of five tints, always the same for one person."""
    return sum(identity.encode()) % TINTS + 1


def readable_phone(number: str) -> str:
    """An E.164 number in the groups its country uses, as its owner saw it; whatever else it is, as it stands."""
    try:
        parsed = phonenumbers.parse(number, None)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL).replace("-", " ")
