"""Who visited Harbour Row before you came: what they left, and what the team made of it."""

from dataclasses import dataclass
from typing import Literal

Outcome = Literal["", "taken", "reached", "no_answer", "busy", "wrong_number", "later"]


@dataclass(frozen=True, slots=True)
class Visitor:
    """One person, where they came from, what they left, and how far the team has come with it.

    `outcome` empty: still waiting; `taken`: somebody is on the telephone; `by` 0 is the owner, 1 the colleague.
    `remark` is what the team wrote on the card. `trap`: a machine filled the field that people do not see.
    """

    name: str
    phone: str
    email: str
    question: str
    path: str
    referrer: str = ""
    language: str = "en"
    outcome: Outcome = ""
    by: int = 0
    note: str = ""
    remark: str = ""
    again: bool = False
    trap: str = ""


SEARCH, CARD, SOCIAL = "https://duckduckgo.com/", "", "https://www.instagram.com/"
POST = "?utm_source=letter&utm_medium=email&utm_campaign=november"

# The numbers end in many noughts: ordinary in form, and nobody's that we know of.
VISITORS: tuple[Visitor, ...] = (
    Visitor(
        "Марија Јовановић", "+381 64 000 0101", "marija@example.rs", "Колико кошта 20 килограма месечно за кафић?",
        "/wholesale", SEARCH, "sr", "reached", 1, "Poslala sam cenovnik, probna vreća u utorak.",
        "Kafić u Zemunu, mašina sa dve grupe. Zvati posle 15 časova.",
    ),
    Visitor(
        "Иван Кузнецов", "+7 900 000-01-02", "ivan.kuznetsov@example.com", "Довезёте до Казани до пятницы?",
        "/ru", "https://yandex.ru/", "ru", "no_answer", 1, "Не взял трубку, попробую вечером.",
    ),
    Visitor(
        "Siobhán O’Brien", "+381 62 000 0103", "siobhan@example.com", "Is the decaf really water processed?",
        "/coffee/slow-tide", "", "en", "reached", 0, "It is. She ordered three bags.",
    ),
    Visitor(
        "Никола Петровић", "+381 63 000 0104", "nikola.petrovic@example.rs", "Има ли места у суботу за двоје?",
        "/tastings", SOCIAL, "sr", "later", 0, "Vozi, da zovemo sutra pre podne.",
    ),
    Visitor(
        "Дарья Соколова", "+7 900 000-01-05", "", "Помогите выбрать помол для гейзерной кофеварки.",
        f"/coffee/quayside{POST}", "", "ru", "busy", 1,
    ),
    Visitor(
        "Luka Stanković", "+381 60 000 0106", "luka@example.rs", "Do you lend grinders to offices?",
        "/wholesale?utm_source=adverts&utm_medium=cpc&utm_campaign=offices", SEARCH, "en", "reached", 1,
        "Eleven people, one machine. Milena visits on Monday.", "Asked for an invoice without VAT number.",
    ),
    Visitor("", "+381 64 000 0107", "", "", "/coffee/domaca", "", "sr", "wrong_number", 0, "A bakery picked up."),
    Visitor(
        "Анна-Мария Седых", "+7 900 000-01-08", "anna.sedykh@example.com", "Можно оплатить картой «Мир»?",
        f"/checkout{POST}", "", "ru", "reached", 0, "Объяснила про счёт, оплатит завтра.",
    ),
    Visitor(
        "Jelena Ilić", "+381 65 000 0109", "jelena.ilic@example.rs", "A gift for somebody who drinks only filter?",
        "/coffee", SOCIAL, "en", "taken", 1, "", "Birthday on the 30th.",
    ),
    Visitor(
        "Miodrag", "+381 61 000 0110", "", "Kada pržite Guji?", "/coffee/guji-natural", "", "sr", "", 0, again=True
    ),
    Visitor(
        "Best Prices Ltd", "+381 66 000 0111", "", "Rank first in search, guaranteed results!!!",
        "/about", "", "en", trap="https://rank-first.example",
    ),
    Visitor(
        "Олег Журавлёв", "+7 900 000-01-12", "oleg@example.com", "Хочу мастер-класс по джезве на восьмерых.",
        "/tastings", "https://yandex.ru/", "ru",
    ),
)  # fmt: skip
