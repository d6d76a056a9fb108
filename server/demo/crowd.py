"""A crowd of sample people: believable, made by chance from a fixed beginning, so every run makes the same ones."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

YEAR_MS = 365 * 24 * 60 * 60 * 1000
FIRST = (  # noqa: SIM905
    "Jovana Milan Đorđe Ana Marko Ivana Nikola Teodora Артём Анна Алёна Пётр Ольга Дмитрий Сергей Мария Елена Jelena "
    "Tom Claire Ingrid Oliver Sinéad José Zoë Luka Sofija Vuk Екатерина Иван Наталья Максим Emma Noah Mila Petar"
).split()
LAST = (  # noqa: SIM905
    "Petrović Jovanović Lukić Marić Nikolić Ilić Соловьёв Иванова Кузнецов Смирнова Попов Волкова O'Brien Hale Brandt "
    "Sørensen Fontaine Marić-Horvat Костина Орлов García Müller Kovač Тихонова Simić Pavlović Новиков Захарова"
).split()
HOSTS = ("post.example", "mail.example", "shop.example", "atelier.example", "kontora.example")
SOURCES: tuple[dict[str, str], ...] = (
    {"referrer": "https://www.google.com/"},
    {"utm_source": "newsletter", "utm_campaign": "spring"},
    {"referrer": "https://instagram.com/"},
    {"utm_source": "leaflet"},
    {},
)
PAGES = ("/guji", "/tasting", "/delivery", "/quayside", "/subscriptions", "/about")
NOTES = ("Likes cocoa, not sour.", "Звонить после обеда.", "Brews with a moka pot.", "Wants an invoice.")
TAGS = ("VIP", "moka pot", "wholesale", "подписка", "tasting", "lost", "office", "gift")


@dataclass(frozen=True, slots=True)
class Somebody:
    """One sample person, with the moments of what happened, oldest first."""

    name: str
    phone: str
    email: str
    source: dict[str, str]
    tags: tuple[str, ...]
    agreed: tuple[str, ...]
    entries: tuple[tuple[str, int, dict[str, Any]], ...] = field(default_factory=tuple)


def crowd(people: int, entries: int, now: int) -> Iterator[Somebody]:
    """So many people who came within the last year, oldest first, with so many entries between them."""
    chance = random.Random(1912)  # noqa: S311
    step = YEAR_MS // max(people, 1)
    for number in range(people):
        born = now - YEAR_MS + number * step
        share = entries * (number + 1) // people - entries * number // people
        yield _somebody(chance, number, born, now, share)


def _somebody(chance: random.Random, number: int, born: int, now: int, entries: int) -> Somebody:
    name = f"{chance.choice(FIRST)} {chance.choice(LAST)}" if chance.random() < 0.93 else ""
    has_phone = chance.random() < 0.85
    phone = f"+38160{number % 10_000_000:07}" if number % 3 else f"+7916{number % 10_000_000:07}"
    local = f"{chance.choice('abcdefghijklmnopqrstuvwxyz')}.{chance.choice(HOSTS)[:4]}{number}"
    email = f"{local}@{chance.choice(HOSTS)}" if not has_phone or chance.random() < 0.5 else ""
    tags = tuple(
        dict.fromkeys(chance.choices(TAGS, weights=(2, 8, 3, 8, 4, 1, 2, 4), k=chance.choice((0, 0, 0, 1, 2))))
    )
    agreed = ("contact", "marketing") if chance.random() < 0.3 else ("contact",)
    moments = sorted(chance.randint(born, now) for _ in range(max(entries - 1, 0)))
    happened: list[tuple[str, int, dict[str, Any]]] = [("lead", born, {})] * min(entries, 1)
    happened += [_entry(chance, at) for at in moments]
    source = dict(chance.choice(SOURCES)) | {"landing": f"https://harbourrow.example{chance.choice(PAGES)}"}
    return Somebody(name, phone if has_phone else "", email, source, tags, agreed, tuple(happened))


def _entry(chance: random.Random, at: int) -> tuple[str, int, dict[str, Any]]:
    draw = chance.random()
    if draw < 0.75:
        page = chance.choice(PAGES)
        return "visit", at, {"url": f"https://harbourrow.example{page}", "title": page[1:].capitalize(), "referrer": ""}
    if draw < 0.85:
        return "note", at, {"text": chance.choice(NOTES), "by": ""}
    if draw < 0.93:
        return "call", at, {"asked": 1, "question": ""}
    return "outcome", at, {"outcome": chance.choice(("reached", "no_answer")), "note": "", "by": ""}
