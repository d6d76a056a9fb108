"""Draws the fields of a form for tests, with the templates that the console draws them with."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from server.console.form_drawn import Drawn
from server.console.pages import Pages
from server.console.times import Clock
from server.console.words import Words, read_words

PAGES = Pages({"icons.svg": "icons.svg"}, "http://127.0.0.1")
LOOP = "{% for field in fields %}{% include 'fields/' ~ field.control ~ '.html' %}{% endfor %}"
WORDS = read_words()


def words(language: str = "en") -> Words:
    """The console's words."""
    return WORDS[language]


def clock(language: str = "en") -> Clock:
    """A shop's clock in the spring of 2026."""
    return Clock(ZoneInfo("Europe/Belgrade"), words(language), 1_777_000_000_000)


def html_of(fields: Iterable[Drawn], language: str = "en") -> str:
    """The fields as HTML."""
    made = PAGES._templates.from_string(LOOP)
    return made.render(fields=list(fields), t=words(language), clock=clock(language), tongues=())
