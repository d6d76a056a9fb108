"""What programs do with a site's tags besides using them: rename, put together, delete."""

from typing import Annotated, Any

from pydantic import Field

from server.api.asking import Ask, Rooms
from server.clients import tags
from server.database import Reader
from server.errors import Invalid, NotFound
from server.widget import Model

Name = Annotated[str, Field(min_length=1, max_length=tags.LONGEST)]


class TagChange(Model):
    """What a tag is called."""

    name: Name


class Merging(Model):
    """Which tag takes the place of the one in the path."""

    into: Annotated[Name, Field(description="A tag's name or id.")]


async def rename_tag(rooms: Rooms, ask: Ask) -> Any:
    """Give a tag another name; everybody who has it keeps it."""
    await rooms.database.write(tags.rename, ask.site, ask.actor.member, ask.within, ask.body.name)
    return await rooms.database.read(_one, ask.site, ask.within)


async def merge_tags(rooms: Rooms, ask: Ask) -> Any:
    """Give everybody who has this tag another one instead, which is answered; this one is no more."""
    into = await rooms.database.read(tags.named, ask.site, ask.body.into)
    if into is None:
        raise Invalid(errors={"into": "a tag of this site"})
    await tags.merge(rooms.database, ask.site, ask.actor.member, ask.within, into)
    return await rooms.database.read(_one, ask.site, into)


async def delete_tag(rooms: Rooms, ask: Ask) -> None:
    """Delete a tag: nobody has it any more."""
    await rooms.database.write(tags.remove, ask.site, ask.actor.member, ask.within)


def _one(reader: Reader, site: str, tag: str) -> dict[str, Any]:
    for each in tags.listed(reader, site, tag):
        return each
    raise NotFound  # a colleague was quicker
