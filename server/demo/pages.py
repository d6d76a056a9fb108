"""Puts a page's own part between the shop's header and footer, with every value escaped."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent / "shop"
NAVIGATION = (
    ("/coffee", "Coffee"),
    ("/brewing", "Brewing"),
    ("/tastings", "Tastings"),
    ("/wholesale", "Wholesale"),
    ("/about", "About"),
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
    values = {"language": page.language, "title": page.title, "about": page.about, "navigation": _links(page.address)}
    return fill("frame", values | {"body": body, "snippet": snippet})


def _links(here: str) -> Html:
    section = "/" + here.strip("/").split("/")[0]
    links = (f'<a href="{to}"{_current(to, section)}>{escape(words)}</a>' for to, words in NAVIGATION)
    return Html("".join(links))


def _current(to: str, section: str) -> str:
    return ' aria-current="page"' if to == section else ""
