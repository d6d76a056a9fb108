"""Letters and chat messages for the team: the words of the console, drawn for mail programs and chats."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from server.console.kinds_shown import Kinds
from server.console.letters_shown import Item, item_of, subject_of
from server.console.pages import TEMPLATES
from server.console.times import Clock
from server.console.words import LANGUAGES, Words, read_words
from server.database import now_ms
from server.deliveries.letters import Desk, Happened, Letter
from server.registry import Registry

BLANK_LINES = re.compile(r"\n{3,}")


class Letters:
    """Draws every letter of the house. Links lead to the configured address, whatever a request may have said.

    The HTML is escaped by the templates; plain text needs no escaping, and gets none.
    """

    def __init__(self, registry: Registry, public_url: str) -> None:
        self._registry = registry
        self._words = read_words()
        self._templates = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=select_autoescape(["html"], default=False),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._public_url = public_url
        self._templates.globals.update(public_url=public_url)

    def draw(self, template: str, language: str, facts: Mapping[str, Any]) -> Letter:
        """The letter `templates/mail/<template>.txt` and `.html`; its subject is the text's block `subject`."""
        known = {**facts, "t": self.words(language)}
        text = self._templates.get_template(f"mail/{template}.txt")
        known["subject"] = "".join(text.blocks["subject"](text.new_context(known))).strip()
        html = self._templates.get_template(f"mail/{template}.html").render(known)
        return Letter(known["subject"], tidy(text.render(known)), html)

    def news(self, language: str, desk: Desk, happened: Sequence[Happened]) -> Letter:
        """Tell the team of one thing, or of all of several, oldest first."""
        items = [self._item(language, desk, each) for each in happened]
        subject = subject_of(items, desk.name, self.words(language))
        return self.draw("news", language, {"subject": subject, "items": items, "desk": desk})

    def line(self, language: str, desk: Desk, happened: Happened, most: int) -> str:
        """The same as plain text; of what is too long the end is left out, never the link to the card.

        `most` counts UTF-16 units, as chats do.
        """
        item = self._item(language, desk, happened)
        facts = {"t": self.words(language), "subject": subject_of([item], desk.name, self.words(language))}
        said = tidy(self._templates.get_template("mail/chat.txt").render(facts, item=item)).strip()
        end = f"\n\n{item.link}" if item.link else ""
        return cut(said, most - units(end)) + end

    def words(self, language: str) -> Words:
        """The words of this language, or of the first one where we do not speak it."""
        return self._words[language if language in LANGUAGES else LANGUAGES[0]]

    def _item(self, language: str, desk: Desk, happened: Happened) -> Item:
        words = self.words(language)
        clock = Clock(ZoneInfo(desk.time_zone), words, now_ms())
        return item_of(happened, Kinds(self._registry, words.language), clock, self._public_url)


def tidy(text: str) -> str:
    """At most one blank line between two others, as the templates' own loops leave more."""
    return BLANK_LINES.sub("\n\n", text).lstrip("\n")


def units(text: str) -> int:
    """How long chats count a text to be: in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, most: int) -> str:
    """The beginning of a text within `most` UTF-16 units, with a mark where the rest is left out."""
    if units(text) <= most:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * (most - 1)].decode("utf-16-le", "ignore").rstrip() + "…"
