"""What programs do with a widget's past: read its versions, lead it back to one, take it away."""

from typing import Annotated, Any

from pydantic import StringConstraints

from server.api.asking import Ask, Rooms
from server.api.questions import Listing
from server.database import Transaction
from server.errors import NotFound
from server.registry import Registry
from server.sites import removal, versions, widgets
from server.sites.instants import written
from server.sites.placed import PlacedWidget
from server.sites.versions import Version
from server.widget import Field, Model


class VersionListing(Listing):
    """A part of a widget's versions; the cursor is a version."""

    cursor: Annotated[str, StringConstraints(pattern=r"^([1-9][0-9]{0,8})?$")] | None = None


class Restoring(Model):
    """How a version comes back: as a draft, or for visitors at once; `revision` is the widget's that was looked at."""

    publish: bool = Field(False, strict=True)
    revision: int | None = Field(None, strict=True, ge=0)


async def list_versions(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """The versions of a widget, newest first."""
    before = int(ask.query.cursor) if ask.query.cursor else None
    found = await rooms.database.read(versions.of_widget, ask.thing, ask.query.limit, before)
    return {"items": [_view(version) for version in found.items], "next": found.next}


async def read_version(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """One version of a widget."""
    found = await rooms.database.read(versions.find, ask.thing, int(ask.within))
    if found is None:
        raise NotFound
    return _view(found)


async def restore_version(rooms: Rooms, ask: Ask) -> dict[str, Any]:
    """Lead a widget back to a version: as a draft, or with `publish` for visitors at once, as a new version."""
    wanted = ask.body or Restoring()
    restored = await rooms.database.write(
        _restore, rooms.registry, ask.thing, int(ask.within), ask.actor.member, wanted
    )
    return widgets.widget_view(restored)


async def delete_widget(rooms: Rooms, ask: Ask) -> None:
    """Take a widget away; leads and numbers that it has brought stay."""
    await rooms.database.write(removal.remove, ask.thing, ask.actor.member)


def _restore(
    tx: Transaction, registry: Registry, widget: str, version: int, member: str, wanted: Restoring
) -> PlacedWidget:
    return removal.restore(tx, registry, widget, version, member, revision=wanted.revision, publish=wanted.publish)


def _view(version: Version) -> dict[str, Any]:
    by = {"id": version.member, "name": version.member_name} if version.member_name else None
    return {
        "version": version.version,
        "settings": version.settings,
        "rules": version.rules,
        "published_by": by,
        "published_at": written(version.at),
    }
