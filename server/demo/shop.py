"""The sample shop as a small web application of its own: another site, which knows Frontdesk by one line only."""

import mimetypes
from dataclasses import dataclass
from html import escape

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from server.demo import tongues
from server.demo.goods import COFFEES, Coffee
from server.demo.pages import FOLDER, Html, Page, drawing, fill, framed

BREWS = ("moka", "filter", "press", "dzezva")
PAGES = (
    Page("/", "home", "Harbour Row, coffee roasted on Thursdays", "Six coffees from a small roaster by the river."),
    Page("/coffee", "coffee", "This week's coffee · Harbour Row", "Six coffees, roasted on Thursday."),
    Page("/brewing", "brewing", "Brewing, in short · Harbour Row", "Moka, filter, press and džezva in four steps."),
    *(
        Page(f"/brewing/{brew}", "brewing", "Brewing, in short · Harbour Row", "Coffee in four steps.")
        for brew in BREWS
    ),
    Page("/tastings", "tastings", "Tastings and workshops · Harbour Row", "Sit down with the people who roast."),
    Page("/wholesale", "wholesale", "Coffee for cafés and offices · Harbour Row", "From 5 kg, roasted to your day."),
    Page("/about", "about", "About and contact · Harbour Row", "Who we are, where we are, when we are open."),
    Page("/bag", "bag", "Your bag · Harbour Row", "What you have chosen."),
    Page("/checkout", "checkout", "Checkout · Harbour Row", "Where it goes and how."),
    Page("/thanks", "thanks", "Thank you · Harbour Row", "Your order."),
    Page("/delivery", "delivery", "Delivery and returns · Harbour Row", "When it comes and what it costs."),
    Page("/privacy", "privacy", "Privacy · Harbour Row", "What this shop keeps."),
    Page("/ru", "ru", "Harbour Row, кофе по четвергам", "Небольшая обжарочная у реки.", "ru"),
    Page("/sr", "sr", "Harbour Row, кафа четвртком", "Мала пржионица крај реке.", "sr"),
)
LOST = Page("/lost", "lost", "Not here · Harbour Row", "There is no such page.")


@dataclass(frozen=True, slots=True)
class Snippet:
    """What the owner pasted in: Frontdesk's address, the site's key, and the widget that "Talk to us" opens, if any."""

    console_url: str
    site_key: str
    widget: str = ""

    def html(self) -> Html:
        """The one line of script, as the contract gives it."""
        return Html(f'<script async src="{escape(self.console_url)}/s/{escape(self.site_key)}.js"></script>')


def build_shop(snippet: Snippet) -> Starlette:
    """The shop with this snippet on each page; every page is put together once, at start."""
    pages = {page.address: framed(page, _body(page, snippet), snippet.html()) for page in PAGES}
    pages |= {f"/coffee/{coffee.slug}": _product(coffee, snippet) for coffee in COFFEES}
    lost = framed(LOST, fill(LOST.part), snippet.html())

    async def page(request: Request) -> Response:
        address = "/" + request.path_params["path"].strip("/")
        if address in pages:
            return HTMLResponse(pages[address], headers={"cache-control": "no-cache"})
        return HTMLResponse(lost, status_code=404)

    async def file(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in FILES:
            return HTMLResponse(lost, status_code=404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Response((FOLDER / name).read_bytes(), media_type=kind, headers={"cache-control": "no-cache"})

    return Starlette(routes=[Route("/files/{name}", file), Route("/{path:path}", page)])


FILES = ("shop.css", "shop.js", "mark.svg")


def _body(page: Page, snippet: Snippet) -> Html:
    cards = Html("".join(card(coffee, page.language) for coffee in COFFEES))
    scene = drawing(page.part) if (FOLDER / "art" / f"{page.part}.svg").exists() else Html("")
    known = {
        "cards": cards,
        "few": Html("".join(card(coffee, page.language) for coffee in COFFEES[:3])),
        "scene": scene,
    }
    return fill(page.part, known | {"talk": _talk(snippet), "brew": page.address.rpartition("/")[2]})


def _talk(snippet: Snippet) -> Html:
    return fill("talk", {"widget": snippet.widget}) if snippet.widget else Html("")


def card(coffee: Coffee, language: str = "en") -> Html:
    """One coffee as it stands in a list of this language."""
    told, badge = tongues.COFFEES.get(language, {}).get(coffee.slug, (coffee.line, coffee.flag))
    flag = Html(f'<span class="flag">{escape(badge)}</span>') if badge else Html("")
    values = {"slug": coffee.slug, "name": coffee.name, "line": told, "price": coffee.price}
    return fill("card", values | {"bag": drawing(coffee.slug), "flag": flag})


def _product(coffee: Coffee, snippet: Snippet) -> str:
    others = Html("".join(card(other) for other in COFFEES if other is not coffee))
    values = {name: getattr(coffee, name) for name in ("slug", "name", "line", "price", "story", "origin", "process")}
    values |= {"roast": coffee.roast, "brew": coffee.brew, "cents": str(coffee.cents), "bag": drawing(coffee.slug)}
    page = Page(f"/coffee/{coffee.slug}", "product", f"{coffee.name} · Harbour Row", coffee.line)
    return framed(page, fill("product", values | {"others": others}), snippet.html())
