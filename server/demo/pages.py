"""Puts a page's own part between the shop's header and footer, with every value escaped."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from server.demo.tongues import FRAME, HOMES

FOLDER = Path(__file__).parent / "shop"
NAVIGATION = (
    ("/coffee", "coffee"),
    ("/brewing", "brewing"),
    ("/tastings", "tastings"),
    ("/wholesale", "wholesale"),
    ("/about", "about_us"),
)


class Html(str):
    """Markup that we wrote ourselves; every other value is escaped."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the shop: its part under `shop/`, its title and what a search engine would show."""

    address: str
    part: str
    title: str
    about: str
    language: str = "en"


def fill(part: str, values: Mapping[str, str] | None = None) -> Html:
    """The part `shop/<part>.html` with each `$name` filled in; a missing name is an error at start."""
    ready = {name: value if isinstance(value, Html) else escape(value) for name, value in (values or {}).items()}
    return Html(Template((FOLDER / f"{part}.html").read_text("utf-8")).substitute(ready))


def drawing(name: str) -> Html:
    """The drawing `shop/art/<name>.svg`, to stand inside a page."""
    return Html((FOLDER / "art" / f"{name}.svg").read_text("utf-8").strip())


def framed(page: Page, body: Html, snippet: Html) -> str:
    """The whole page: the shop's head, this page's body, the footer and the one line that brings Frontdesk."""
    words = FRAME[page.language]
    values = {"language": page.language, "title": page.title, "about": page.about, "home": HOMES[page.language][0]}
    ours = {"body": body, "snippet": snippet, "navigation": _links(page.address, words), "others": _others(page)}
    return fill("frame", {**words, **values, **ours})


def _links(here: str, words: Mapping[str, str]) -> Html:
    section = "/" + here.strip("/").split("/")[0]
    links = (f'<a href="{to}"{_current(to, section)}>{escape(words[name])}</a>' for to, name in NAVIGATION)
    return Html("".join(links))


def _others(page: Page) -> Html:
    """The shop in its other languages."""
    others = [(each, *HOMES[each]) for each in HOMES if each != page.language]
    return Html("<br>".join(f'<a href="{to}" lang="{each}">{escape(name)}</a>' for each, to, name in others))


def _current(to: str, section: str) -> str:
    return ' aria-current="page"' if to == section else ""
