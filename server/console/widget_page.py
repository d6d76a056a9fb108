"""One widget's place in the console: found for whoever asks, with its kind and its form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from server.codes import pools
from server.console.fields import MOST_OF_A_LONG_FORM, read_pairs
from server.console.kinds_shown import Kinds
from server.console.paths import read_id
from server.console.seats import Seat
from server.console.widget_forms import Document, WidgetForm
from server.database import Database
from server.errors import NotFound, TooLarge, Unreadable
from server.hub.decoder import read_json
from server.registry import Kind, Registry
from server.routing import departments
from server.sites import placed as placed_widgets
from server.sites import widgets
from server.sites.placed import Named
from server.sites.references import DEPARTMENT, POOL, WIDGET
from server.sites.widgets import PlacedWidget

OURS = "_"  # fields that are not the widget's begin with it


@dataclass(frozen=True, slots=True)
class AtHand:
    """The widget that a request is about; `others` are the widgets that visitors see besides it."""

    placed: PlacedWidget
    kind: Kind
    form: WidgetForm
    others: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent: its fields, and the state of the widget that it was drawn from."""

    pairs: Sequence[tuple[str, str]]
    base: Mapping[str, Any]
    revision: int
    ours: Mapping[str, str]

    def document(self, form: WidgetForm) -> Document:
        """What the form says."""
        return form.read(self.pairs, self.base)


class WidgetPage:
    """Finds widgets and reads their forms; another site's widget is not there."""

    def __init__(self, database: Database, registry: Registry) -> None:
        self.database = database
        self.registry = registry

    async def find(self, request: Request, seat: Seat) -> AtHand:
        """The widget in the path, of a kind that this server has."""
        placed = await self.placed(request, seat)
        if placed.kind not in self.registry:
            raise NotFound
        kind = self.registry.kind(placed.kind)
        kinds = Kinds(self.registry, seat.words.language)
        found = await self.database.read(placed_widgets.named, seat.site.id)
        others = [each for each in found if each.id != placed.id]
        named = {
            POOL: await self.database.read(pools.names, seat.site.id),
            DEPARTMENT: {each.id: each.name for each in await self.database.read(departments.of_site, seat.site.id)},
            WIDGET: {each.id: kinds.told(each.kind, each.name) for each in others},
        }
        form = WidgetForm(kind, seat.words, seat.clock, seat.site.languages, named)
        return AtHand(placed, kind, form, tuple(each for each in others if each.is_shown))

    async def placed(self, request: Request, seat: Seat) -> PlacedWidget:
        """The same of any kind, also of one that is gone from this server."""
        placed = await self.database.read(widgets.find, read_id(request))
        if placed is None or placed.site != seat.site.id:
            raise NotFound
        return placed


async def read_sent(request: Request) -> Sent:
    """The form of a request, or `unreadable`."""
    pairs = await read_pairs(request)
    ours = {name: value for name, value in pairs if name.startswith(OURS)}
    for name in ("_base", "_revision"):
        if name not in ours:
            raise Unreadable("A field of the form is missing.", missing=name)
    try:
        revision = int(ours.get("_revision", ""))
    except ValueError as error:
        raise Unreadable("This is not a form that we read.") from error
    base = read_content_sent(ours.get("_base", ""))
    return Sent([pair for pair in pairs if pair[0] not in ours], base, revision, ours)


def read_content_sent(text: str) -> Mapping[str, Any]:
    """A state of the widget, `{settings, rules}`, as the page sends it back, or `unreadable`."""
    try:
        content = read_json(text, MOST_OF_A_LONG_FORM[0])
    except (ValueError, Unreadable, TooLarge) as error:
        raise Unreadable("This is not a form that we read.") from error
    if not isinstance(content, dict) or not all(isinstance(content.get(name), dict) for name in ("settings", "rules")):
        raise Unreadable("This is not a form that we read.")
    return content
