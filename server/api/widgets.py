"""What programs do with widgets: see which kinds there are, place them, change them, publish them."""

from typing import Any

from server.api.asking import Ask, Rooms
from server.database.paging import page
from server.errors import NotFound
from server.registry import Kind
from server.sites import widgets


async def list_kinds(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The kinds of widgets that this server can deliver, by name."""
    query = ask.query
    following = [kind for kind in rooms.registry if kind.name > (query.cursor or "")]
    found = page(following, query.limit, lambda kind: kind.name)
    return {"items": [_kind(kind) for kind in found.items], "next": found.next}


async def list_widgets(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The site's widgets, newest first."""
    found = await rooms.database.read(widgets.of_site, ask.site, ask.query.limit, ask.query.cursor)
    return {"items": [widgets.widget_view(widget) for widget in found.items], "next": found.next}


async def create_widget(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Place a widget on the site, published at once unless `draft` is true."""
    made = await rooms.database.write(widgets.create, rooms.registry, ask.site, ask.body, ask.actor.member)
    return widgets.widget_view(made)


async def read_widget(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """One widget."""
    found = await rooms.database.read(widgets.find, ask.thing)
    if found is None:
        raise NotFound
    return widgets.widget_view(found)


async def change_widget(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Replace the named fields of a widget, published at once unless `draft` is true."""
    changed = await rooms.database.write(widgets.change, rooms.registry, ask.thing, ask.body, ask.actor.member)
    return widgets.widget_view(changed)


async def publish_widget(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Give visitors what was saved last; without a draft nothing changes."""
    published = await rooms.database.write(widgets.publish, rooms.registry, ask.thing, ask.actor.member)
    return widgets.widget_view(published)


def _kind(kind: Kind) -> dict[str, Any]:
    return {
        "kind": kind.name,
        "settings": kind.widget.settings.model_json_schema(),
        "submission": kind.widget.submission.model_json_schema(),
        "purposes": [{"name": purpose.name, "required": purpose.required} for purpose in kind.widget.purposes],
    }
